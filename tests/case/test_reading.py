"""What is let through is JSON with whole numbers, read as any reader would; all else is a fault with a place."""

from __future__ import annotations

import enum
import json
import sys
from collections import OrderedDict
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reiseregel.case.reading import read_json, read_value
from reiseregel.case.shapes import MAX_BYTES, MAX_DEPTH, MAX_INTEGER, MAX_STRING

NAMES = frozenset({"a", "b", "turer", "reiser", "dato"})

plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-MAX_INTEGER, MAX_INTEGER)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text("ab0æ", max_size=3), below, max_size=4),
    max_leaves=15,
)


def faults(data: bytes | str) -> list[tuple[str, str]]:
    value, found = read_json(data, NAMES)
    assert value is None
    return [(item.pointer, item.code) for item in found]


def faults_of_value(value: object) -> list[tuple[str, str]]:
    copy, found = read_value(value, NAMES)
    assert copy is None
    return [(item.pointer, item.code) for item in found]


@given(plain_values)
@settings(max_examples=500, deadline=None)
def test_plain_values_come_through_as_they_are(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1)):
        assert read_json(text) == (value, ())
        assert read_json(text.encode()) == (value, ())
    copy, found = read_value(value)
    assert (copy, found) == (value, ())
    assert copy is not value or not isinstance(value, list | dict)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json.tom"),
        (" \r\n\t", "json.tom"),
        (b"\xef\xbb\xbf{}", "json.bom"),
        ("\ufeff{}", "json.bom"),
        ("{}".encode("utf-16"), "json.koding"),
        ("{}".encode("utf-16-le"), "json.koding"),
        ("{}".encode("utf-16-be"), "json.koding"),
        ("{}".encode("utf-32"), "json.koding"),
        ("{}".encode("utf-32-be"), "json.koding"),
        ('{"a": "æ"}'.encode("latin-1"), "json.koding"),
        (b'{"a": "\xed\xa0\x80"}', "json.koding"),
        ("{", "json.syntaks"),
        ("{'a': 1}", "json.syntaks"),
        ('{"a": 1,}', "json.syntaks"),
        ("{} {}", "json.syntaks"),
        ('{"a": 01}', "json.syntaks"),
        ('{"a": +1}', "json.syntaks"),
        ('{"a": .5}', "json.syntaks"),
        ('{"a": 1.}', "json.syntaks"),
        ('{"a": 0x1}', "json.syntaks"),
        ('{"a": "\n"}', "json.syntaks"),
        ('{"a": "\\x"}', "json.syntaks"),
        ("// a\n{}", "json.syntaks"),
        ("type: krav", "json.syntaks"),
        ('"' + "x" * 20 + "[" * 30, "json.syntaks"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "json.for_dyp"),
        ("[" * 1_000_000, "json.for_dyp"),
        ('{"a":' * 1_000_000, "json.for_dyp"),
        (b" " * (MAX_BYTES + 1), "json.for_stor"),
        ("æ" * (MAX_BYTES // 2 + 1), "json.for_stor"),
    ],
)
def test_text_that_cannot_be_read(data: bytes | str, code: str) -> None:
    assert faults(data) == [("", code)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1.0}', [("/a", "json.desimaltall")]),
        ('{"a": 1e3}', [("/a", "json.desimaltall")]),
        ('{"a": 1E400}', [("/a", "json.desimaltall")]),
        ('{"a": -0.0}', [("/a", "json.desimaltall")]),
        ("1.5", [("", "json.desimaltall")]),
        ('{"a": NaN}', [("/a", "json.ikke_tall")]),
        ('{"a": [Infinity, -Infinity]}', [("/a/0", "json.ikke_tall"), ("/a/1", "json.ikke_tall")]),
        (f'{{"a": {MAX_INTEGER + 1}}}', [("/a", "json.for_stort_tall")]),
        (f'{{"a": {-MAX_INTEGER - 1}}}', [("/a", "json.for_stort_tall")]),
        ('{"a": ' + "9" * 100_000 + "}", [("/a", "json.for_stort_tall")]),
        ('{"a": 1, "a": 2}', [("", "json.dobbel_noekkel")]),
        ('{"a": 1, "\\u0061": 1}', [("", "json.dobbel_noekkel")]),
        ('{"turer": [{"a": 1}, {"b": {"x": 1, "x": 1}}]}', [("/turer/1/b", "json.dobbel_noekkel")]),
        (f'{{"a": "{"x" * (MAX_STRING + 1)}"}}', [("/a", "json.for_lang_tekst")]),
        (f'{{"{"x" * (MAX_STRING + 1)}": 1}}', [("", "json.for_lang_tekst")]),
        ('{"a": "\\ud800"}', [("/a", "json.ugyldig_tegn")]),
        ('{"\\udc00": 1}', [("", "json.ugyldig_tegn")]),
        (
            '{"a": 1.5, "b": NaN, "turer": [{"reiser": [{"dato": 2.5}, {"dato": 1, "dato": 1}]}]}',
            [
                ("/a", "json.desimaltall"),
                ("/b", "json.ikke_tall"),
                ("/turer/0/reiser/0/dato", "json.desimaltall"),
                ("/turer/0/reiser/1", "json.dobbel_noekkel"),
            ],
        ),
    ],
)
def test_values_that_are_refused_all_at_once(text: str, found: list[tuple[str, str]]) -> None:
    assert faults(text) == found


def test_pointer_stops_above_a_key_nobody_knows() -> None:
    text = '{"a": {"Ola Nordmann": {"b": [1.5]}}, "/b": 1.5, "~a": {"a": NaN}}'

    assert faults(text) == [("", "json.desimaltall"), ("", "json.ikke_tall"), ("/a", "json.desimaltall")]


def test_limits_themselves_are_allowed() -> None:
    for text in (
        "[" * MAX_DEPTH + "]" * MAX_DEPTH,
        "[" * (MAX_DEPTH - 1) + '"' + "[{" * 50 + '\\"[[["' + "]" * (MAX_DEPTH - 1),
        f"[{MAX_INTEGER}, {-MAX_INTEGER}, -0]",
        f'"{"x" * MAX_STRING}"',
        '"\\ud83d\\ude00"',
        f'{{"{"x" * MAX_STRING}": 1}}',
        " " * (MAX_BYTES - 2) + "{}",
    ):
        assert read_json(text) == (json.loads(text), ())


def test_depth_does_not_hang_on_what_the_interpreter_allows() -> None:
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(10**6)
        assert faults("[" * 2_000_000) == [("", "json.for_dyp")]
    finally:
        sys.setrecursionlimit(limit)


def test_thousands_of_faults_are_cut_short() -> None:
    _, found = read_json("[" + "1.0," * 500_000 + "1]")

    assert 100 < len(found) < 110


class Pair(NamedTuple):
    a: int
    b: int


class Whole(int):
    pass


class Words(str):
    __slots__ = ()


class Odd(enum.IntEnum):
    one = 1


class Sly(dict[str, Any]):
    """Says one thing when looked at and another when read."""

    def items(self) -> Any:
        return {"a": 1.5}.items()


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"a": 1.0}, [("/a", "json.desimaltall")]),
        ({"a": float("nan")}, [("/a", "json.ikke_tall")]),
        ({"a": float("-inf")}, [("/a", "json.ikke_tall")]),
        ({"a": MAX_INTEGER + 1}, [("/a", "json.for_stort_tall")]),
        ({"a": 10**6000}, [("/a", "json.for_stort_tall")]),
        ({"a": (1, 2)}, [("/a", "json.ukjent_verdi")]),
        ({"a": Pair(1, 2)}, [("/a", "json.ukjent_verdi")]),
        ({"a": {1, 2}}, [("/a", "json.ukjent_verdi")]),
        ({"a": b"x"}, [("/a", "json.ukjent_verdi")]),
        ({"a": Whole(1)}, [("/a", "json.ukjent_verdi")]),
        ({"a": Odd.one}, [("/a", "json.ukjent_verdi")]),
        ({"a": Words("x")}, [("/a", "json.ukjent_verdi")]),
        ({"a": OrderedDict(b=1)}, [("/a", "json.ukjent_verdi")]),
        ({"a": Sly(b=1)}, [("/a", "json.ukjent_verdi")]),
        ({"a": object()}, [("/a", "json.ukjent_verdi")]),
        ({"a": [1, {"b": 1j}]}, [("/a/1/b", "json.ukjent_verdi")]),
        ({1: 2}, [("", "json.noekkel_ikke_tekst")]),
        ({"a": {None: 1, True: 2, "b": 1.5}}, [("/a", "json.noekkel_ikke_tekst"), ("/a/b", "json.desimaltall")]),
        ({Words("a"): 2}, [("", "json.noekkel_ikke_tekst")]),
        ({"a": "\ud800"}, [("/a", "json.ugyldig_tegn")]),
        ({"a": "x" * (MAX_STRING + 1)}, [("/a", "json.for_lang_tekst")]),
        (object(), [("", "json.ukjent_verdi")]),
    ],
)
def test_python_values_are_judged_as_their_json(value: object, found: list[tuple[str, str]]) -> None:
    assert faults_of_value(value) == found


def test_values_that_hold_themselves_end() -> None:
    loop: list[object] = []
    loop += [loop] * 10
    wide: object = 1
    for _ in range(MAX_DEPTH - 1):
        wide = [wide] * 50
    circle: dict[str, object] = {}
    circle["a"] = {"b": circle}

    assert faults_of_value(loop) == [("", "json.for_dyp")]
    assert faults_of_value(circle) == [("", "json.for_dyp")]
    assert faults_of_value(wide) == [("", "json.for_stor")]


def test_copy_is_the_readers_own() -> None:
    value: dict[str, Any] = {"a": [{"b": 1}]}
    copy, _ = read_value(value, NAMES)
    value["a"][0]["b"] = 2

    assert copy == {"a": [{"b": 1}]}


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=1000, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    value, found = read_json(data, NAMES)

    assert value is None or not found


@given(st.text('[]{}":,\\ \n\t0123456789.eE+-truefalsnNaIiy\ud800\x00', max_size=60))
@settings(max_examples=3000, deadline=None)
def test_agrees_with_the_standard_reader_on_what_is_json(text: str) -> None:
    value, found = read_json(text)
    try:
        standard = json.loads(text)
    except ValueError:
        assert value is None
        assert found
    else:
        assert found or value == standard
