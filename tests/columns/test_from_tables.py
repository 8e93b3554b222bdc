"""Flat tables linked by key are the same documents, in any order of their rows; what does not link is told."""

from __future__ import annotations

import io
import re
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest

from reiseregel.case import check_document
from reiseregel.columns.from_arrow import frames_from_arrow
from reiseregel.columns.from_documents import frames_from_documents
from reiseregel.columns.from_tables import AROUND, GIVEN, Nested, RowFault, nested_table
from reiseregel.columns.layout import layouts
from reiseregel.columns.table_messages import CATALOGUE
from reiseregel.columns.tables_in_order import in_portions
from reiseregel.columns.to_documents import documents
from reiseregel.errors import InvalidDocument
from tests.case.faulty import PLAIN
from tests.columns.flat_tables import Flat, flat_rows, tables_of
from tests.columns.same_frames import assert_same
from tests.conftest import Figures
from tests.strategies.claims import full_claim, open_pointers, without
from tests.strategies.vocabulary import RULES, rules_vocabulary

VOCABULARY = rules_vocabulary()
Document = dict[str, Any]


def _claims(count: int, seed: int) -> list[Document]:
    rng, found = Random(seed), list[Document]()
    while len(found) < count:
        claim = full_claim(rng, VOCABULARY)
        claim = without(claim, [at for at in open_pointers(claim, VOCABULARY) if rng.random() < 0.3], VOCABULARY)
        try:
            found.append(check_document(claim, VOCABULARY).data)
        except InvalidDocument:
            continue
    return found


def _nested(rows: Flat) -> Nested:
    return nested_table(tables_of(rows), "krav", VOCABULARY)


def _codes(nested: Nested) -> list[tuple[str, int, int | None, str]]:
    return [(item.entity, item.row, item.document, item.fault.code) for item in nested.faults]


def test_flat_tables_are_the_same_documents_as_nested_ones(figures: Figures) -> None:
    """All that was given, a list that is unknown or empty among it; and never a document that says something else."""
    claims, rng = _claims(40, seed=3), Random(4)
    rows = flat_rows(claims, "krav", VOCABULARY)
    for name, found in rows.items():
        if name != "krav":
            rng.shuffle(found)
    nested = _nested(rows)
    assert nested.faults == ()
    framed = frames_from_arrow(nested.table, "krav", VOCABULARY)
    assert framed.refused.tolist() == []
    assert_same(framed.frames, frames_from_documents(claims, "krav", VOCABULARY))
    for document, claim in zip(documents(nested.table, range(len(claims))), claims, strict=True):
        assert check_document(document, VOCABULARY).assessments == check_document(claim, VOCABULARY).assessments
    figures(f"{sum(map(len, rows.values()))} rows in {len(rows)} tables are {len(claims)} claims")


def test_rows_without_a_place_stand_as_in_the_table() -> None:
    rows = flat_rows([PLAIN], "krav", VOCABULARY)
    for reise in rows["reise"]:
        del reise["nr"]
    rows["reise"].reverse()
    read = documents(_nested(rows).table, [0])[0]
    assert [reise["retning"] for reise in read["turer"][0]["reisende"][0]["reiser"]] == ["hjem", "ut"]


def test_tables_may_come_from_csv_with_ids_of_any_kind() -> None:
    """Only what somebody writes by hand: the few tables of a plain claim, a missing single child, momenter as text."""
    texts = {
        "krav": "id,fremsatt,saksreferanse\nA,2026-05-20,sak-1\n",
        "pasient": "forelder,foedselsdato,omfattet_vurdert\nA,1980-02-29,true\n",
        "fremsetter": "forelder,rolle\nA,pasient\n",
        "tur": "id,forelder,attester_oppgitt\nA/1,A,true\n",
        "reisende": "id,forelder,rolle\nx,A/1,pasient\n",
        "reise": "forelder,nr,dato,retning,fremkomstmiddel\nx,2,2026-05-11,hjem,egen_bil\nx,1,2026-05-10,ut,egen_bil\n",
        "vurdering": "forelder,faktum,rolle,referanse,tidspunkt,momenter,begrunnelse_sha256\n"
        f"A,/pasient/omfattet_vurdert,saksbehandler,v-7,2026-05-21T08:00:00Z,0 1,{1:064}\n",
    }
    options = pyarrow.csv.ConvertOptions(
        strings_can_be_null=True, column_types={"tidspunkt": pa.string(), "begrunnelse_sha256": pa.string()}
    )
    tables = {
        name: pyarrow.csv.read_csv(io.BytesIO(text.encode()), convert_options=options) for name, text in texts.items()
    }
    nested = nested_table(tables, "krav", VOCABULARY)
    assert nested.faults == ()
    (document,) = documents(nested.table, [0])
    checked = check_document(document, VOCABULARY)
    (tur,) = checked.data["turer"]
    assert (tur["behandling"], tur["attester"]) == ({}, [])
    (traveller,) = tur["reisende"]
    assert traveller["reiser"] == [
        {"dato": "2026-05-10", "retning": "ut", "fremkomstmiddel": "egen_bil", "strekninger": [], "utgifter": []},
        {"dato": "2026-05-11", "retning": "hjem", "fremkomstmiddel": "egen_bil", "strekninger": [], "utgifter": []},
    ]
    assert checked.assessments[0].momenter == (0, 1)
    assert document["konvolutt"] == {"saksreferanse": "sak-1"}
    assert frames_from_arrow(nested.table, "krav", VOCABULARY).refused.tolist() == []


@pytest.mark.parametrize(
    ("table", "changes", "told", "refused"),
    [
        ("tur", {"forelder": 9}, ("tur", 0, None, "tabell.uten_forelder"), [1]),
        ("reise", {"forelder": None}, ("reise", 0, None, "tabell.uten_forelder"), []),
        ("tur", {"attester_oppgitt": False}, ("tur", 0, 1, "tabell.liste_ikke_oppgitt"), [1]),
    ],
)
def test_what_does_not_link_is_told(
    table: str, changes: Document, told: tuple[str, int, int | None, str], refused: list[int]
) -> None:
    claim = {**PLAIN, "turer": [{**PLAIN["turer"][0], "attester": [{}]}]}
    rows = flat_rows([PLAIN, claim], "krav", VOCABULARY)
    rows[table] = rows[table][::-1]  # those of the second claim first
    rows[table][0] |= changes
    nested = _nested(rows)
    assert _codes(nested)[0] == told
    assert frames_from_arrow(nested.table, "krav", VOCABULARY).refused.tolist() == refused


def test_nobody_knows_whose_children_belong_to_two_rows_of_one_id() -> None:
    rows = flat_rows([PLAIN, PLAIN, PLAIN], "krav", VOCABULARY)
    rows["tur"][2]["id"] = rows["tur"][1]["id"]
    nested = _nested(rows)
    assert ("tur", 1, 1, "tabell.dobbel_id") in _codes(nested)
    assert ("tur", 2, 2, "tabell.dobbel_id") in _codes(nested)
    assert 0 not in {item.document for item in nested.faults}
    assert frames_from_arrow(nested.table, "krav", VOCABULARY).refused.tolist() == [1, 2]
    with pytest.raises(InvalidDocument, match=r"/type: krav\.mangler"):
        check_document(documents(nested.table, [2])[0], VOCABULARY)


def test_a_single_child_has_one_row() -> None:
    rows = flat_rows([PLAIN, PLAIN], "krav", VOCABULARY)
    rows["pasient"].append({"forelder": 2, "foedselsdato": "1990-01-01"})
    nested = _nested(rows)
    assert _codes(nested) == [("pasient", 2, 1, "tabell.flere_for_en")]
    assert frames_from_arrow(nested.table, "krav", VOCABULARY).refused.tolist() == [1]


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"personer": pa.table({"id": [1]})}, "", "tabell.ukjent"),
        ({"krav": None}, "/krav", "tabell.mangler"),
        ({"tur": None}, "/tur", "tabell.mangler"),
        ({"tur": pa.table({"forelder": [1]})}, "/tur/id", "tabell.mangler_kolonne"),
        ({"tur": pa.table({"id": [1]})}, "/tur/forelder", "tabell.mangler_kolonne"),
        ({"tur": pa.table({"id": [1], "forelder": ["1"]})}, "/tur/forelder", "tabell.kolonnetype"),
        ({"tur": pa.table({"id": [1], "forelder": [1], "nr": ["1"]})}, "/tur/nr", "tabell.kolonnetype"),
        ({"tur": pa.table([[1], [1], [1]], names=["id", "forelder", "id"])}, "/tur", "json.dobbel_noekkel"),
        (
            {"tur": pa.table({"id": [1], "forelder": [1], "attester_oppgitt": [1]})},
            "/tur/attester_oppgitt",
            "krav.type",
        ),
    ],
)
def test_tables_that_cannot_be_read_at_all(change: dict[str, pa.Table | None], pointer: str, code: str) -> None:
    tables = tables_of(flat_rows([PLAIN], "krav", VOCABULARY)) | change
    with pytest.raises(InvalidDocument) as refused:
        nested_table({name: table for name, table in tables.items() if table is not None}, "krav", VOCABULARY)
    assert (pointer, code) in {(item.pointer, item.code) for item in refused.value.faults}


def test_every_fault_is_told_in_three_languages_without_what_was_typed() -> None:
    assert all(text.nb and text.nn and text.en for text in CATALOGUE.values())
    rows = flat_rows([PLAIN], "krav", VOCABULARY)
    rows["tur"][0]["forelder"] = 424_242
    (fault, *_) = _nested(rows).faults
    assert isinstance(fault, RowFault)
    assert "424242" not in str(fault)


# --- some at a time ---


def _readers(rows: Flat, size: int) -> dict[str, pa.RecordBatchReader]:
    return {name: table.to_reader(max_chunksize=size) for name, table in tables_of(rows).items()}


@pytest.mark.parametrize(("documents_at_once", "rows_at_once"), [(1, 1), (3, 2), (7, 50), (100, 7)])
def test_tables_in_order_give_the_same_documents_some_at_a_time(documents_at_once: int, rows_at_once: int) -> None:
    rows = flat_rows(_claims(12, seed=5), "krav", VOCABULARY)
    rows["tur"][3]["forelder"] = rows["tur"][2]["forelder"]  # a claim may thus lose its only tur, and another get two
    whole = nested_table(tables_of(rows), "krav", VOCABULARY)
    read, faults = list[Document](), list[RowFault]()
    for portion in in_portions(_readers(rows, rows_at_once), "krav", VOCABULARY, documents_at_once):
        assert portion.first == len(read)
        read += documents(portion.nested.table, range(portion.nested.table.num_rows))
        faults += portion.nested.faults
    assert [_without_nothing(item) for item in read] == [
        _without_nothing(item) for item in documents(whole.table, range(whole.table.num_rows))
    ]
    assert faults == list(whole.faults) == []


def _without_nothing(value: Any) -> Any:
    """Empty lists of what is claimed, and an empty envelope, may stand or be left out."""
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    if isinstance(value, dict):
        unknown = {"attester", "tilbud"}
        return {key: _without_nothing(item) for key, item in value.items() if key in unknown or item not in ([], {})}
    return value


def test_faults_are_numbered_through_the_whole_input() -> None:
    rows = flat_rows([PLAIN] * 5, "krav", VOCABULARY)
    rows["pasient"].insert(4, {"forelder": 4, "foedselsdato": "1990-01-01"})
    rows["utgift"] = [{"forelder": 4_000, "art": "ferje", "beloep_oere": 1}]
    found = [
        fault for portion in in_portions(_readers(rows, 2), "krav", VOCABULARY, 2) for fault in portion.nested.faults
    ]
    assert [(item.entity, item.row, item.document) for item in found] == [("pasient", 4, 3), ("utgift", 0, None)]


@pytest.mark.parametrize(
    ("table", "column"), [("krav", "id"), ("tur", "id"), ("tur", "forelder"), ("vurdering", "forelder")]
)
def test_rows_out_of_order_stop_the_run(table: str, column: str) -> None:
    rows = flat_rows([PLAIN] * 6, "krav", VOCABULARY)
    rows[table][3][column], rows[table][4][column] = rows[table][4][column], rows[table][3][column]
    with pytest.raises(InvalidDocument, match=rf"/{table}/{column}: tabell\.rekkefoelge"):
        list(in_portions(_readers(rows, 2), "krav", VOCABULARY, 2))


def test_the_page_on_tables_names_every_table_and_what_it_hangs_on() -> None:
    page = (RULES.parent / "docs" / "tabeller.md").read_text(encoding="utf-8")
    every = layouts(VOCABULARY, "krav")
    row = r"^\| `(\w+)` \| (?:the document|`(\w+)`, (?:in|as) `(\w+)`) \|.*\| (?:`(\w+)\.(\w+)`)? ?\|$"
    rows = re.findall(row, page, re.MULTILINE)
    wanted = []
    for name, layout in every.items():
        entity = layout.entity
        said = (entity.parent, f"{entity.member}{GIVEN}") if entity.many and not entity.content else ("", "")
        wanted.append((name, entity.parent, entity.member, *said))
    assert rows == [*wanted, *((table, "krav", key, "", "") for table, key in AROUND.items())]
