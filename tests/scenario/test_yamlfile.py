from __future__ import annotations

import pytest

from msssim.errors import InputError, Problem
from msssim.scenario.yamlfile import LARGEST_YAML, parse_yaml, read_yaml

ACCEPTED = {
    "whole numbers": ("a: [1, -2, 1_000, 0x1F, 0o17, 010]", [1, -2, 1000, 31, 15, 10]),
    "numbers": ("a: [1.5, 1e3, -2.5e-1, 1.]", [1.5, 1000.0, -0.25, 1.0]),
    "switches": ("a: [true, False]", [True, False]),
    "YAML 1.1 switches are text": ("a: [yes, no, on, off]", ["yes", "no", "on", "off"]),
    "YAML 1.1 base 60 is text": ("a: [1:30]", ["1:30"]),
    "null": ("a: [null, ~]", [None, None]),
    "dates are text": ("a: [2024-06-12]", ["2024-06-12"]),
    "quoted numbers are text": ("a: ['1', \"0.5\"]", ["1", "0.5"]),
    "merge keys are plain keys": ("a: [{<<: 1}]", [{"<<": 1}]),
    "keys are text": ("a: [{12: 1, null: 2, true: 3}]", [{"12": 1, "null": 2, "true": 3}]),
    "lines and tabs": ('a: ["x\\n\\ty"]', ["x\n\ty"]),
    "an anchor alone": ("a: [&x 1]", [1]),
}

REFUSED = {
    "duplicate key": ("a: 1\nb: 2\na: 3\n", 3, "`a` was given already on line 1"),
    "duplicate key of two spellings": ("a: {'b': 1,\n b: 2}", 2, "`b` was given already on line 1"),
    "alias": ("a: &x 1\nb: *x\n", 2, "aliases"),
    "alias of itself": ("b: 1\na: &x\n  - *x\n", 2, "aliases"),
    "executable tag": ("b: 1\na: !!python/name:os.system x\n", 2, "!!python/name:os.system"),
    "own tag": ("a: !thing 1\n", 1, "!thing"),
    "tag that does not fit": ("a: !!int abc\n", 1, "`abc` cannot be read as int"),
    "switch that is none": ("a: !!bool maybe\n", 1, "`maybe` cannot be read as bool"),
    "directive": ("%YAML 1.1\n---\na: yes\n", 1, "directive"),
    "tab": ("a:\n\tb: 1\n", 2, "a tab"),
    "unclosed list": ("a: [1, 2\nb: 3\n", 2, "not valid YAML"),
    "two colons": ("a: b: c\n", 1, "not valid YAML"),
    "second document": ("a: 1\n---\nb: 2\n", 2, "not valid YAML"),
    "control character": ("a: 1\nb: \x07\n", 2, "character"),
    "escape sequence for terminals": ('a: 1\nb: "x\\e[31m"\n', 2, "U+001B cannot be printed"),
    "escape sequence in a key": ('a: 1\n"b\\a": 2\n', 2, "U+0007 cannot be printed"),
    "key that is a list": ("b: 1\n? [1, 2]\n: 3\n", 2, "a key is a word"),
    "hexadecimal number of 301 digits": ("a: 0x" + "f" * 301, 1, "cannot be read as int"),
    "escape sequence in a tag": ("a: !%1b[31m x\n", 1, r"tags (!\x1b[31m)"),
    "half a character": ('a: "\\ud800"\n', 1, "U+D800 cannot be printed"),
    "number of 5,000 digits": ("a: " + "9" * 5000, 1, "cannot be read as int"),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_core_types_of_yaml_1_2_are_read(case):
    text, expected = ACCEPTED[case]
    found = parse_yaml(text).data["a"]
    assert found == expected
    assert [type(value) for value in found] == [type(value) for value in expected]


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_accepted_is_named_with_its_line(case, tmp_path):
    text, line, words = REFUSED[case]
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_yaml(file)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(file), line)
    assert words in problem.message


def test_all_that_is_not_accepted_is_told_at_once():
    with pytest.raises(InputError) as caught:
        parse_yaml("a: 1\na: 2\nb: !x 1\nc: &d 1\ne: *d\n")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 5]


def test_aliases_cannot_make_a_small_file_large():
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    with pytest.raises(InputError, match="aliases"):
        parse_yaml("\n".join(rows))


@pytest.mark.slow
@pytest.mark.parametrize("text", ["[" * 20_000, "a: " + "{b: " * 5_000, "- " * 5_000])
def test_deep_nesting_is_refused(text):
    with pytest.raises(InputError, match="nested too deeply"):
        parse_yaml(text)


def test_every_key_and_item_has_its_line():
    document = parse_yaml("# note\na:\n  b: 1\n  c:\n    - x\n    - d: 2\n")
    assert document.lines == {
        "": 2, "a": 2, "a.b": 3, "a.c": 4, "a.c.0": 5, "a.c.1": 6, "a.c.1.d": 6,
    }  # fmt: skip


def test_a_path_without_a_line_has_the_line_of_the_group_around_it():
    document = parse_yaml("a:\n  b: 1\n", "x.yaml")
    assert document.line("a.z.z") == 1
    assert str(document.located(Problem("wrong", "a.b"))) == "x.yaml:2: a.b: wrong"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", None, "the file is empty"),
        (b"# only a comment\n", None, "the file is empty"),
        (b"# list\n- 1\n- 2\n", 2, "found a list"),
        (b"just text\n", 1, 'found "just text"'),
        (b"a: 1\nb: \xff\xfe\n", 2, "not UTF-8"),
        (b"a: " + b"x" * LARGEST_YAML, None, "over 100,000 bytes"),
    ],
)
def test_a_file_that_is_no_group_of_keys_is_refused(content, line, words, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_yaml(file)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(file), line)
    assert words in problem.message


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.yaml: cannot be read: No such file"):
        read_yaml(tmp_path / "nowhere.yaml")
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        read_yaml(tmp_path)


def test_byte_order_mark_and_windows_line_ends_are_tolerated(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  c: x\r\n")
    document = read_yaml(file)
    assert document.data == {"a": 1, "b": {"c": "x"}}
    assert document.lines["b.c"] == 3
