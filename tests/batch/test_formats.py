"""Every form of input gives the same answers as deciding each document alone, in every form of output."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reiseregel import RuleBook
from reiseregel.batch import tables
from reiseregel.batch.model import BatchStop
from reiseregel.batch.reached import Reached
from reiseregel.batch.run import Asked, run
from tests.batch.conftest import SECRETS, as_csv, as_jsonl, as_table, claims, documents, expected
from tests.columns.flat_tables import flat_rows, tables_of

CLAIM = claims()[0]
#: Right, with a national id in the envelope, which is nobody's to see.
IN_ENVELOPE = CLAIM | {"konvolutt": {"saksreferanse": SECRETS[0]}}
BROKEN: list[Any] = [
    b"{",
    b'{"type": "krav", "type": "krav"}',
    CLAIM | {"versjon": 2},
    CLAIM | {"fremsatt": None},
    CLAIM | {SECRETS[0]: SECRETS[1]},
    CLAIM | {"fremsatt": SECRETS[0]},
    json.dumps(CLAIM).encode() + b" " + json.dumps(CLAIM).encode(),
    json.dumps(CLAIM).replace('reisevei_m": ', 'reisevei_m": 0.').encode(),
    b"\xff\xfe{}",
    {"type": SECRETS[1]},
    [],
    json.dumps(CLAIM).replace('"rolle": "pasient"', '"rolle": "pasient", "rolle": "pasient"').encode(),
    json.dumps(CLAIM | {"konvolutt": {"saksreferanse": "\ud800"}}).encode(),
    json.dumps(CLAIM | {"konvolutt": {"saksreferanse": "x"}}).replace('"x"', '"\t"').encode(),
    json.dumps(CLAIM)[:-1].encode() + b",}",
    json.dumps(CLAIM).replace('"versjon": 1', '"versjon": 1e0').encode(),
    json.dumps(CLAIM).replace('"versjon": 1', '"versjon": NaN').encode(),
    json.dumps(CLAIM).replace('"versjon": 1', '"versjon": true').encode(),
    json.dumps(CLAIM).replace("2026-", "2026-13-", 1).encode(),
    json.dumps(CLAIM).replace("2026-", "1899-", 1).encode(),
    b"\xef\xbb\xbf" + json.dumps(CLAIM).encode(),
    json.dumps(CLAIM).encode() + b" // og mer",
    json.dumps(CLAIM | {"konvolutt": {"saksreferanse": "x"}}).encode().replace(b'"x"', b'"\xff"'),
]


def mixed() -> list[Any]:
    """Good documents of every type with faulty ones among them."""
    good = documents()
    return [*good[:8], *BROKEN[:6], *good[8:], *BROKEN[6:], IN_ENVELOPE]


def decided(source: Path, target: Path, book: RuleBook, form: Any = "parquet", **how: Any) -> dict[str, Any]:
    how.setdefault("rows_a_chunk", 7)
    return run(Asked(source=str(source), target=target, form=form, language="nb", readings={}, **how), book)


def written(target: Path, form: str = "parquet") -> tuple[list[Any], list[Any]]:
    found = []
    for name in ("saker", "poster"):
        path = target / f"{name}.{form}"
        found.append(
            pq.read_table(path).to_pylist()
            if form == "parquet"
            else [json.loads(line) for line in path.read_bytes().splitlines()]
        )
    return found[0], found[1]


def faults(target: Path) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for line in (target / "feil.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["sak"], []).append((row["kode"], row["sted"]))
    return found


@pytest.fixture(scope="module")
def lines() -> list[Any]:
    return mixed()


@pytest.fixture(scope="module")
def answers(lines: list[Any], book: RuleBook) -> Any:
    return expected([json.dumps(line).encode() if not isinstance(line, bytes) else line for line in lines], book)


def test_jsonl_gives_each_answer_and_each_fault_in_its_place(
    tmp_path: Path, book: RuleBook, lines: list[Any], answers: Any
) -> None:
    (tmp_path / "inn.jsonl").write_bytes(as_jsonl(lines))
    summary = decided(tmp_path / "inn.jsonl", tmp_path / "ut", book)

    cases, posts, told = answers
    assert written(tmp_path / "ut") == (cases, posts)
    assert faults(tmp_path / "ut") == told
    assert len(told) == len(BROKEN)
    assert (summary["dokumenter"], summary["besvart"], summary["feil"]) == (len(lines), len(cases), len(told))
    groups = [pq.ParquetFile(tmp_path / "ut" / "saker.parquet").metadata.row_group(at).num_rows for at in range(3)]
    assert all(0 < rows <= 7 for rows in groups), "a chunk is a row group"
    assert not (tmp_path / "ut" / "deler").exists()


def test_nothing_personal_comes_out_of_faulty_rows(tmp_path: Path, book: RuleBook) -> None:
    folder = tmp_path / f"inn {SECRETS[0]}"
    folder.mkdir()
    (folder / f"{SECRETS[0]}.jsonl").write_bytes(as_jsonl([*BROKEN, IN_ENVELOPE]))
    decided(folder, tmp_path / "ut", book, form="jsonl")

    said = b"".join(path.read_bytes() for path in sorted((tmp_path / "ut").iterdir()))
    assert said
    assert not any(secret.encode() in said for secret in SECRETS)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_text_says_the_same_as_parquet(tmp_path: Path, book: RuleBook, form: str) -> None:
    (tmp_path / "inn.jsonl").write_bytes(as_jsonl(documents()[:10]))
    decided(tmp_path / "inn.jsonl", tmp_path / "parquet", book)
    decided(tmp_path / "inn.jsonl", tmp_path / "tekst", book, form=form, rows_a_chunk=4)

    expected_rows = written(tmp_path / "parquet")
    if form == "jsonl":
        assert written(tmp_path / "tekst", "jsonl") == expected_rows
        return
    for name, rows in zip(("saker", "poster"), expected_rows, strict=True):
        text = (tmp_path / "tekst" / f"{name}.csv").read_text(encoding="utf-8")
        assert list(csv.DictReader(io.StringIO(text))) == [
            {key: _cell(value) for key, value in row.items()} for row in rows
        ]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return ":".join(value[name] for name in ("eier", "faktum", "sted"))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_parquet_csv_and_a_folder_of_files_give_what_jsonl_gives(tmp_path: Path, book: RuleBook) -> None:
    found = claims()
    cases, posts, _ = expected(found, book)
    folder = tmp_path / "mappe"
    folder.mkdir()
    pq.write_table(as_table(found, book), tmp_path / "inn.parquet", row_group_size=3)
    (tmp_path / "inn.csv").write_bytes(b"\xef\xbb\xbf" + as_csv(found, ";").replace(b"\n", b"\r\n\r\n", 2))
    (folder / "b.csv").write_bytes(as_csv(found[4:7]))
    (folder / "a.ndjson").write_bytes(as_jsonl(found[:4]).rstrip(b"\n"))
    pq.write_table(as_table(found[7:], book), folder / "c.parquet")
    (folder / "_SUCCESS").write_bytes(b"")

    sources = [tmp_path / "inn.parquet", folder]
    for number, source in enumerate(sources):
        summary = decided(source, tmp_path / str(number), book, rows_a_chunk=2)
        assert written(tmp_path / str(number)) == (cases, posts), source.name
        assert sum(file["rader"] for file in summary["filer"]) == len(found)
    assert [file["foerste_sak"] for file in summary["filer"]] == [0, 4, 7]

    decided(tmp_path / "inn.csv", tmp_path / "csv", book, rows_a_chunk=5)
    rows, _ = written(tmp_path / "csv")
    numbers = [row.pop("sak") for row in rows]
    assert rows == [{key: value for key, value in row.items() if key != "sak"} for row in cases]
    assert numbers == [1, *range(3, len(found) + 2)][: len(found)], "blank lines are counted, never decided"


def test_a_large_row_group_is_cut_and_small_ones_are_put_together(tmp_path: Path, book: RuleBook) -> None:
    found = claims()[:7]
    cases, posts, _ = expected(found, book)
    table = as_table(found, book)
    for size in (1, 2, 7):
        pq.write_table(table, tmp_path / f"{size}.parquet", row_group_size=size)
        decided(tmp_path / f"{size}.parquet", tmp_path / f"ut{size}", book, rows_a_chunk=3)
        assert written(tmp_path / f"ut{size}") == (cases, posts)


def test_documents_of_several_types_in_one_table(tmp_path: Path, book: RuleBook) -> None:
    found = [document for document in documents() if document["type"] in ("krav", "tilbakekreving", "attest")]
    kinds = sorted({document["type"] for document in found})
    assert len(kinds) == 3
    table = pa.concat_tables(
        [as_table([item for item in found if item["type"] == kind], book, kind) for kind in kinds],
        promote_options="permissive",
    )
    order = [item for kind in kinds for item in found if item["type"] == kind]
    pq.write_table(table, tmp_path / "inn.parquet")
    decided(tmp_path / "inn.parquet", tmp_path / "ut", book)
    assert written(tmp_path / "ut") == expected(order, book)[:2]


# --- a folder of one table an entity ---


def as_tables(found: list[Any], folder: Path, book: RuleBook) -> dict[str, pa.Table]:
    folder.mkdir(exist_ok=True)
    made = tables_of(flat_rows(found, "krav", book.vocabulary))
    for name, table in made.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return made


@pytest.mark.parametrize("small", [True, False])
def test_tables_by_key(tmp_path: Path, book: RuleBook, monkeypatch: pytest.MonkeyPatch, small: bool) -> None:
    monkeypatch.setattr(tables, "SMALL", 1 << 20 if small else 0)
    monkeypatch.setattr(tables, "_BLOCK", 2)
    found = claims()
    as_tables(found, tmp_path / "tabeller", book)
    summary = decided(tmp_path / "tabeller", tmp_path / "ut", book, rows_a_chunk=3)
    assert written(tmp_path / "ut") == expected(found, book)[:2]
    assert summary["filer"] == [{"fil": "krav.parquet", "format": "parquet", "rader": len(found), "foerste_sak": 0}]

    with pytest.raises(KeyboardInterrupt):
        run(Asked(str(tmp_path / "tabeller"), tmp_path / "om", "parquet", "nb", {}, rows_a_chunk=3), book, _stop)
    decided(tmp_path / "tabeller", tmp_path / "om", book, resume=True)
    for path in (tmp_path / "ut").iterdir():
        assert path.read_bytes() == (tmp_path / "om" / path.name).read_bytes()


def _stop(reached: Reached) -> None:
    if reached.done > 4:
        raise KeyboardInterrupt


def test_rows_of_tables_that_belong_nowhere_or_twice(
    tmp_path: Path, book: RuleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = claims()[:4]
    folder = tmp_path / "tabeller"
    made = as_tables(found, folder, book)
    trips = made["tur"]
    astray = pa.Table.from_pylist([trips.to_pylist()[0] | {"id": 1000, "forelder": 99}], trips.schema)
    pq.write_table(pa.concat_tables([trips, astray]), folder / "tur.parquet")
    twice = pa.concat_tables([made["pasient"], made["pasient"].slice(1, 1)])
    pq.write_table(twice, folder / "pasient.parquet")
    decided(folder, tmp_path / "ut", book, form="jsonl")
    lines = [json.loads(line) for line in (tmp_path / "ut" / "feil.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["sak"], line["fil"], line["rad"], line["kode"]) for line in lines[:1]] == [
        (None, "tur.parquet", trips.num_rows + 1, "tabell.uten_forelder")
    ]
    assert {(line["sak"], line["kode"]) for line in lines[1:]} >= {(1, "tabell.flere_for_en")}
    assert [row["sak"] for row in written(tmp_path / "ut", "jsonl")[0]] == [0, 2, 3]

    monkeypatch.setattr(tables, "SMALL", 0)
    pq.write_table(made["pasient"], folder / "pasient.parquet")
    decided(folder, tmp_path / "stor", book, form="jsonl", rows_a_chunk=2)
    assert json.loads((tmp_path / "stor" / "feil.jsonl").read_bytes()) == lines[0]
    assert [row["sak"] for row in written(tmp_path / "stor", "jsonl")[0]] == [0, 1, 2, 3]

    pq.write_table(made["tur"].take(pa.array([1, 0, 2])), folder / "tur.parquet")
    with pytest.raises(BatchStop, match=r"tabell\.rekkefoelge") as stop:
        decided(folder, tmp_path / "usortert", book)
    assert stop.value.exit_code == 1


# --- rows of a CSV that are no document, and files that are none ---


@pytest.mark.parametrize(
    ("row", "code", "pointer"),
    [
        ("krav,1,2026-06-01,[],x", "csv.motstrid", ""),
        ("krav,1,2026-06-01,,", "krav.mangler", "/turer"),
        ("krav,1,2026-06-01", "csv.felt", ""),
        ('krav,1,2026-06-01,,"', "csv.form", ""),
        ("krav,1,\udcff,,", "csv.koding", ""),
        ("krav,1.0,2026-06-01,[],", "json.desimaltall", "/versjon"),
        ("krav,99999999999999999999,2026-06-01,[],", "json.for_stort_tall", "/versjon"),
        (f"krav,{SECRETS[0]},2026-06-01,[],", "krav.for_stor", ""),
    ],
)
def test_a_row_that_is_no_document(tmp_path: Path, book: RuleBook, row: str, code: str, pointer: str) -> None:
    header = "type,versjon,fremsatt,turer,turer.0.reisende.0.rolle"
    (tmp_path / "inn.csv").write_bytes(f"{header}\n{row}\n".encode(errors="surrogateescape"))
    decided(tmp_path / "inn.csv", tmp_path / "ut", book)
    told = json.loads((tmp_path / "ut" / "feil.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    codes = [fault[0] for fault in faults(tmp_path / "ut")[0]]
    assert code in codes or code == "krav.for_stor"
    assert not pointer or (code, pointer) in faults(tmp_path / "ut")[0]
    assert told["rad"] == 2, "as a spreadsheet counts"


def test_a_gap_in_a_list_is_told(tmp_path: Path, book: RuleBook) -> None:
    (tmp_path / "inn.csv").write_text("type,turer.0.reisende.1.rolle\nkrav,pasient\n", encoding="utf-8")
    decided(tmp_path / "inn.csv", tmp_path / "ut", book)
    assert faults(tmp_path / "ut") == {0: [("csv.hull", "/turer/0/reisende")]}


def test_a_column_that_no_document_has_is_told_by_its_number(tmp_path: Path, book: RuleBook) -> None:
    (tmp_path / "inn.csv").write_text(f"type,{SECRETS[1]}\nkrav,1\n", encoding="utf-8")
    with pytest.raises(BatchStop, match=r"^inn\.csv: Kolonne nr\. 2 heter ikke noe") as stop:
        decided(tmp_path / "inn.csv", tmp_path / "ut", book)
    assert stop.value.exit_code == 1
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize(
    ("name", "content", "words", "code"),
    [
        ("inn.txt", b"{}", "Filen må hete", 2),
        ("inn.parquet", b"PAR1", "ikke en Parquet-fil", 1),
        ("inn.csv", b"a,a\n", "hvert navn én gang", 1),
        ("inn.csv", b"\xff\xff\n", "hvert navn én gang", 1),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, book: RuleBook, name: str, content: bytes, words: str, code: int
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BatchStop, match=words) as stop:
        decided(tmp_path / name, tmp_path / "ut", book)
    assert stop.value.exit_code == code


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_nothing_in_is_nothing_out(tmp_path: Path, book: RuleBook, form: str) -> None:
    (tmp_path / "inn.jsonl").write_bytes(b"\n \n")
    summary = decided(tmp_path / "inn.jsonl", tmp_path / "ut", book, form=form)
    assert summary["dokumenter"] == 0
    assert summary["kan_automatiseres"] == {"antall": 0, "andel": None}
    if form == "parquet":
        assert pq.read_table(tmp_path / "ut" / "saker.parquet").num_rows == 0
    assert (tmp_path / "ut" / "feil.jsonl").read_bytes() == b""


def test_what_arrow_holds_and_python_cannot_is_a_fault_of_its_row(tmp_path: Path, book: RuleBook) -> None:
    table = as_table(claims()[:4], book)
    days = table.column("fremsatt").combine_chunks().cast(pa.int32()).to_pylist()
    late = pa.array([*days[:1], 9_000_000, *days[2:]], pa.int32()).cast(pa.date32())
    texts = pa.array([b"", b"\xff", b"", b""]).cast(pa.binary()).buffers()
    made = {
        "dag": table.set_column(table.column_names.index("fremsatt"), table.schema.field("fremsatt"), late),
        "tekst": table.append_column("annet", pa.Array.from_buffers(pa.string(), 4, texts)),
    }
    for name, changed in made.items():
        pq.write_table(changed, tmp_path / f"{name}.parquet")
        summary = decided(tmp_path / f"{name}.parquet", tmp_path / name, book)
        assert (summary["dokumenter"], summary["programfeil"]) == (4, 0)
        told = [json.loads(line) for line in (tmp_path / name / "feil.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [line["sak"] for line in told if line["kode"] == "parquet.verdi"] == [1]
        assert summary["besvart"] == (3 if name == "dag" else 0)
