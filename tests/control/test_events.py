"""What an event is: the check, the published contract and the two ways of reading a line say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from string import Formatter
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reiseregel.case.reading import read_json
from reiseregel.control.event_faults import MESSAGES, _slowly, read_item, read_line
from reiseregel.control.events import KINDS, NAMES, TRUSTS, event_schema
from reiseregel.errors import LANGUAGES, Fault
from reiseregel.resources import rules_folder, schemas_folder
from reiseregel.yamlfile import parse
from tests.accepted import accepted
from tests.conftest import Figures
from tests.control.made_events import EXAMPLES, Event, event

#: Beyond what a pattern can say, so the contract takes it.
CONTENT = {"hendelse.personnummer", "hendelse.rekkefoelge"}
#: A number of the right form that was given to nobody, and what is no secret but was typed all the same.
NATIONAL = "01017012345"
TYPED = "Kari_Nordmann_"
VALUES: tuple[Any, ...] = (
    None, True, 0, 1, -1, 2**53, 2**53 + 1, "", "x", "ja", "1", [], {}, ["x"], {"x": 1}, "x" * 40, "x" * 41, "æ", "a b",
    "2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "2026-13-01", "2026-04-31", "1899-12-31", "2101-01-01",
    "2026-5-1", "2026-05-10T08:30", "2026-05-10T24:00", "2026-05-10T08:60", "2026-05-10T08:30Z", "2026-05-10 08:30",
    "behandler", "drosje", "egen_bil", "til", "oslo", "kjoert", "trafikk", "bestilling", "01.05.2026", "a-b_C9",
)  # fmt: skip


class Contract:
    """The published contract. What says of itself that it is of a kind is held against that kind, and now and then
    against all, which takes the validator twenty times as long.
    """

    def __init__(self) -> None:
        schema = event_schema()
        self.whole = Draft202012Validator(schema)
        kinds = {name: {"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"} for name in KINDS}
        self.kinds = {name: Draft202012Validator(kind) for name, kind in kinds.items()}
        self.asked = 0

    def accepts(self, value: Any) -> bool:
        self.asked += 1
        kind = value.get("slag") if isinstance(value, dict) else None
        if self.asked % 20 == 0 or not isinstance(kind, str) or kind not in KINDS:
            return self.whole.is_valid(value)
        return self.kinds[kind].is_valid(value)


def shapes() -> Iterator[Any]:
    """Every example with one thing changed, and some with two."""
    random = Random(8)
    yield from ([], {}, "x", 1, None, True)
    for kind in KINDS:
        full = event(kind, helseforetak="unn")
        yield full
        for key in full:
            yield {name: value for name, value in full.items() if name != key}
            yield from (full | {key: value} for value in random.sample(VALUES, 14))
        yield full | {"navn": "x"}
        yield full | {"navn": None}
        for _ in range(40):
            yield full | {random.choice(list(full)): random.choice(VALUES) for _ in range(2)}
        for other in KINDS:
            yield full | {"slag": other}


def faults(found: Any) -> list[Fault]:
    return [item for item in found if isinstance(item, Fault)]


def test_the_contract_in_schemas_is_the_one_of_the_code() -> None:
    text = json.dumps(event_schema(), ensure_ascii=False, indent=2) + "\n"
    assert accepted(schemas_folder() / "v1" / "hendelse.schema.json", text) == text


def test_the_contract_and_the_check_accept_the_same(figures: Figures) -> None:
    contract = Contract()
    tried = accepted_ones = 0
    for value in shapes():
        line = json.dumps(value).encode()
        if any(fault.code == "json.for_stort_tall" for fault in read_json(line, NAMES)[1]):
            continue  # refused before the contract is asked
        found = {fault.code for fault in faults(read_line(line))}
        ours = not found or found <= CONTENT
        assert contract.accepts(value) == ours, (value, found)
        tried += 1
        accepted_ones += ours
    assert tried - accepted_ones > accepted_ones > 100
    figures(f"hendelser: {tried} former, {accepted_ones} godtatt av både kontrakt og kode")


def test_the_short_and_the_long_way_give_the_same() -> None:
    """As a line, as a row of a table, and the long way."""
    tried = 0
    for value in shapes():
        line = json.dumps(value).encode()
        slowly = _slowly(*read_json(line, NAMES))
        assert read_line(line) == slowly
        assert read_line(b" " + json.dumps(value, indent=1).replace("\n", "").encode()) == slowly
        if isinstance(value, dict):
            assert read_item(value) == slowly
        tried += 1
    assert tried > 1000


@pytest.mark.parametrize(
    ("line", "code", "pointer"),
    [
        (b"{", "json.syntaks", ""),
        (b'{"id":"e1"}{"id":"e2"}', "json.syntaks", ""),
        (b"\xff{}", "json.koding", ""),
        (b'"' + b"x" * 2000 + b'"', "json.for_lang_tekst", ""),
        (b"[]", "hendelse.type", ""),
        (b'{"id":"e1"}', "hendelse.mangler", "/slag"),
        (b'{"slag":"Kari_Nordmann_"}', "hendelse.slag", "/slag"),
        (b'{"slag":["behandling"]}', "hendelse.slag", "/slag"),
    ],
)
def test_what_is_no_event(line: bytes, code: str, pointer: str) -> None:
    (fault,) = faults(read_line(line))
    assert (fault.code, fault.pointer) == (code, pointer)


def test_a_key_that_stands_twice_is_refused_however_it_is_written() -> None:
    plain = json.dumps(event("attest_tilbakekalt"))
    for twice in ('"attest":"a1",', '"\\u0061ttest":"a1",', '"attest" : "a1" , '):
        (fault,) = faults(read_line(plain.replace("{", "{" + twice, 1).encode()))
        assert fault.code == "json.dobbel_noekkel"


def test_whole_numbers_only() -> None:
    for written in ("1.0", "1e2", "NaN"):
        line = json.dumps(event("gjennomfoering", egenandel_oere=-7)).replace("-7", written)
        assert [fault.pointer for fault in faults(read_line(line.encode()))] == ["/egenandel_oere"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_id_is_a_national_one(kind: str) -> None:
    for field in (field for field in KINDS[kind].columns if field.form == "id"):
        for typed in (NATIONAL, f"p{NATIONAL}", "010170-12345", "01-01-70-12345", f"x{NATIONAL[:6]}_{NATIONAL[6:]}"):
            found = faults(read_line(json.dumps(event(kind, **{field.name: typed})).encode()))
            assert [(item.pointer, item.code) for item in found] == [(f"/{field.name}", "hendelse.personnummer")]
        for opaque in ("0d1f7a52-3c0e-4b7c-9a53-123456789012", "p1234567890", "a1b2c3d4e5f6a7b8c9d0", "2026-05-10"):
            assert not faults(read_line(json.dumps(event(kind, **{field.name: opaque})).encode()))


@pytest.mark.parametrize(
    ("kind", "first", "last"), [(kind.name, *span) for kind in KINDS.values() for span in kind.spans]
)
def test_a_period_does_not_end_before_it_begins(kind: str, first: str, last: str) -> None:
    same = event(kind, **{first: "2026-05-10", last: "2026-05-10"})
    assert not faults(read_line(json.dumps(same).encode()))
    (fault,) = faults(read_line(json.dumps(same | {last: "2026-05-09"}).encode()))
    assert (fault.code, fault.pointer) == ("hendelse.rekkefoelge", f"/{last}")


def test_no_sentence_repeats_what_was_typed() -> None:
    told = 0
    for kind in KINDS:
        whole = event(kind, helseforetak="unn")
        for key in whole:
            for line in (whole | {key: TYPED * 4}, whole | {key: NATIONAL}, whole | {TYPED: NATIONAL}, {TYPED: key}):
                for fault in faults(read_line(json.dumps(line).encode())):
                    told += 1
                    shown = f"{fault.pointer} {' '.join(fault.message.in_language(language) for language in LANGUAGES)}"
                    assert TYPED not in shown
                    assert NATIONAL not in shown
                    assert "{" not in shown.replace("{ … }", "")
    assert told > 200


def test_every_sentence_is_there_in_three_languages() -> None:
    for text in MESSAGES.values():
        places = {
            tuple(name for _, name, _, _ in Formatter().parse(text.in_language(language)) if name)
            for language in LANGUAGES
        }
        assert len(places) == 1
        assert len({text.nb, text.en}) == 2 or text.nb.startswith("Her skal")


def test_all_faults_of_a_line_are_told() -> None:
    broken: Event = event("bestilling", "pasient", dato="2026-02-30", retning="opp", reise="a b", attest=1) | {"x": 1}
    found = sorted((fault.pointer, fault.code) for fault in faults(read_line(json.dumps(broken).encode())))
    assert found == [
        ("", "hendelse.ukjent_noekkel"),
        ("/attest", "hendelse.type"),
        ("/dato", "hendelse.dato"),
        ("/pasient", "hendelse.mangler"),
        ("/reise", "hendelse.id"),
        ("/retning", "hendelse.kode"),
    ]


def test_the_trusts_are_those_of_the_rules() -> None:
    file = parse("innstillinger.yaml", (rules_folder() / "praksis" / "innstillinger.yaml").read_text(encoding="utf-8"))
    assert tuple(file.data["helseforetak"]["koder"]) == TRUSTS


def test_the_examples_have_every_key() -> None:
    assert {kind: {"id", "slag", "tid", "helseforetak", *keys} for kind, keys in EXAMPLES.items()} == {
        kind.name: set(kind.names) for kind in KINDS.values()
    }
