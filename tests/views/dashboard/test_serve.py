"""What is served, to whom, and what is refused before a page opens."""

from __future__ import annotations

import pytest

from msssim.errors import InputError, ResultError
from msssim.views.dashboard.serve import HOST, OnlyHere, listen, open_all, serve

HERE = "http://127.0.0.1:8000"


def test_a_port_in_use_is_an_error_in_words():
    with listen(0) as first:
        taken = first.getsockname()[1]
        with pytest.raises(InputError, match=f"--port: cannot use {taken}.*in use.*free one"):
            listen(taken)


def test_it_listens_to_this_machine_alone():
    with listen(0) as listener:
        assert listener.getsockname()[0] == HOST == "127.0.0.1"


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("msssim.errors.find_spec", lambda name: None if name == "solara" else name)
    with pytest.raises(InputError, match=r"the dashboard needs: pip install 'msssim\[dashboard\]'"):
        serve("as_is", [], 0, print)


def test_a_wrong_scenario_or_folder_is_refused_before_a_page_opens(tmp_path):
    with pytest.raises(InputError, match="did you mean `as_is`"):
        open_all("as_iz", [])
    with pytest.raises(ResultError):
        open_all("as_is", [tmp_path])


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        ({b"host": b"127.0.0.1:8000"}, True),
        ({b"host": b"127.0.0.1:8000", b"origin": b"http://127.0.0.1:8000"}, True),
        ({b"host": b"127.0.0.1:8000", b"origin": b"https://elsewhere.example"}, False),
        ({b"host": b"127.0.0.1:8000", b"origin": b"null"}, False),
        ({b"host": b"elsewhere.example:8000"}, False),
        ({}, False),
    ],
)
def test_a_page_from_elsewhere_is_not_answered(headers, may):
    assert OnlyHere(None, HERE).may_ask(headers) is may
