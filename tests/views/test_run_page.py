"""A run on a page: titled with what came of it, in three formats, alike every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from msssim.errors import InputError
from msssim.experiments import simulate
from msssim.experiments.replay import replay
from msssim.scenario import load_scenario
from msssim.views.run_page import require_drawable, run_page, write_run_page
from msssim.views.story import headline, price
from msssim.views.style import drawing

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def replayed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    scenario = load_scenario("as_is").model_copy(update={"title": "A title of $x$ <b>\x1b[31m"})
    simulate(scenario, runs=1, days=56, out=folder)
    return replay(folder, 0)


def texts(figure) -> str:
    return " ".join(
        text.get_text() for text in figure.findobj(match=lambda a: hasattr(a, "get_text"))
    )


def test_the_title_says_what_came_of_the_run(replayed):
    with drawing():
        figure = run_page(replayed)
    assert figure.get_suptitle().replace("\n", " ") == headline(replayed)
    assert "in theatre" in headline(replayed) or "Nobody" in headline(replayed)


def test_killed_held_ground_and_abuse_stand_on_the_page_together(replayed):
    with drawing():
        drawn = texts(run_page(replayed))
    for words in ("Civilians killed a week", "zones held by the state", "abuse"):
        assert words in drawn
    assert "$x$ <b>" in drawn
    assert "\x1b" not in drawn
    for words in ("civilians killed", "zones held by the state", "abuse"):
        assert words in price(replayed)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_page_is_written_as_its_name_ends_and_alike_every_time(replayed, tmp_path, suffix):
    files = [tmp_path / "new" / f"{name}{suffix}" for name in "ab"]
    for file in files:
        write_run_page(replayed, file)
    one, other = (file.read_bytes() for file in files)
    assert one == other
    assert one[:4] in (b"\x89PNG", b"<?xm", b"%PDF")


@pytest.mark.parametrize("name", ["run.jpg", "run", "run.png.txt"])
def test_a_name_that_does_not_say_how_to_draw_is_refused(name):
    with pytest.raises(InputError, match=r"\.png, \.svg or \.pdf"):
        require_drawable(Path(name))
