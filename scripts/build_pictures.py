"""Draw the pictures of README.md and docs/ again: run their commands and keep the figures.

    make demo                          # simulates results/renewal_funding, if missing
    python scripts/build_pictures.py   # about ten minutes; the browser's need Debian's chromium

Pictures are made smaller and fewer in colours, so that a clone stays small.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURES = Path("docs/pictures")
SWEPT, RUN = Path("results/renewal_funding"), Path("results/as_is")
SOBOL = Path("results/sensitivity_core_sobol")
FUTURES = Path("results/robustness_core")
SEARCHED = Path("results/discovery_core")
CALIBRATED = Path("results/calibration")
COMMANDS = (
    f"sweep experiments/renewal_funding.yaml --out {SWEPT}",
    "run as_is --runs 500",
    f"report {SWEPT}",
    f"analyse sensitivity sensitivity_core --points 128 --out {SOBOL}",
    f"compare {SWEPT} --spread --out results/spread",
    f"sweep experiments/robustness_core.yaml --out {FUTURES}",
    f"analyse robustness {FUTURES} --out results/robust",
    "analyse threshold renewal_funding --outcome strength_52w --crosses 1000 "
    "--lever funding.lag_months --runs 100 --out results/lag",
    "diff as_is full_funding --effect --outcome strength_52w --outcome civilians_killed --runs 100 "
    "--out results/diff",
    "run scenarios/examples/island/scenario.yaml --runs 100 --out results/island",
    f"replay {RUN} --run 17 --figure results/run_17.png",
    f"sweep experiments/discovery_core.yaml --out {SEARCHED}",
    f"analyse discover {SEARCHED} --where delivered_share<15%",
    "validate backtest --out results/backtest",
    f"validate calibrate calibration_june_2024 --out {CALIBRATED}",
)
FIGURES = {
    "differences": SWEPT / "figures" / "differences.png",
    "medians": SWEPT / "figures" / "medians_deployed.png",
    "heatmap": SWEPT / "figures" / "heatmap_people.png",
    "binding": SWEPT / "figures" / "binding.png",
    "tradeoff": SWEPT / "figures" / "tradeoff.png",
    "people": SWEPT / "figures" / "people.png",
    "zones": SWEPT / "figures" / "zones.png",
    "map_before_after": SWEPT / "figures" / "map_before_after.png",
    "tornado": SOBOL / "figures" / "tornado.png",
    "variance_decomposition": SOBOL / "figures" / "variance_decomposition.png",
    "spread": Path("results/spread/figures/spread.png"),
    "robustness": Path("results/robust/robustness.png"),
    "threshold": Path("results/lag/threshold.png"),
    "effects": Path("results/diff/effects.png"),
    "island": Path("results/island/figures/map_strip.png"),
    "fan": RUN / "figures" / "fan_deployed.png",
    "postures": RUN / "figures" / "postures.png",
    "map_strip": RUN / "figures" / "map_strip.png",
    "replay": Path("results/run_17.png"),
    "discovery": SEARCHED / "discovery" / "figures" / "discovery_box.png",
    "discovery_peeling": SEARCHED / "discovery" / "figures" / "discovery_peeling.png",
    "backtest": Path("results/backtest/backtest.png"),
    "calibration_counts": CALIBRATED / "figures" / "calibration_counts.png",
    "calibration_parameters": CALIBRATED / "figures" / "calibration_parameters.png",
}
WIDTH, COLOURS = 1300, 256
WEEKS = 30
CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    """Play, draw, photograph."""
    for command in COMMANDS:
        subprocess.run([sys.executable, "-m", "msssim", *command.split()], check=True)
    PICTURES.mkdir(exist_ok=True)
    for name, file in FIGURES.items():
        keep(file, name)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1300, "height": 850}, device_scale_factor=1.5)
        page.set_default_timeout(120_000)
        page.goto((SWEPT / "report.html").resolve().as_uri())
        photograph(page, "report")
        with dashboard("as_is", "--result", str(SWEPT)) as address:
            page.goto(address)
            watch(page)
            photograph(page, "dashboard")
            page.get_by_role("tab", name="Compare results").click()
            page.get_by_alt_text("Differences to as is").wait_for()
            photograph(page, "dashboard_compare")


@contextmanager
def dashboard(*words: str) -> Iterator[str]:
    """Have the dashboard open inside a ``with`` statement, at an address."""
    command = [sys.executable, "-m", "msssim", "dashboard", *words]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE)
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
    if found is None:
        sys.exit("the dashboard did not say its address")
    try:
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def watch(page: Page) -> None:
    """Step through the weeks, ten at a time."""
    slider = page.locator(".lever", has_text="Steps at a time").get_by_role("slider")
    slider.focus()
    for _ in range(9):
        slider.press("ArrowRight")
    for week in range(10, WEEKS + 1, 10):
        page.get_by_role("button", name="Step", exact=True).click()
        page.get_by_text(f"Step {week} of").wait_for()


def photograph(page: Page, name: str) -> None:
    """Keep what the browser shows."""
    page.wait_for_timeout(2_000)  # until what moves has come to rest
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    keep(file, name)


def keep(file: Path, name: str) -> None:
    """Keep a picture, small."""
    with Image.open(file) as drawn:
        height = round(drawn.height * WIDTH / drawn.width)
        small = drawn.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    few = small.quantize(COLOURS, Image.Quantize.MAXCOVERAGE)  # rare colours stay what they are
    few.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
