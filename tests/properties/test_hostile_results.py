"""A result that somebody spoilt, or set a trap in, is refused; nothing is written elsewhere."""

from __future__ import annotations

import json
import os
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hostile import in_a_folder, only_refused, spoilt_json
from hypothesis import given, settings
from hypothesis import strategies as st

import msssim
from msssim.analysis import findings, summarise
from msssim.errors import MsssimError, ResultError
from msssim.experiments import Result
from msssim.experiments.manifest import experiment_of_manifest
from msssim.experiments.store import Store

pytestmark = pytest.mark.slow

RUNS = "runs/part-00000.parquet"


def play(folder):
    return msssim.simulate(msssim.load_scenario("as_is"), runs=2, seed=1, days=14, out=folder)


def read_all(folder) -> None:
    result = Result.read(folder)
    _ = result.runs, result.series, result.contingents, result.failed
    assert len(summarise(result))
    assert list(findings(result))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "result"
    play(folder)
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "result")
    return tmp_path / "result"


@given(data=st.data())
@settings(in_a_folder, max_examples=150)
def test_a_spoilt_manifest_is_refused_or_read(whole, folder, data):
    document = json.loads((whole / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(data.draw(spoilt_json(document))))
    with only_refused():
        read_all(folder)
        experiment_of_manifest(Store(folder).manifest())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        "[" * 100_000,
        '{"parts": 1e9}',
        '{"parts": 1, "parts": "x"}',
        "\0",
        "9" * 9_999,
        '{"parts": ' + "9" * 9_999 + "}",
    ],
)
def test_what_is_no_manifest_is_refused(folder, text):
    (folder / "manifest.json").write_text(text)
    with pytest.raises(ResultError, match=r"manifest\.json is"):
        read_all(folder)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("parts", "1"),
        ("parts", 10**12),
        ("parts", -1),
        ("parts", True),
        ("scenarios", 5),
        ("scenarios", {}),
        ("scenarios", {"as_is": 1}),
        ("start", "2024-02-30"),
        ("horizon_days", "14"),
        ("factors", {"a": 1}),
        ("precision", {"allowed": 1}),
        ("experiment", []),
        ("versions", None),
        ("title", 7),
    ],
)
def test_a_manifest_of_another_shape_is_refused_with_the_key(folder, key, value):
    file = folder / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), key: value}))
    with pytest.raises(ResultError, match=rf"is damaged: {key}"):
        Result.read(folder)


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
@settings(in_a_folder, max_examples=60)
def test_a_part_that_was_changed_is_refused_or_says_the_same(whole, folder, place, bit, cut):
    data = bytearray((whole / RUNS).read_bytes())
    at = int(place * len(data))
    data[at] ^= 1 << bit
    (folder / RUNS).write_bytes(data[:at] if cut else data)
    with only_refused():
        assert Result.read(folder).runs.equals(Result.read(whole).runs)


OTHER_TABLES = {
    "no columns": pa.table({}),
    "nested": pa.table({"scenario": [{"a": [1]}], "point": [[1]], "run": [None]}),
    "no rows": pa.table(
        {
            "scenario": pa.array([], "string"),
            "point": pa.array([], "int64"),
            "run": pa.array([], "int64"),
        }
    ),
    "words for numbers": pa.table({"scenario": ["as_is"], "point": ["0"], "run": ["x"]}),
}
SAID = (
    b"[]",
    b"{}",
    b"null",
    b'{"identity": 1}',
    b"[" * 100_000,
    b"\xff",
    b'{"identity": "IT", "checksums": 5}',
)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("name", OTHER_TABLES)
def test_a_part_of_another_shape_is_refused(folder, name, said):
    identity = Store(folder)._identity(0).encode()
    table = OTHER_TABLES[name].replace_schema_metadata({b"msssim": said.replace(b"IT", identity)})
    pq.write_table(table, folder / RUNS)
    with pytest.raises(MsssimError):
        read_all(folder)


def test_a_pipe_in_the_place_of_a_part_is_refused(folder):
    (folder / RUNS).unlink()
    os.mkfifo(folder / RUNS)
    with pytest.raises(ResultError, match="no plain file"):
        read_all(folder)


def test_files_that_do_not_belong_there_change_nothing(whole, folder):
    for name in ("runs/part-00001.parquet", "runs/x.pkl", "sitecustomize.py", "manifest.json.bak"):
        (folder / name).write_bytes(b"cos\nsystem\n(S'exit 1'\ntR.")
    assert Result.read(folder).runs.equals(Result.read(whole).runs)


class TestALink:
    @pytest.fixture
    def precious(self, tmp_path):
        """A file outside the result, and the check that nobody wrote to it."""
        file = tmp_path / "precious"
        file.write_text("mine")
        yield file
        assert file.read_text() == "mine"
        assert {each.name for each in tmp_path.iterdir()} == {"precious", "result"}

    @pytest.mark.parametrize(
        "name", ["manifest.json.unfinished", "runs/part-00000.parquet.unfinished"]
    )
    def test_in_the_place_of_a_file_in_the_making_is_not_followed(self, folder, precious, name):
        (folder / RUNS).unlink()
        (folder / "manifest.json").unlink()
        shutil.rmtree(folder / "series")
        shutil.rmtree(folder)
        (folder / name).parent.mkdir(parents=True)
        (folder / name).symlink_to(precious)
        if name.startswith("runs"):  # a folder with anything in it is refused before that
            with pytest.raises(ResultError, match="not a result"):
                play(folder)
        else:
            play(folder)

    def test_in_the_place_of_a_part_is_replaced(self, folder, precious):
        (folder / RUNS).unlink()
        (folder / RUNS).symlink_to(precious)
        with pytest.raises(ResultError, match="damaged"):
            play(folder)

    @pytest.mark.parametrize("dangling", [True, False])
    def test_in_the_place_of_a_table_is_refused(self, folder, precious, tmp_path, dangling):
        shutil.rmtree(folder / "runs")
        target = tmp_path / "elsewhere"
        (folder / "runs").symlink_to(target)
        if not dangling:
            target.mkdir()
        with pytest.raises(ResultError, match="is a link to another place"):
            play(folder)
        if not dangling:
            assert not list(target.iterdir())
            target.rmdir()

    def test_to_the_whole_folder_is_the_folder_that_was_asked_for(self, folder, tmp_path):
        (tmp_path / "by_another_name").symlink_to(folder)
        play(tmp_path / "by_another_name")
        read_all(tmp_path / "by_another_name")
