"""Rule files as data with places: every value, also one written over several lines, is found again where it stands."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from reiseregel.resources import rules_folder
from reiseregel.yamlfile import ordinal, parse, read_folder

WAYS_TO_WRITE = {
    "plain": "er: a og b",
    "quoted": "er:   'a og b'",
    "double quoted": 'er: "a og b"',
    "plain over lines": "er: a og\n  b eller\n    c",
    "quoted over lines": "er: 'a og\n  b eller\n  c'",
    "folded": "er: >-\n  a og\n  b eller\n  c\nnaar: d",
    "folded, a line further in": "er: >-\n  a og\n  (b\n   eller c)\n  og d\n# end\nnaar: e",
    "folded, an empty line": "er: >\n  a og\n\n  b\n",
    "literal": "er: |\n  a og\n    b\n",
    "inside a list": "er:\n  - x\nnaar: 3",
}


@pytest.mark.parametrize("slow", [False, True], ids=["libyaml", "ruamel"])
@pytest.mark.parametrize("text", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE)
def test_each_character_of_a_value_is_found_in_the_file(text: str, slow: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if slow:
        monkeypatch.setattr(yaml, "CSafeLoader", None)
    file = parse("f.yaml", text)
    lines = text.split("\n")
    for path, place in file.texts.items():
        value = str(file.data[path[0]] if len(path) == 1 else file.data[path[0]][path[1]])
        for offset, character in enumerate(value):
            if not character.isspace():
                found = place.at(offset)
                assert lines[found.line - 1][found.column - 1] == character, (path, offset)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("er: a og b", "a og b"),
        ("er: 12", "12"),
        ("er: 'a og b'", "a og b"),
        ("er: a og\n  b eller\n    c", "a og\n  b eller\n  c"),
        ('er: "a og\n  b"', "a og\n  b"),
        ("er: >-\n  a og\n  (b\n   eller c)\n  og d\nnaar: e", "a og\n(b\n eller c)\nog d"),
    ],
)
def test_a_value_is_shown_line_for_line_as_it_was_written(text: str, shown: str) -> None:
    file = parse("f.yaml", text)
    assert file.text_place("er").lines_of(str(file.data["er"])) == shown


def test_the_place_just_after_a_value_is_on_its_last_line() -> None:
    file = parse("f.yaml", "er: >-\n  a og\n  b\nnaar: c\n")
    end = file.text_place("er").at(len(file.data["er"]))
    assert (end.line, end.column) == (3, 4)


def test_the_nearest_parent_stands_in_for_what_is_not_there() -> None:
    file = parse("f.yaml", "a:\n  b: 1\n")
    assert str(file.place("a", "c", 2)) == "f.yaml:2:3"
    assert str(file.key_place("a", "b")) == "f.yaml:2:3"
    assert str(file.key_place("a", "c")) == "f.yaml:2:3"
    assert str(file.text_place("a", "c").at(0)) == "f.yaml:2:3"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-12", -12),
        ("0", 0),
        ("'1'", "1"),
        ("true", True),
        ("yes", "yes"),
        ("null", None),
        ("~", None),
        ("''", ""),
        ("2025-03-03", date(2025, 3, 3)),
        ("'2025-03-03'", "2025-03-03"),
        ("2025-3-3", "2025-3-3"),
        ("2-6", "2-6"),
        ("1a", "1a"),
        ("1.2.3", "1.2.3"),
        ("sann", "sann"),
    ],
)
def test_scalars_are_read_as_yaml_1_2(written: str, value: object) -> None:
    file = parse("f.yaml", f"a: {written}")
    assert (file.data, file.faults) == ({"a": value}, [])
    assert type(file.data["a"]) is type(value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1: yaml"),
        ("# bare en kommentar", "1:1: yaml"),
        ("a: [1, 2", "1:4: yaml"),
        ("a: 1\nb: 'x", "2:4: yaml"),
        ("a: b: c", "1:5: yaml"),
        ("a: 1\n---\nb: 2", "2:1: yaml"),
        ("a: \x00", "1:1: yaml"),
        ("a: 1\nb: 2\na: 3", "3:1: dobbel_noekkel"),
        ("a: {b: 1, b: 2}", "1:11: dobbel_noekkel"),
        ("a: 1.5", "1:4: desimaltall"),
        ("a: .5", "1:4: desimaltall"),
        ("a: 1e3", "1:4: desimaltall"),
        ("a: 007", "1:4: ledende_null"),
        ("a: 2026-02-29", "1:4: dato"),
    ],
)
def test_what_no_rule_file_may_hold(text: str, said: str) -> None:
    (fault,) = parse("f.yaml", text).faults
    assert f"{fault.place.line}:{fault.place.column}: {fault.code}" == said


def test_a_date_is_the_same_plain_and_quoted() -> None:
    assert ordinal(date(2025, 3, 3)) == ordinal("2025-03-03") == 739313


def test_both_readers_give_the_same_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every tenth rule file; which ten it is changes as files come and go."""
    texts = dict(list(read_folder(rules_folder()).items())[::10])
    quick = {name: parse(name, text) for name, text in texts.items()}
    monkeypatch.setattr(yaml, "CSafeLoader", None)
    assert {name: parse(name, text) for name, text in texts.items()} == quick
