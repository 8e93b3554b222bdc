"""The stage as a whole: text in, checked document or faults out; nothing personal in any fault; no stack trace ever."""

from __future__ import annotations

import json
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reiseregel.case import Assessment, CheckedDocument, Source, check_document, given_facts
from reiseregel.case.contracts import document_schema
from reiseregel.errors import LANGUAGES, InvalidDocument
from reiseregel.vocabulary import EntityDef, Vocabulary
from tests.case.contradictory import CONSISTENCY
from tests.case.faulty import PLAIN, READING, SHAPE, put
from tests.strategies.documents import valid_documents
from tests.strategies.mutations import ODD_VALUES, mutated, places, replaced, value_at
from tests.strategies.vocabulary import rules_vocabulary

VOCABULARY = rules_vocabulary()
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
#: Built like a number of the synthetic series, in the ways people write it.
NUMBER = "01817010055"
WRITTEN = [NUMBER, f"{NUMBER[:6]} {NUMBER[6:]}", f"{NUMBER[:6]}-{NUMBER[6:]}"]
PLANTED = [*WRITTEN, f"Ola Nordmann {NUMBER}", f"/{NUMBER}/~1", "{" + NUMBER + "}"]


def outcome(data: Any) -> CheckedDocument | InvalidDocument:
    try:
        return check_document(data, VOCABULARY)
    except InvalidDocument as error:
        return error


def verdict(data: Any) -> Any:
    found = outcome(data)
    return found.faults if isinstance(found, InvalidDocument) else found


# --- what comes out ---


def test_checked_document() -> None:
    document = {**PLAIN, "spraak": "nn", "konvolutt": {"saksreferanse": "A-1", "innsender": NUMBER}}
    checked = check_document(json.dumps(document).encode(), VOCABULARY)

    assert checked.kind == "krav"
    assert checked.language == "nn"
    assert checked.data == {key: value for key, value in document.items() if key != "konvolutt"}
    assert checked.assessments == (
        Assessment(
            pointer="/turer/0/behandling/noedvendig_vurdert",
            role="saksbehandler",
            reference="vurdering-7",
            time="2026-05-21T08:00:00Z",
            momenter=(0,),
            reasons_sha256=f"{1:064}",
        ),
    )
    assert checked.sources == {"/pasient/foedselsdato": Source("/pasient/foedselsdato", "register")}
    assert NUMBER not in repr(checked)


def test_language_is_bokmaal_when_it_is_left_out() -> None:
    assert check_document(PLAIN, VOCABULARY).language == "nb"


def test_data_is_a_copy() -> None:
    document = put(("spraak",), "en")
    checked = check_document(document, VOCABULARY)
    document["turer"][0]["reisende"][0]["reiser"].clear()

    assert len(checked.data["turer"][0]["reisende"][0]["reiser"]) == 2


def test_given_facts_by_pointer() -> None:
    root = VOCABULARY.root("krav")
    assert root is not None
    facts = given_facts(PLAIN, root, VOCABULARY)

    assert facts["/turer/0/behandling/noedvendig_vurdert"].owner == "saksbehandler"
    assert facts["/turer/0/attester"].owner == "behandler"
    assert facts["/turer/0/reisende/0/reiser/1/dato"].entity == "reise"
    assert not {"/turer", "/turer/0/reisende/0/reiser", "/type", "/pasient", "/vurderinger"} & facts.keys()


@given(valid_documents(VOCABULARY))
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_dict_text_and_bytes_are_one(document: dict[str, Any]) -> None:
    checked = check_document(document, VOCABULARY)

    assert checked == check_document(json.dumps(document), VOCABULARY)
    assert checked == check_document(json.dumps(document, ensure_ascii=False).encode(), VOCABULARY)
    assert "konvolutt" not in checked.data


@given(valid_documents(VOCABULARY), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_changed_documents_are_judged_alike_as_dict_and_text(document: dict[str, Any], data: st.DataObject) -> None:
    for _ in range(10):
        _, other = data.draw(mutated(document))
        if not isinstance(other, str):  # that would be the text of a document
            assert verdict(other) == verdict(json.dumps(other))


# --- steps ---


def test_only_the_first_failing_step_speaks_and_tells_all_it_found() -> None:
    text = json.dumps(put(("fremsatt",), 1)).replace("100000", "1.5").replace("60000", "NaN")
    found = verdict(text)
    assert [(item.pointer, item.code) for item in found] == [
        ("/turer/0/reisende/0/reiser/0/reisevei_m", "json.desimaltall"),
        ("/turer/0/reisende/0/reiser/0/strekninger/0/lengde_m", "json.ikke_tall"),
        ("/turer/0/reisende/0/reiser/1/reisevei_m", "json.desimaltall"),
    ]

    found = verdict({"versjon": 3, "fremsatt": "i dag", "turer": [{"reisende": [{"reiser": []}]}], "x": 1})
    assert [(item.pointer, item.code) for item in found] == [
        ("", "krav.ukjent_noekkel"),
        ("/fremsatt", "krav.dato"),
        ("/fremsatt_av", "krav.mangler"),
        ("/pasient", "krav.mangler"),
        ("/turer/0/behandling", "krav.mangler"),
        ("/turer/0/reisende/0/reiser", "krav.for_faa"),
        ("/turer/0/reisende/0/rolle", "krav.mangler"),
        ("/type", "krav.mangler"),
        ("/versjon", "krav.versjon"),
    ]


def test_contract_draws_the_line_between_shape_and_consistency() -> None:
    validator = Draft202012Validator(document_schema(VOCABULARY, "krav"))
    assert validator.is_valid(PLAIN)
    for faulty in SHAPE:
        assert not validator.is_valid(faulty.document), faulty.code
    for faulty in CONSISTENCY:
        assert validator.is_valid(faulty.document), faulty.code


@pytest.mark.parametrize("data", [None, 1, True, "krav", [], [PLAIN], (), object(), bytearray(b"{}"), 1.5, type])
def test_what_is_no_document_at_all(data: Any) -> None:
    (found,) = verdict(data)

    assert found.pointer == ""


def test_type_decides_the_contract_when_there_are_several() -> None:
    place = VOCABULARY.entities["krav"].place
    other = EntityDef("attest_dokument", "", "", place, document="attest_dokument")
    several = Vocabulary({**VOCABULARY.entities, other.name: other}, VOCABULARY.facts)

    assert check_document(PLAIN, several).kind == "krav"
    assert check_document({"type": "attest_dokument", "versjon": 1}, several).kind == "attest_dokument"
    unknown: list[tuple[dict[str, Any], str]] = [
        ({}, "krav.mangler"),
        ({"type": "x"}, "krav.dokumenttype"),
        ({"type": []}, "krav.dokumenttype"),
    ]
    for document, code in unknown:
        with pytest.raises(InvalidDocument) as raised:
            check_document(document, several)
        assert [(item.pointer, item.code) for item in raised.value.faults] == [("/type", code)]


# --- limits ---


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        (("turer",), "/turer"),
        (("turer", 0, "reisende", 0, "reiser"), "/turer/0/reisende/0/reiser"),
        (("vurderinger",), "/vurderinger"),
    ],
)
def test_ten_thousand_of_anything_is_one_clear_fault(path: tuple[str | int, ...], pointer: str) -> None:
    item = value_at(PLAIN, path)[0]
    small = {"behandling": {}, "reisende": []} if path == ("turer",) else item
    (found,) = verdict(json.dumps(put(path, [small] * 10_000)))

    assert (found.pointer, found.code) == (pointer, "krav.for_mange")


def test_a_document_full_of_faults_says_that_there_are_more() -> None:
    found = verdict(put(("vurderinger",), [{}] * 2000))

    assert len(found) == 101
    assert found[0].code == "dokument.flere_feil"


# --- nothing personal, no stack trace ---


def told(error: InvalidDocument) -> str:
    """Everything that may come to light of a fault, the stack trace of the exception included."""
    parts = [str(error), repr(error), *traceback.format_exception(error)]
    for fault in error.faults:
        parts += [repr(fault), fault.pointer, fault.code]
        parts += [json.dumps(fault.to_json(language), ensure_ascii=False) for language in LANGUAGES]
    return "\n".join(parts)


def assert_untold(data: Any) -> None:
    found = outcome(data)
    text = told(found) if isinstance(found, InvalidDocument) else repr(found)
    assert not any(part in text for part in (NUMBER, NUMBER[:6], NUMBER[6:], "Nordmann"))


@pytest.mark.parametrize("planted", PLANTED)
def test_planted_number_is_never_told(planted: str) -> None:
    cases = 0
    for path in places(PLAIN):
        value = value_at(PLAIN, path)
        changes: list[Any] = [planted, [planted], {planted: planted}, {planted: {planted: 1.5}}]
        if isinstance(value, dict):
            changes += [{**value, planted: planted}, {**value, planted: {"dato": [planted, 1.5]}}]
        if isinstance(value, list):
            changes.append([*value, planted])
        if isinstance(value, str):
            changes += [value + planted, planted + value]
        if planted == NUMBER:
            changes += [int(planted), -int(planted), float(planted)]
        for change in changes:
            document = replaced(PLAIN, path, change)
            cases += 1
            assert_untold(document)
            assert_untold(json.dumps(document))
    print(f"{cases} places")


@pytest.mark.parametrize("planted", PLANTED)
def test_planted_number_in_text_that_cannot_be_read_is_never_told(planted: str) -> None:
    plain = json.dumps(PLAIN)
    for at in range(0, len(plain), 7):
        assert_untold(plain[:at] + planted + plain[at:])
        assert_untold(f"{plain[:at]}{planted}")
    for text in (planted, f'{{"{planted}": 1, "{planted}": 2}}', f'{{"a": {{"{planted}": NaN}}}}', f'"{planted}'):
        assert_untold(text)
        assert_untold(text.encode("utf-16"))
        assert_untold(text.encode() + b"\xff")


any_key = st.text(max_size=6) | st.sampled_from(list(PLAIN))
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(ODD_VALUES),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(any_key, below),
    max_leaves=20,
)


@given(any_json | st.binary(max_size=100) | st.text(max_size=100))
@settings(max_examples=1500, deadline=None)
def test_anything_is_a_document_or_a_fault(data: Any) -> None:
    found = outcome(data)

    assert isinstance(found, InvalidDocument)
    assert found.faults
    assert found.__cause__ is None
    assert found.__context__ is None


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_broken_text_is_a_document_or_a_fault(data: st.DataObject) -> None:
    raw = bytearray(json.dumps(PLAIN).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    found = outcome(bytes(raw))
    assert isinstance(found, CheckedDocument) or found.faults


@given(valid_documents(VOCABULARY), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_changed_documents_are_documents_or_faults(document: dict[str, Any], data: st.DataObject) -> None:
    for _ in range(5):
        for _ in range(data.draw(st.integers(1, 3))):
            _, changed = data.draw(mutated(document))
            document = changed if isinstance(changed, dict) else document
        found = outcome(document)
        assert isinstance(found, CheckedDocument) or found.faults


def test_from_several_threads() -> None:
    documents = [json.dumps(PLAIN), *(faulty.document for faulty in (*SHAPE, *CONSISTENCY, *READING[3:]))] * 5
    expected = [verdict(document) for document in documents]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(verdict, documents)) == expected
