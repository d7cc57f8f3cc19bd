"""The dashboard as a person has it: the command, and a browser that knows no other machine.

Debian's Chromium is driven; where there is none the tests are skipped, but not in continuous
integration. Screenshots are kept in ``artefacts`` beside the tests.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from msssim.experiments import simulate
from msssim.scenario import load_scenario

CHROMIUM = Path("/usr/bin/chromium")
ARTEFACTS = Path(__file__).with_name("artefacts")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SCENARIO = "extends: as_is\nname: fifteen_weeks\ntitle: 15 weeks <b>only</b>\nhorizon_days: 105\n"
WATCHED_DOOR = """
import sys
from msssim.cli import main
def tell(event, facts):
    asked = {"socket.connect": 1, "socket.getaddrinfo": 0}.get(event)
    if asked is not None and "127.0.0.1" not in str(facts[asked]):
        print(event, facts, file=sys.stderr, flush=True)
sys.addaudithook(tell)
main()
"""
"""The command, but what it asks of another machine is told on standard error."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder with a scenario of a short horizon and two results."""
    folder = tmp_path_factory.mktemp("dashboard")
    (folder / "short.yaml").write_text(SCENARIO)
    for name in ("as_is", "full_funding"):
        simulate(load_scenario(name), 4, 1, 105, out=folder / name)
    return folder


@pytest.fixture(scope="session")
def address(folder):
    """The address of a dashboard that runs; it must end quietly, and ask nobody anything."""
    words = [
        sys.executable, "-c", WATCHED_DOOR, "dashboard", "short.yaml",
        "--result", "as_is", "--result", "full_funding",
    ]  # fmt: skip
    process = subprocess.Popen(
        words, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, line + process.stderr.read()
    yield found[0]
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout, stderr) == (0, "", "")


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium."""
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing, and these tests must not be skipped here")
        pytest.skip(f"needs Debian's chromium at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


@pytest.fixture
def page(browser, address):
    """The page of a new visitor; nothing may go wrong in it, nothing be asked of other machines."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(120_000)
    wrong = []
    page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on("console", lambda line: line.type == "error" and wrong.append(f"console: {line.text}"))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((f"{address}/", "data:", "blob:"))
            or wrong.append(f"asked elsewhere: {request.url}")
        ),
    )
    page.goto(address)
    page.get_by_text("Step 0 of 15").wait_for()
    yield page
    page.close()
    assert wrong == []


@pytest.fixture
def photograph(page):
    """Keep a picture of the page under a name."""
    ARTEFACTS.mkdir(exist_ok=True)
    return lambda name: page.screenshot(path=ARTEFACTS / f"{name}.png")
