"""The same seed gives the same claims, whole or in parts, in both formats; and every claim may stand as a document."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reiseregel import load_rulebook
from reiseregel.case import check_document
from reiseregel.columns.arrow_schema import document_schema
from reiseregel.columns.to_documents import documents
from reiseregel.identifiers import find_identifiers
from reiseregel.synthetic import Portfolio, Window
from reiseregel.synthetic.assumption import SOURCES
from reiseregel.synthetic.assumptions import TABLE
from reiseregel.synthetic.described import with_table
from reiseregel.synthetic.jsonl import lines
from reiseregel.synthetic.portfolio import CHUNK
from reiseregel.synthetic.window import EPOCH
from reiseregel.synthetic.write import write_file, write_folder, write_stream

#: Claims 0 and 9 999 999 of seed 7: claimed, born, trips.
KNOWN = [("2026-03-07", "1948-03-15", 1), ("2026-10-01", "1973-05-08", 6)]
SPAN = Window(date(2017, 1, 1), date(2026, 9, 30))


@pytest.fixture(scope="module")
def vocabulary() -> Any:
    return load_rulebook().vocabulary


@pytest.fixture(scope="module")
def portfolio(vocabulary: Any) -> Portfolio:
    return Portfolio(7, vocabulary)


def parquet(portfolio: Portfolio, numbers: range) -> bytes:
    out = io.BytesIO()
    assert sum(write_stream(portfolio, numbers, "parquet", out)) == len(numbers)
    return out.getvalue()


def test_the_same_bytes_each_time(vocabulary: Any) -> None:
    made = [parquet(Portfolio(7, vocabulary), range(300)) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0] != parquet(Portfolio(8, vocabulary), range(300))


def test_a_claim_depends_on_its_number_alone(portfolio: Portfolio) -> None:
    whole = lines(portfolio.claims(range(400)))
    assert [line for start in (0, 1, 130, 399) for line in lines(portfolio.claims(range(start, start + 1)))] == [
        whole[number] for number in (0, 1, 130, 399)
    ]
    assert lines(portfolio.claims(range(100, 333))) == whole[100:333]


def test_known_claims_stay_as_they_are(portfolio: Portfolio) -> None:
    """Claims made yesterday are made again: on any machine, and by any release that does not say otherwise."""
    far = json.loads(lines(portfolio.claims(range(9_999_999, 10_000_000)))[0])
    near = json.loads(lines(portfolio.claims(range(1)))[0])
    assert [(item["fremsatt"], item["pasient"]["foedselsdato"], len(item["turer"])) for item in (near, far)] == KNOWN


@pytest.mark.parametrize(("window", "count"), [(Window(), 500), (SPAN, 300), (Window(SPAN.until, SPAN.until), 100)])
def test_every_claim_is_a_sound_document(vocabulary: Any, window: Window, count: int) -> None:
    made = Portfolio(3, vocabulary, window).claims(range(count))
    for line in lines(made):
        data = check_document(line, vocabulary).data
        days = [r["dato"] for tur in data["turer"] for who in tur["reisende"] for r in who["reiser"]]
        assert window.since.isoformat() <= min(days) <= max(days) <= window.until.isoformat()


def test_both_formats_say_the_same(portfolio: Portfolio) -> None:
    table = pq.read_table(io.BytesIO(parquet(portfolio, range(500))))
    out = io.BytesIO()
    assert sum(write_stream(portfolio, range(500), "jsonl", out)) == 500
    written = [json.loads(line) for line in out.getvalue().splitlines()]
    assert written == documents(table, range(500))
    assert written == [json.loads(line) for line in lines(portfolio.claims(range(500)))]


def test_the_table_is_a_part_of_the_contract(portfolio: Portfolio, vocabulary: Any) -> None:
    def compare(made: pa.DataType, whole: pa.DataType) -> None:
        if pa.types.is_list(whole):
            assert made.value_field.name == whole.value_field.name
            compare(made.value_type, whole.value_type)
        elif pa.types.is_struct(whole):
            names = [field.name for field in made]
            assert names == [field.name for field in whole if field.name in names]
            for field in made:
                compare(field.type, whole.field(field.name).type)
        else:
            assert made == whole

    table = pq.read_table(io.BytesIO(parquet(portfolio, range(50))))
    compare(pa.struct(list(table.schema)), pa.struct(list(document_schema("krav", vocabulary))))
    assert table.schema == Portfolio(1, vocabulary).claims(range(3)).schema  # of no seed and no part


def test_a_folder_is_the_same_from_any_number_of_processes(
    vocabulary: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reiseregel.synthetic.write.PART", 40)
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, workers in ((one, 1), (two, 2)):
        folder.mkdir()
        assert sum(write_folder(Portfolio(7, vocabulary), range(100), "jsonl", folder, workers)) == 100
    files = sorted(one.iterdir())
    assert [file.name for file in files] == [f"del-{part:05}.jsonl" for part in range(3)]
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in sorted(two.iterdir())]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    assert text.splitlines() == lines(Portfolio(7, vocabulary).claims(range(100)))


def test_a_file_that_fails_leaves_nothing(portfolio: Portfolio, tmp_path: Path) -> None:
    (tmp_path / "krav.jsonl").mkdir()
    with pytest.raises(IsADirectoryError):
        list(write_file(portfolio, range(3), "jsonl", tmp_path / "krav.jsonl"))
    assert [path.name for path in tmp_path.iterdir()] == ["krav.jsonl"]


def test_nobody_is_in_it(portfolio: Portfolio) -> None:
    """No number that could be of a person, and no text beyond codes, dates, pointers and hashes."""
    text = "\n".join(lines(portfolio.claims(range(1000))))
    assert find_identifiers(text) == ()
    assert "konvolutt" not in text
    assert text.isascii()


def test_every_assumption_is_used_and_every_fact_is_known(vocabulary: Any) -> None:
    class Watched(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            used.add(name)
            return super().__getitem__(name)

    used: set[str] = set()
    Portfolio(1, vocabulary, SPAN, Watched(TABLE)).claims(range(4000))
    assert used == set(TABLE)
    facts = {fact.key for fact in vocabulary.facts.values()}
    owners = {f"kjent.{fact.owner}" for fact in vocabulary.facts.values()}
    lists = {f"kjent.{child.member}" for child in vocabulary.entities.values() if child.many}
    named = {name for name in TABLE if name.startswith("kjent.")}
    assert {name.removeprefix("kjent.") for name in named - owners - lists} <= facts


def test_shares_come_out_as_assumed(vocabulary: Any) -> None:
    """The assumptions that rest on what is published, in claims enough to see them."""
    made = Portfolio(5, vocabulary).claims(range(CHUNK))
    trips = made["turer"].combine_chunks().values
    travellers = trips.field("reisende").values
    journeys = travellers.field("reiser").values
    assert 4.5 < len(journeys) / CHUNK < 4.95  # 4.3 million journeys on 907 000 decisions
    home = (journeys.field("reisevei_m").drop_null().to_numpy() < 10_000).mean()
    assert 0.03 < home < 0.08
    last = [max(day) for day in _days(made.slice(0, 500))]
    claimed = [(day - date(1970, 1, 1)).days for day in made["fremsatt"].slice(0, 500).to_pylist()]
    late = sum(day - last_day > 184 for day, last_day in zip(claimed, last, strict=True))
    assert 0 < late < 25


def _days(table: pa.Table) -> list[list[int]]:
    return [
        [
            date.fromisoformat(r["dato"]).toordinal() - EPOCH
            for tur in item["turer"]
            for r in tur["reisende"][0]["reiser"]
        ]
        for item in documents(table, range(table.num_rows))
    ]


@pytest.mark.parametrize("numbers", [range(0), range(0, 10, 2), range(-1, 3)])
def test_numbers_follow_each_other(portfolio: Portfolio, numbers: range) -> None:
    with pytest.raises(ValueError, match="numbers"):
        portfolio.claims(numbers)


def test_a_window_begins_before_it_ends() -> None:
    with pytest.raises(ValueError, match="last day"):
        Window(date(2026, 2, 2), date(2026, 2, 1))


def test_the_page_has_every_assumption() -> None:
    """After a change: `python -m reiseregel.synthetic.described docs/syntetisk.md --skriv`, and the figures anew."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "syntetisk.md").read_text(encoding="utf-8")
    assert with_table(page) == page
    for name, item in TABLE.items():
        assert f"| `{name}` |" in page
        assert item.source in {"", *SOURCES}
