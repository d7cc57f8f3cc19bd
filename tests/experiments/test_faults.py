"""What a disk does to a result: each fault is made to happen, and none ends in a wrong number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from folders import files_of

from msssim.errors import ResultError
from msssim.experiments import Result, sweep, verify
from msssim.experiments.store import Store

pytestmark = pytest.mark.slow

LEVERS = {"mission.enabled": [True, False]}

SMALL = """
title: Small
scenarios: [as_is]
replications: 4
horizon_days: 28
record: {series: [deployed]}
levers: {mission.enabled: [true, false]}
"""

SWEEP = [sys.executable, "-m", "msssim", "sweep", "--quiet", "--no-figures", "--workers", "1"]

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to mount or change user"
)


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(SMALL)
    return file


def run(command: list, **keys) -> subprocess.CompletedProcess:
    done = subprocess.run(command, check=False, capture_output=True, text=True, **keys)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def own_disk(tmp_path):
    """A file system of its own with a megabyte of room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]).returncode:
        pytest.skip("this machine does not let root mount")
    yield folder
    subprocess.run(["umount", folder], check=True)


@as_root
def test_a_full_disk_is_told_and_the_sweep_goes_on_when_there_is_room(
    asked, cheap_engine, own_disk, tmp_path
):
    sweep(asked, tmp_path / "whole", workers=1)
    whole = files_of(tmp_path / "whole")
    system = os.statvfs(own_disk)
    needed = sum(-(-len(data) // system.f_frsize) for data in whole.values())
    ballast = own_disk / "ballast"
    ballast.write_bytes(b"0" * (system.f_bavail - needed + 2) * system.f_frsize)
    folder = own_disk / "result"
    with pytest.raises(ResultError, match=r"no room left for .*; what is finished is kept: make"):
        sweep(asked, folder, workers=1)
    kept = files_of(folder)
    assert 1 < len(kept) < len(whole)
    assert kept.items() <= whole.items()
    ballast.unlink()
    sweep(asked, folder, workers=1)
    assert files_of(folder) == whole


@as_root
def test_a_disk_that_is_only_for_reading_is_told(asked, cheap_engine, own_disk):
    folder = own_disk / "result"
    sweep(asked, folder, workers=1)
    (folder / "runs" / "part-00000.parquet").unlink()
    before = files_of(folder)
    subprocess.run(["mount", "-o", "remount,ro", own_disk], check=True)
    with pytest.raises(ResultError, match=r"cannot be written \(Read-only file system\)"):
        sweep(asked, folder, workers=1)
    with pytest.raises(ResultError, match=r"cannot be written \(Read-only file system\)"):
        sweep(asked, own_disk / "another", workers=1)
    assert files_of(folder) == before


def test_a_file_that_may_not_grow_is_told(small, tmp_path):
    def little_files() -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))

    done = run([*SWEEP, small, "--out", tmp_path / "result"], preexec_fn=little_files)
    assert done.returncode == 1
    assert "no room left" in done.stderr
    assert not list((tmp_path / "result").rglob("*.unfinished"))


@pytest.fixture
def folder(experiment, cheap_engine, tmp_path):
    sweep(experiment(levers=LEVERS), tmp_path, workers=1)
    return tmp_path


@pytest.fixture
def asked(experiment):
    return experiment(levers=LEVERS)


@pytest.mark.parametrize("table", ["runs", "series"])
class TestAPart:
    def part(self, folder, table, number=0):
        return folder / table / f"part-{number:05d}.parquet"

    def assert_refused(self, folder, asked, words="is damaged"):
        """Neither a reader nor a sweep that goes on takes it for whole, and nobody mends it."""
        before = files_of(folder)
        with pytest.raises(ResultError, match=words):
            result = Result.read(folder)
            _ = result.runs, result.series
        with pytest.raises(ResultError, match=words):
            resumed = sweep(asked, folder, workers=1)
            _ = resumed.runs, resumed.series
        assert files_of(folder) == before

    @pytest.mark.parametrize("kept", [0, 4, 100, 0.5, -1])
    def test_cut_short_is_refused(self, folder, asked, table, kept):
        file = self.part(folder, table)
        data = file.read_bytes()
        file.write_bytes(data[: int(kept * len(data)) if isinstance(kept, float) else kept])
        self.assert_refused(folder, asked)

    def test_with_a_flipped_bit_is_refused_or_says_the_same(self, folder, table):
        file = self.part(folder, table)
        whole = Store(folder).read(table, 0)
        data = file.read_bytes()
        refused, places = 0, range(4, len(data), len(data) // 400)
        for place in places:
            spoilt = bytearray(data)
            spoilt[place] ^= 1 << place % 8
            file.write_bytes(spoilt)
            try:
                assert Store(folder).read(table, 0).equals(whole)
            except ResultError:
                refused += 1
        assert refused > len(places) / 3

    def test_in_the_place_of_another_is_refused(self, folder, asked, table):
        self.part(folder, table, 1).write_bytes(self.part(folder, table, 0).read_bytes())
        self.assert_refused(folder, asked, "it is another part, or one of another result")

    def test_of_another_result_is_refused(self, folder, asked, experiment, table, tmp_path):
        other = tmp_path.with_name("other")
        sweep(experiment(levers=LEVERS, seed=6), other, workers=1)
        self.part(folder, table).write_bytes(self.part(other, table).read_bytes())
        self.assert_refused(folder, asked, "it is another part, or one of another result")

    def test_that_is_a_folder_is_refused(self, folder, asked, table):
        self.part(folder, table).unlink()
        self.part(folder, table).mkdir()
        self.assert_refused(folder, asked)


def changed_manifest(folder: Path, **keys) -> None:
    file = folder / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **keys}))


def test_a_folder_of_a_newer_version_is_refused_with_both_versions(folder, asked):
    changed_manifest(folder, msssim="9.0.0", format=7)
    for attempt in (Result.read, verify, lambda place: sweep(asked, place, workers=1)):
        with pytest.raises(ResultError, match=r"written by msssim 9\.0\.0 in format 7; this is"):
            attempt(folder)


def test_a_manifest_that_somebody_changed_cannot_be_verified(folder):
    file = folder / "manifest.json"
    file.write_text(file.read_text().replace('"renewal_term_days": 365', '"renewal_term_days": 91'))
    with pytest.raises(ResultError, match="inputs do not have the hash that it states"):
        verify(folder)


def test_a_manifest_with_unknown_parameters_cannot_be_verified(folder):
    file = folder / "manifest.json"
    file.write_text(file.read_text().replace('"renewal_term_days"', '"renewal_term"'))
    with pytest.raises(ResultError, match=r"describes an experiment that msssim .* cannot play"):
        verify(folder)
