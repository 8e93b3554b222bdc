"""The short way accepts nothing that the long way refuses, and both make the same of what they accept."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from reiseregel.case import CheckedDocument, check_document, consistency, document, shapes
from reiseregel.case.quick import quick_document
from reiseregel.casebook import load_cases
from reiseregel.errors import InvalidDocument
from tests.case.contradictory import CONSISTENCY
from tests.case.faulty import PLAIN, READING, SHAPE
from tests.conftest import Figures
from tests.strategies.mutations import ODD_KEYS, ODD_VALUES, places, removed, replaced, value_at
from tests.strategies.vocabulary import rules_vocabulary

VOCABULARY = rules_vocabulary()
SEED, MUTATIONS = 20_260_707, 4000
#: Besides those that reading lets through.
ODDER_VALUES = (
    *ODD_VALUES,
    1.0,
    -0.0,
    0.5,
    float("nan"),
    float("inf"),
    2**53 + 1,
    10**400,
    "\ud800",
    'x": 1, "y": "z',
    "a:b",
    "x" * 1001,
    json.loads("[" * 30 + "]" * 30),
)


def verdict(data: Any) -> Any:
    """What comes of a document: checked, to the order of its keys and the types of its values, or its faults."""
    try:
        checked = check_document(data, VOCABULARY)
    except InvalidDocument as error:
        return error.faults
    return checked, json.dumps(checked.data)


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], Any]:
    """What comes of a document when every sign and every check is looked at."""

    def by_the_long_way(data: Any) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(document, "quick_document", lambda *_: None)
            patch.setattr(consistency, "_plain_in_time", lambda _: False)
            patch.setattr(consistency, "survey", lambda *_: (0, True))
            return verdict(data)

    return by_the_long_way


# --- what goes which way ---


@pytest.mark.parametrize("faulty", [*READING, *SHAPE], ids=lambda faulty: faulty.code)
def test_no_fault_of_reading_or_shape_goes_the_short_way(faulty: Any) -> None:
    assert quick_document(faulty.document, VOCABULARY) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"type"', '"type" : "krav", "type"'),
        ('"type":', '"spraak" : "nb", "spraak": "nb", "type" :'),
        ('"versjon": 1', '"versjon": 1, "konvolutt": {"innsender": "a:b", "innsender": "ab"}'),
        ('"versjon": 1', '"versjon": 1, "konvolutt": {"innsender": "ab", "innsender": "a:b"}'),
        ('"versjon": 1', '"versjon": 1, "konvolutt": {"innsender":"\\": ", "innsender" : "\\": "}'),
        ('"versjon": 1', '"versjon": 1, "konvolutt": {}, "konvolutt" : {"innsender": ":::"}'),
        ('"lengde_m": 40000', '"lengde_m" : 1, "lengde_m": 40000'),
        ('"kilde": "register"', '"kilde": "kart", "kilde" : "register"'),
        ('"momenter": [0]', '"momenter" : [], "momenter": [0]'),
    ],
)
def test_a_key_twice_never_goes_the_short_way(old: str, new: str) -> None:
    text = json.dumps(PLAIN)
    assert quick_document(text, VOCABULARY) is not None
    twice = text.replace(old, new, 1)

    assert json.loads(twice)["type"] == "krav"
    assert quick_document(twice, VOCABULARY) is None
    assert quick_document(twice.encode(), VOCABULARY) is None


def test_ordinary_documents_go_the_short_way() -> None:
    document = {**PLAIN, "spraak": "nn", "konvolutt": {"saksreferanse": "A:1", "innsender": "a: b"}}
    for data in (
        document,
        json.dumps(document),
        json.dumps(document, indent=4),
        json.dumps(document, separators=(",", " : ")).encode(),
        json.dumps(document, sort_keys=True).encode(),
    ):
        found = quick_document(data, VOCABULARY)
        assert found is not None
        assert found[0] == document
        assert list(found[0]) == list(json.loads(data) if not isinstance(data, dict) else data)
        assert found[2] is True


def test_the_tree_of_the_short_way_is_its_own() -> None:
    night = {"dato": "2026-05-10", "beloep_oere": 50000}
    given = replaced(PLAIN, ("turer", 0, "reisende", 0, "overnattinger"), [])
    given["turer"][0]["reisende"][0]["overnattinger"] = [night, night]
    found = quick_document(given, VOCABULARY)
    assert found is not None
    copies = found[0]["turer"][0]["reisende"][0]["overnattinger"]

    assert copies[0] is not night
    assert copies[0] is not copies[1]
    assert found[0]["vurderinger"][0]["momenter"] is not given["vurderinger"][0]["momenter"]


def test_what_holds_itself_or_is_very_large_ends() -> None:
    circle: dict[str, Any] = {"type": "krav"}
    circle["turer"] = [circle] * 10
    wide: Any = 1
    for _ in range(15):
        wide = [wide] * 50

    assert quick_document(circle, VOCABULARY) is None
    assert quick_document({"type": "krav", "turer": wide}, VOCABULARY) is None
    assert quick_document("[" * 100_000, VOCABULARY) is None


def test_no_shape_is_deeper_and_no_number_larger_than_a_document_may_be() -> None:
    """What the short way takes for granted of the vocabulary."""

    def depth(entity: str) -> int:
        return 2 + max((depth(child.name) for child in VOCABULARY.children_of(entity)), default=0)

    assert all(depth(root.name) <= shapes.MAX_DEPTH for root in VOCABULARY.roots.values())
    keys = [
        *(name for _, name in VOCABULARY.facts),
        *(code for fact in VOCABULARY.facts.values() for code in fact.codes),
    ]
    assert max(map(len, keys)) < 100


# --- the same answer ---


def test_every_case_beside_the_rules_is_the_same_both_ways(long_way: Callable[[Any], Any], figures: Figures) -> None:
    cases = load_cases()
    short = 0
    for case in cases:
        text = json.dumps(case.document)
        assert verdict(text) == long_way(text), (case.paragraph, case.name)
        short += quick_document(text, VOCABULARY) is not None
    figures(f"{len(cases)} cases read both ways, {short} of them the short way")

    assert short > len(cases) * 0.98


def test_changed_documents_are_the_same_both_ways(long_way: Callable[[Any], Any], figures: Figures) -> None:
    rng = random.Random(SEED)
    sound = [PLAIN] * 20 + [*_examples()] * 3
    sound += [item.document for item in CONSISTENCY if isinstance(item.document, dict)]
    accepted = short = 0
    for number in range(MUTATIONS):
        data = _changed(rng, rng.choice(sound))
        found = verdict(data)
        assert found == long_way(data), (number, data)
        accepted += isinstance(found[0], CheckedDocument)
        short += quick_document(data, VOCABULARY) is not None
    figures(f"{MUTATIONS} changed documents read both ways, {accepted} sound, {short} the short way")

    assert accepted > MUTATIONS // 20
    assert short > MUTATIONS // 20


def _examples() -> Iterator[dict[str, Any]]:
    from reiseregel.resources import rules_folder

    for path in sorted((rules_folder().parent / "examples").glob("*/*.json")):
        found = json.loads(path.read_bytes())
        if isinstance(found, dict) and found.get("type") in VOCABULARY.roots:
            yield found


def _changed(rng: random.Random, sound: dict[str, Any]) -> Any:
    """A document as somebody might write it, most often with one or two things changed."""
    value: Any = deepcopy(sound)
    for _ in range(rng.choice((0, 1, 1, 2))):
        value = _other_value(rng, value)
    if rng.random() < 0.25:
        return _no_json(rng, value) if rng.random() < 0.5 else value
    text = json.dumps(
        value,
        ensure_ascii=rng.random() < 0.8,
        indent=rng.choice((None, None, 1)),
        separators=rng.choice(((",", ":"), (", ", ": "), (",", " : "))),
        sort_keys=rng.random() < 0.1,
    )
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        text = rng.choice(TEXT_CHANGES)(rng, text)
    if rng.random() < 0.5:
        return text
    return text.encode(rng.choice(("utf-8",) * 9 + ("utf-16",)), "surrogatepass")


def _other_value(rng: random.Random, value: Any) -> Any:
    path = rng.choice(list(places(value)))
    old = value_at(value, path)
    change = rng.randrange(5)
    if change == 0 and path:
        return removed(value, path)
    if change == 1 and isinstance(old, dict):
        return replaced(value, path, {**old, rng.choice(ODD_KEYS): rng.choice(ODDER_VALUES)})
    if change == 2 and isinstance(old, list) and old:
        return replaced(value, path, [*old, rng.choice(old)] * rng.choice((1, 1, 30)))
    if change == 3 and type(old) is int:
        return replaced(
            value, path, rng.choice((old + 1, old - 1, float(old % 10**6), bool(old), str(old), old * 10**9))
        )
    return replaced(value, path, rng.choice(ODDER_VALUES))


class Words(str):
    __slots__ = ()


class Whole(int):
    pass


class Row(list[Any]):
    pass


class Table(dict[str, Any]):
    pass


def _no_json(rng: random.Random, value: Any) -> Any:
    """One part as a kind that JSON has not, though it may well compare equal."""
    path = rng.choice(list(places(value)))
    old = value_at(value, path)
    kinds: dict[type, tuple[Callable[[Any], Any], ...]] = {
        dict: (Table, lambda item: {**item, 1: 2}, lambda item: {Words(key): part for key, part in item.items()}),
        list: (tuple, Row, lambda item: [*item, {1}]),
        str: (Words, lambda item: item.encode("utf-8", "surrogatepass"), lambda _: object()),
        int: (Whole, lambda item: float(item % 10**6), lambda _: 1j),
        bool: (int, float, Whole),
    }
    return replaced(value, path, rng.choice(kinds.get(type(old), (repr,)))(old))


# --- changes of the text ---


def _key_twice(rng: random.Random, text: str) -> str:
    pairs = list(re.finditer(r'"(\w+)"\s*:\s*("[^"\\]*"|-?\d+|true|false)', text))
    if not pairs:
        return text
    pair = rng.choice(pairs)
    name = rng.choice((pair[1], pair[1], pair[1][0] + pair[1][1:].replace("a", "\\u0061")))
    return f'{text[: pair.start()]}"{name}"{rng.choice(("", " "))}: {pair[2]}, {text[pair.start() :]}'


def _escape(rng: random.Random, text: str) -> str:
    letters = [match.start() for match in re.finditer(r"[a-z](?=[a-z_]*\")", text)]
    if not letters:
        return text
    at = rng.choice(letters)
    return f"{text[:at]}\\u{ord(text[at]):04x}{text[at + 1 :]}"


def _space_before_colon(rng: random.Random, text: str) -> str:
    return text.replace(":", rng.choice((" :", "\n:", "\t:", "\u00a0:")), rng.randrange(5))


def _number_written_otherwise(rng: random.Random, text: str) -> str:
    numbers = list(re.finditer(r"(?<=: )\d+", text))
    if not numbers:
        return text
    found = rng.choice(numbers)
    other = rng.choice(
        ("{}.0", "{}e0", "0{}", "-{}", "-0", "+{}", "NaN", "-Infinity", "{}" + "0" * 5000, "{}E400", "{}_0")
    )
    return text[: found.start()] + other.format(found[0]) + text[found.end() :]


def _sign_put_in(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    sign = rng.choice(
        ("\x00", "\x01", "\x7f", "\ufeff", "\ud800", "æ", '"', ":", '":', "\\", "{", "[", ",", "}", " ", "\v")
    )
    return text[:at] + sign + text[at:]


def _cut(rng: random.Random, text: str) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _around(rng: random.Random, text: str) -> str:
    before, after = rng.choice(
        (("\ufeff", ""), (" \n", "\t\r\n"), ("", "x"), ("", "{}"), ("[", "]"), ("\x00", ""), ("\v", ""))
    )
    return before + text + after


def _label(rng: random.Random, text: str) -> str:
    label = rng.choice(
        ('a\\": b', "a: b", "æ", "\\u003a", "\x1f", "\x7f", "a" * 65, "\\ud800", "", "{[", "01017012345")
    )
    return text.replace('"versjon"', f'"konvolutt": {{"innsender": "{label}"}}, "versjon"', 1)


TEXT_CHANGES = (
    _key_twice,
    _key_twice,
    _escape,
    _space_before_colon,
    _number_written_otherwise,
    _sign_put_in,
    _cut,
    _around,
    _label,
    _label,
)
