"""Tables as senders make them: types that Arrow finds by itself, columns left out, columns that cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reiseregel.case import check_document
from reiseregel.columns.arrow_faults import schema_faults
from reiseregel.columns.arrow_schema import document_schema
from reiseregel.columns.from_arrow import frames_from_arrow
from reiseregel.columns.from_documents import frames_from_documents
from reiseregel.columns.to_documents import documents
from reiseregel.errors import InvalidDocument
from tests.case.faulty import HJEM, PLAIN, UT, put, without
from tests.columns.arrow_tables import arrow_table, schema_in
from tests.columns.same_frames import assert_same
from tests.strategies.vocabulary import rules_vocabulary

VOCABULARY = rules_vocabulary()
Document = dict[str, Any]


def _found(table: pa.Table) -> list[int]:
    refused: list[int] = frames_from_arrow(table, "krav", VOCABULARY).refused.tolist()
    return refused


def _faults(schema: pa.Schema) -> set[tuple[str, str]]:
    return {(item.pointer, item.code) for item in schema_faults(VOCABULARY, "krav", schema)}


def test_the_types_that_arrow_finds_by_itself_will_do() -> None:
    """Texts for codes and dates, and no column for what no document gives."""
    claims = [check_document(PLAIN, VOCABULARY).data, check_document(without("kilder"), VOCABULARY).data]
    table = pa.Table.from_pylist(claims)
    framed = frames_from_arrow(table, "krav", VOCABULARY)
    assert framed.refused.tolist() == []
    assert_same(framed.frames, frames_from_documents(claims, "krav", VOCABULARY))
    assert documents(table, [1, 0]) == claims[::-1]


def test_frames_are_tables_of_codes_ordinals_and_flags() -> None:
    """What the contract of frames says, seen on one claim."""
    tables = frames_from_arrow(
        arrow_table([PLAIN], document_schema("krav", VOCABULARY)), "krav", VOCABULARY
    ).frames.tables
    reise = tables["reise"]
    assert (reise.rows, reise.parent.tolist(), reise.position.tolist()) == (2, [0, 0], [0, 1])
    assert reise.facts["dato"].value.tolist() == [date(2026, 5, 10).toordinal(), date(2026, 5, 11).toordinal()]
    ways = VOCABULARY.facts["reise", "retning"].type.codes
    assert reise.facts["retning"].value.tolist() == [ways.index("ut"), ways.index("hjem")]
    assert "endepunkt" not in reise.facts
    assert tables["behandling"].facts["oppmoete_bekreftet"].value.tolist() == [1]
    assert tables["tur"].lists_given["attest"].tolist() == [True]
    assert (tables["attest"].rows, tables["tilbud"].rows, reise.lists_given) == (0, 0, {})
    legs = tables["strekning"]
    assert legs.facts["lengde_m"].value.tolist() == [60_000, 40_000]
    assert (legs.parent.tolist(), legs.position.tolist()) == ([0, 0], [0, 1])


def test_a_table_from_parquet_is_read_as_it_was_written() -> None:
    claims = [PLAIN, without("kilder"), put((*UT, "reisevei_m"), -1), PLAIN] * 3
    table, file = arrow_table(claims, document_schema("krav", VOCABULARY)), io.BytesIO()
    pq.write_table(table, file, row_group_size=4)
    numbers, read = list[int](), pq.ParquetFile(file)
    for group in range(read.num_row_groups):
        part = read.read_row_group(group)
        numbers += frames_from_arrow(part, "krav", VOCABULARY, first=group * 4).refused.tolist()
        assert documents(part, range(part.num_rows)) == claims[:4]
    assert numbers == [2, 6, 10]


def test_a_table_in_several_pieces_is_one_table() -> None:
    table = arrow_table(
        [PLAIN, put((*UT, "reisevei_m"), 3_000_001), PLAIN], schema_in("as written", "krav", VOCABULARY)
    )
    pieces = pa.concat_tables([table.slice(0, 1), table.slice(1), table])
    assert _found(pieces) == [1, 4]
    assert _found(table.slice(0, 0)) == []
    assert _found(table.slice(1, 1)) == [0]


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        (pa.array([date(2026, 5, 20), date(1899, 12, 31), date(2101, 1, 1)]), [1, 2]),
        (pa.array([datetime(2026, 5, 20), datetime(2026, 5, 20, 1), None]), [1, 2]),  # noqa: DTZ001 - as in a table
        (pa.array(["2026-05-20", "20.05.2026", "2026-05-20\n"]), [1, 2]),
        (pa.array(["2026-05-20", "２０２６-05-20", "2026-02-30"]).dictionary_encode(), [1, 2]),
        (pa.array([b"2026-05-20", b"\xff", b"x"]).view(pa.string()), [1, 2]),
        (pa.DictionaryArray.from_arrays(pa.array([1, 0, None]), pa.array([None, "2026-05-20"])), [1, 2]),
        (pa.array(["2026-05-20", "2026-05-21", None], pa.string_view()), [2]),
    ],
)
def test_dates_in_every_form(values: pa.Array, refused: list[int]) -> None:
    """And the scalar check says the same of what it is handed."""
    table = arrow_table([PLAIN] * 3, schema_in("texts", "krav", VOCABULARY))
    table = table.set_column(table.schema.get_field_index("fremsatt"), "fremsatt", values)
    assert _found(table) == refused
    for number, document in enumerate(documents(table, [0, 1, 2])):
        if number in refused:
            with pytest.raises(InvalidDocument):
                check_document(document, VOCABULARY)
        else:
            check_document(document, VOCABULARY)


def test_an_item_that_is_null_is_still_an_item() -> None:
    claim = put(("turer", 0, "reisende", 0, "reiser"), [None, PLAIN["turer"][0]["reisende"][0]["reiser"][0]])
    table = arrow_table([PLAIN, claim], document_schema("krav", VOCABULARY))
    assert _found(table) == [1]
    assert documents(table, [1])[0]["turer"][0]["reisende"][0]["reiser"][0] is None


def test_a_number_beyond_what_python_or_arrow_hold_in_a_word() -> None:
    schema = schema_in("wide", "krav", VOCABULARY)
    claims = [put((*HJEM, "reisevei_m"), number) for number in (2**64 - 1, 2**63, 3_000_000)]
    assert _found(arrow_table(claims, schema)) == [0, 1]


# --- tables that cannot be read at all ---


def _changed(way: str, change: Callable[[pa.DataType], pa.DataType | None]) -> pa.Schema:
    """The schema with another type at a way of keys; without the key where there is none."""
    step, _, rest = way.strip("/").partition("/")
    return pa.schema(_fields(list(document_schema("krav", VOCABULARY)), step, rest, change))


def _fields(
    fields: list[pa.Field], step: str, rest: str, change: Callable[[pa.DataType], pa.DataType | None]
) -> list[pa.Field]:
    made = []
    for field in fields:
        form = field.type
        if field.name == step:
            form = change(form) if not rest else _deeper(form, rest, change)
        if form is not None:
            made.append(pa.field(field.name, form))
    return made


def _deeper(form: pa.DataType, way: str, change: Callable[[pa.DataType], pa.DataType | None]) -> pa.DataType:
    if pa.types.is_list(form):
        return pa.list_(_deeper(form.value_type, way, change))
    step, _, rest = way.partition("/")
    return pa.struct(_fields(list(form), step, rest, change))


@pytest.mark.parametrize(
    ("way", "form", "code"),
    [
        ("/turer", None, "krav.mangler"),
        ("/fremsatt", None, "krav.mangler"),
        ("/type", None, "krav.mangler"),
        ("/turer", pa.string(), "krav.type"),
        ("/turer", pa.list_(pa.int64()), "krav.type"),
        ("/pasient", pa.list_(pa.struct([])), "krav.type"),
        ("/fremsatt", pa.timestamp("s", "Europe/Oslo"), "krav.dato"),
        ("/pasient/foedselsdato", pa.int64(), "krav.dato"),
        ("/turer/reisende/rolle", pa.int8(), "krav.kode"),
        ("/turer/reisende/reiser/reisevei_m", pa.float64(), "krav.type"),
        ("/turer/behandling/oppmoete_bekreftet", pa.int8(), "krav.type"),
        ("/vurderinger/faktum", pa.int8(), "krav.type"),
        ("/vurderinger/momenter", pa.list_(pa.string()), "krav.type"),
        ("/kilder", pa.struct([]), "krav.type"),
        ("/konvolutt", pa.string(), "krav.type"),
    ],
)
def test_a_column_of_another_kind_is_a_fault_of_the_table(way: str, form: pa.DataType | None, code: str) -> None:
    assert _faults(_changed(way, lambda _: form)) == {(way, code)}


def test_a_column_that_the_contract_does_not_know_is_not_told_by_name() -> None:
    table = arrow_table([PLAIN], document_schema("krav", VOCABULARY)).append_column("fnr", pa.array(["01017012345"]))
    with pytest.raises(InvalidDocument) as refused:
        frames_from_arrow(table, "krav", VOCABULARY)
    assert [(item.pointer, item.code) for item in refused.value.faults] == [("", "krav.ukjent_noekkel")]
    assert "fnr" not in str(refused.value.faults)
    nested = _changed("/fremsatt_av", lambda form: pa.struct([*form, ("navn", pa.string())]))
    assert _faults(nested) == {("/fremsatt_av", "krav.ukjent_noekkel")}
    twice = pa.schema([*document_schema("krav", VOCABULARY), ("fremsatt", pa.string())])
    assert _faults(twice) == {("", "json.dobbel_noekkel")}


def test_a_column_of_nothing_is_a_column_left_out() -> None:
    table = arrow_table([PLAIN], document_schema("krav", VOCABULARY))
    for name in ("kilder", "konvolutt", "spraak", "godkjente_egenandeler"):
        if name in table.column_names:
            at = table.schema.get_field_index(name)
            table = table.set_column(at, name, pa.nulls(1))
    assert _found(table) == []
    assert np.array_equal(frames_from_arrow(table, "krav", VOCABULARY).frames.assessed, [True])


def test_the_schema_of_the_contract_has_no_fault() -> None:
    for kind in VOCABULARY.roots:
        assert schema_faults(VOCABULARY, kind, document_schema(kind, VOCABULARY)) == ()


def test_more_texts_than_fit_in_a_byte_are_still_told_apart() -> None:
    table = arrow_table([PLAIN], document_schema("krav", VOCABULARY)).take(pa.array([0] * 301))
    texts = pa.array(["nn" if number % 100 == 0 else f"x{number}" for number in range(301)])
    for column in (texts, texts.dictionary_encode()):
        changed = table.set_column(table.schema.get_field_index("spraak"), "spraak", column)
        assert set(range(301)) - set(_found(changed)) == {0, 100, 200, 300}


def test_what_lies_under_a_null_object_need_not_be_in_the_dictionary() -> None:
    """An item of assessments that is null, with a place beyond the dictionary below it."""
    schema = document_schema("krav", VOCABULARY)
    item = schema.field("vurderinger").type.value_type
    role = pa.DictionaryArray.from_arrays(pa.array([7, 0], pa.int32()), pa.array(["saksbehandler"]), safe=False)
    facts = pa.array(PLAIN["vurderinger"] * 2, item)
    fields = [role if field.name == "rolle" else facts.field(field.name) for field in item]
    items = pa.StructArray.from_arrays(fields, fields=list(item), mask=pa.array([True, False]))
    table = arrow_table([PLAIN, PLAIN], schema)
    column = pa.ListArray.from_arrays(pa.array([0, 1, 2], pa.int32()), items, type=schema.field("vurderinger").type)
    table = table.set_column(table.schema.get_field_index("vurderinger"), schema.field("vurderinger"), column)
    assert _found(table) == [0]
    assert [document["vurderinger"] for document in documents(table, [0, 1])] == [[None], PLAIN["vurderinger"]]
