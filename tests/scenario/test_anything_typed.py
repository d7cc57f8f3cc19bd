"""Whatever is typed gives a scenario or an InputError, and nothing else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msssim.errors import InputError
from msssim.scenario import Scenario, load_scenario
from msssim.scenario.paths import value_paths
from msssim.scenario.yamlfile import parse_yaml

pytestmark = pytest.mark.slow

PATHS = value_paths(load_scenario("as_is").resolved())
YAML_LIKE = st.text(st.sampled_from("ab1.-: \n{}[],&*!|>'\"#%?~_0xe+\t"), max_size=40)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from(["2024-09-01", "1e400", "0x", "~"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "set", "date", "hold", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from([*Scenario.model_fields, "extends", "theatre", "conversion", "donors"])

in_a_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def load_or_refuse(path, given_settings=()):
    with contextlib.suppress(InputError):
        assert isinstance(load_scenario(path, given_settings), Scenario)


@given(text=st.one_of(st.text(max_size=60), YAML_LIKE))
@in_a_folder
def test_any_text_as_a_file(text, tmp_path):
    path = tmp_path / "any.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    load_or_refuse(path)


@given(text=st.one_of(st.text(max_size=60), YAML_LIKE))
@settings(max_examples=200)
def test_any_text_as_yaml(text):
    with contextlib.suppress(InputError):
        parse_yaml(text)


@given(content=st.binary(max_size=60))
@in_a_folder
def test_any_bytes_as_a_file(content, tmp_path):
    path = tmp_path / "any.yaml"
    path.write_bytes(content)
    load_or_refuse(path)


@given(body=st.dictionaries(KEYS, VALUES, max_size=4))
@in_a_folder
def test_any_values_under_known_keys(body, tmp_path):
    lines = ["name: any", "title: Any"] if "name" not in body else []
    path = tmp_path / "any.yaml"
    path.write_text("\n".join([*lines, *(f"{k}: {flow(v)}" for k, v in body.items())]) + "\n")
    load_or_refuse(path)


def flow(value) -> str:
    """Write a value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return str(value) if isinstance(value, str) and value.isalnum() else ascii(value)


@given(setting=st.one_of(
    st.text(max_size=40),
    st.builds("{}={}".format, st.sampled_from(PATHS), st.one_of(st.text(max_size=20), YAML_LIKE)),
    st.builds("{}={}".format, st.sampled_from(PATHS), SCALARS),
    st.builds("{}.{}=1".format, st.sampled_from(PATHS), st.text(max_size=10)),
))  # fmt: skip
@settings(max_examples=100)
def test_any_setting(setting):
    load_or_refuse("as_is", [setting])


@given(path=st.sampled_from(PATHS), value=VALUES)
@settings(max_examples=100)
def test_any_value_from_python(path, value):
    with contextlib.suppress(InputError):
        assert isinstance(load_scenario("as_is").with_values({path: value}), Scenario)


@given(text=st.text(max_size=80))
@in_a_folder
def test_any_text_as_a_table(text, folder, write):
    (folder / "theatre" / "donors.csv").write_text(text, encoding="utf-8", newline="")
    load_or_refuse(write())


@pytest.mark.parametrize("source", ["", ".", "/", "..", "\n", "as_is/", "a" * 5000 + ".yaml"])
def test_odd_sources(source):
    with pytest.raises(InputError):
        load_scenario(source)
