"""A whole run: what is written, what is told of bad lines, the executors, and the command."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

import reiseregel.cli
from reiseregel.control.book import load_control_book
from reiseregel.control.deciding import Chosen, Decider
from reiseregel.control.durable.executor import DurableExecutor
from reiseregel.control.model import FeatureFact, Raised
from reiseregel.control.reference import ReferenceExecutor
from reiseregel.control.run import Asked, Outcome, run
from reiseregel.control.signals import ControlBook
from reiseregel.errors import LANGUAGES
from reiseregel.resources import schemas_folder
from tests.control.made_events import ROOT, Event, as_lines, event
from tests.control.made_runs import ENGINES, NATIONAL, asked, content, lines, read


@pytest.fixture(scope="module")
def book() -> ControlBook:
    return load_control_book()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "inn.jsonl"
    path.write_bytes(as_lines(lines()))
    return path


# --- what is written ---


def test_what_a_run_leaves(tmp_path: Path, source: Path, book: ControlBook) -> None:
    outcome = run(asked(source, tmp_path / "ut"), book)
    assert {path.name for path in (tmp_path / "ut").iterdir()} == {
        "signaler.jsonl", "uavklart.jsonl", "feil.jsonl", "oppsummering.json", "oppsummering.txt", "manifest.json",
        "kjoering.json",
    }  # fmt: skip
    summary = outcome.summary
    assert summary == json.loads((tmp_path / "ut" / "oppsummering.json").read_bytes())
    sent_twice = summary["sendt_flere_ganger"]
    assert sent_twice >= 2
    assert summary["linjer"] == 240 + 4 + 5
    assert summary["linjer_med_feil"] == 4
    assert summary["hendelser"] == 249 - 2 - 4 - sent_twice == sum(summary["slag"].values())
    signals, unsettled = read(tmp_path / "ut", "signaler"), read(tmp_path / "ut", "uavklart")
    assert len(signals) == sum(row["antall"] for row in summary["signaler"]) == sum(summary["alvor"].values()) > 10
    assert len(unsettled) == sum(row["uavklart"] for row in summary["signaler"]) > 0
    assert all(line["sikkert"] and not line["aapne"] for line in signals)
    assert all(not line["sikkert"] and line["aapne"] for line in unsettled)
    order = [(book.entities.index(line["entitet"]), line["subjekt"], line["dato"]) for line in signals]
    assert order == sorted(order)
    assert outcome.journal["grunnlag_avgjort"] == sum(summary["grunnlag"].values())


def test_a_signal_tells_what_was_looked_at(tmp_path: Path, book: ControlBook) -> None:
    source = tmp_path / "inn.jsonl"
    booked = [event("bestilling", reise=f"j{at}") for at in range(3)]
    missed = [event("gjennomfoering", reise=f"j{at}", resultat="ikke_moett") for at in range(3)]
    source.write_bytes(as_lines([*booked, *missed, event("attest"), event("rekvisisjon"), event("behandling")]))
    run(asked(source, tmp_path / "ut", language="nn"), book)
    (line,) = read(tmp_path / "ut", "signaler")
    assert line["signal"] == "gjentatt_ikke_moett"
    assert (line["subjekt"], line["dato"]) == ("p1", "2026-05-01")
    assert line["vindu"] == {"fra": "2026-05-01", "til": "2026-05-31"}
    assert line["opplysninger"] == {"ikke_moett": 3}
    assert [item["terskel"] for item in line["terskler"]] == ["ikke_moett_minst"]
    assert line["hjemmel"]
    assert line["regler_sha256"] == book.digest
    assert line["spraak"] == "nn"
    assert not (tmp_path / "ut" / "uavklart.jsonl").read_bytes()


def test_bad_lines_are_told_by_number_and_nothing_of_them_is_repeated(tmp_path: Path, book: ControlBook) -> None:
    files = tmp_path / "inn"
    files.mkdir()
    found = as_lines(lines())
    (files / "a.jsonl").write_bytes(as_lines([event("frikort"), b"x"]))
    (files / "b.jsonl").write_bytes(found)
    run(asked(files, tmp_path / "ut", language="en"), book)
    faults = read(tmp_path / "ut", "feil")
    assert [(line["sak"], line["fil"], line["rad"], line["kode"], line["sted"]) for line in faults] == [
        (1, "a.jsonl", 2, "json.syntaks", ""),
        (9, "b.jsonl", 8, "json.syntaks", ""),
        (11, "b.jsonl", 10, "hendelse.personnummer", "/pasient"),
        (248, "b.jsonl", 247, "hendelse.id_brukt", "/id"),
        (249, "b.jsonl", 248, "hendelse.id_brukt", "/id"),
    ]
    assert faults[-1]["melding"].startswith("An earlier line has the same id")
    for data in content(tmp_path / "ut").values():
        assert NATIONAL.encode() not in data
        assert b"samme" not in data.replace(b"samme_retning", b"").replace(b"samme ", b"")


def test_every_form_of_input_gives_the_same_signals(
    tmp_path: Path, source: Path, book: ControlBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(asked(source, tmp_path / "hel"), book)
    expected = (tmp_path / "hel" / "signaler.jsonl").read_bytes()

    good = [dict(item) for item in lines() if isinstance(item, dict)]
    pq.write_table(pa.Table.from_pylist(good, _schema(good)), tmp_path / "inn.parquet", row_group_size=31)
    run(asked(tmp_path / "inn.parquet", tmp_path / "kolonner"), book)
    assert (tmp_path / "kolonner" / "signaler.jsonl").read_bytes() == expected
    assert [line["kode"] for line in read(tmp_path / "kolonner", "feil")] == ["hendelse.id_brukt"] * 2

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(source.read_bytes())))
    run(asked("-", tmp_path / "inn_ut"), book)
    half = source.read_bytes().index(b"\n", 9000) + 1
    (tmp_path / "1.jsonl").write_bytes(source.read_bytes()[:half].rstrip(b"\n"))
    (tmp_path / "2.jsonl").write_bytes(source.read_bytes()[half:])
    two = Asked((str(tmp_path / "1.jsonl"), str(tmp_path / "2.jsonl")), tmp_path / "to", "sqlite")
    run(two, book)
    for folder in ("inn_ut", "to"):
        assert (tmp_path / folder / "signaler.jsonl").read_bytes() == expected


def _schema(found: list[Event]) -> pa.Schema:
    """Days as days, the time as a time, codes as a dictionary: as others write such files."""
    days = {"dato", "inn", "ut", "fra", "til", "gyldig_fra", "gyldig_til"}
    types: dict[str, Any] = {}
    for item in found:
        for key, value in item.items():
            kind = pa.bool_() if isinstance(value, bool) else pa.int32() if isinstance(value, int) else pa.string()
            types[key] = pa.dictionary(pa.int8(), pa.string()) if key in ("slag", "retning") else kind
            if key in days:
                types[key] = pa.date32()
                item[key] = pa.scalar(value).cast(pa.date32()).as_py()
        item["tid"] = pa.scalar(item["tid"] + ":00").cast(pa.timestamp("us")).as_py()
    return pa.schema(types | {"tid": pa.timestamp("us")})


@pytest.mark.skipif(len(ENGINES) < 2, reason="DuckDB is not installed")
def test_the_engine_does_not_show(tmp_path: Path, source: Path, book: ControlBook) -> None:
    for engine in ENGINES:
        run(asked(source, tmp_path / engine, engine=engine), book)
    one, other = (content(tmp_path / engine) for engine in ENGINES)
    manifests = [json.loads(found.pop("manifest.json")) for found in (one, other)]
    assert one == other
    assert [manifest.pop("database") for manifest in manifests] == list(ENGINES)
    assert manifests[0] == manifests[1]


def test_what_is_written_follows_the_published_contracts(tmp_path: Path, source: Path, book: ControlBook) -> None:
    contracts = {
        name: Draft202012Validator(json.loads((schemas_folder() / "v1" / f"{name}.schema.json").read_bytes()))
        for name in ("signal", "kontrolloppsummering")
    }
    outcome = run(asked(source, tmp_path / "ut"), book)
    contracts["kontrolloppsummering"].validate(outcome.summary)
    contracts["kontrolloppsummering"].validate(outcome.summary | {"kjoering": outcome.journal})
    written = [*read(tmp_path / "ut", "signaler"), *read(tmp_path / "ut", "uavklart")]
    kinds = {(line["signal"], line["sikkert"]): line for line in written}
    assert {sure for _, sure in kinds} == {True, False}
    for line in kinds.values():
        contracts["signal"].validate(line)
        assert not contracts["signal"].is_valid(line | {"navn_paa_pasienten": ""})


# --- executors ---


class _Lying:
    """Says of every fourth fact that it raises something else."""

    name = "annen"
    notes = ()

    def __init__(self, book: ControlBook) -> None:
        self.real = ReferenceExecutor(book)

    def raised(self, facts: Sequence[FeatureFact]) -> list[Raised]:
        found = self.real.raised(facts)
        return [Raised((), item.maybe) if at % 4 == 0 else item for at, item in enumerate(found)]

    def close(self) -> None:
        self.real.close()


def test_where_two_executors_differ_the_first_holds_and_it_is_told(
    tmp_path: Path, source: Path, book: ControlBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(asked(source, tmp_path / "ene"), book)
    both = Chosen((ReferenceExecutor(book), _Lying(book)))
    monkeypatch.setattr("reiseregel.control.run.chosen_executors", lambda *_: both)
    outcome = run(asked(source, tmp_path / "begge"), book)
    assert outcome.summary["avvik"]["grunnlag"] > 0
    assert outcome.summary["avvik"]["signaler"]
    for name in ("signaler.jsonl", "uavklart.jsonl"):
        assert (tmp_path / "begge" / name).read_bytes() == (tmp_path / "ene" / name).read_bytes()
    command = ["kontroll", str(source), "-o", str(tmp_path / "cli"), "--motor", "sqlite", "--utfoerer", "begge"]
    assert reiseregel.cli.run(command) == 70


class _Counting:
    """Keeps every fact it is asked."""

    name = "referanse"

    def __init__(self, book: ControlBook) -> None:
        self.real, self.asked = ReferenceExecutor(book), list[FeatureFact]()

    def raised(self, facts: Sequence[FeatureFact]) -> list[Raised]:
        assert not any(fact.subject for fact in facts), "whom it is about never reaches an executor"
        self.asked += facts
        return self.real.raised(facts)

    def close(self) -> None:
        self.real.close()


def test_equal_facts_are_decided_once_and_what_is_remembered_has_a_limit(book: ControlBook) -> None:
    def fact(subject: str, day: str, missed: int) -> FeatureFact:
        return FeatureFact("pasient_i_perioden", subject, {"dato": day, "ikke_moett": missed})

    facts = [fact(f"p{at}", f"2026-0{at % 9 + 1}-01", at % 5) for at in range(60)]
    for most in (100, 3, 0):
        counting = _Counting(book)
        decider = Decider(book, [counting], most)
        found = [item for at in range(0, 60, 10) for item in decider.decide(facts[at : at + 10])]
        assert [item.raised for item in found] == ReferenceExecutor(book).raised(facts)
        assert len(decider._known) <= most
        assert len(counting.asked) == decider.asked == {100: 5, 3: 17, 0: 30}[most]


def test_an_executor_that_is_not_there_is_told_of(
    tmp_path: Path, source: Path, book: ControlBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = DurableExecutor.available() or next(iter(book.signals.values())).name
    monkeypatch.setattr(DurableExecutor, "available", staticmethod(lambda: missing))
    outcome = run(asked(source, tmp_path / "ut", executor="durable"), book)
    assert outcome.journal["merknader"] == [missing.nb]
    assert outcome.summary["kvittering"]["utfoerer"] == "durable"


# --- the command ---


def test_the_command(tmp_path: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["kontroll", str(source), "-o", str(tmp_path / "ut"), "--motor", "sqlite"]
    assert reiseregel.cli.run(command) == 0
    shown = capsys.readouterr().out
    assert (tmp_path / "ut" / "oppsummering.txt").read_text(encoding="utf-8") in shown
    assert "Mest minne" in shown
    assert reiseregel.cli.run(command) == 2
    assert reiseregel.cli.run([*command, "--fortsett", "--format", "json", "--krev-feilfri"]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed["type"] == "kontrolloppsummering"
    assert printed["kjoering"]["database"] == "sqlite"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_in_each_language(tmp_path: Path, source: Path, book: ControlBook, language: str) -> None:
    outcome: Outcome = run(asked(source, tmp_path / language, language=language), book)
    text = (tmp_path / language / "oppsummering.txt").read_text(encoding="utf-8")
    assert "{" not in text
    for row in outcome.summary["signaler"]:
        assert (f"({row['signal']})" in text) == (row["antall"] > 0)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 2),
        (["-o", "{ut}"], 2),
        (["{inn}"], 2),
        (["{ikke}", "-o", "{ut}"], 2),
        (["{inn}", "-", "-o", "{ut}"], 2),
        (["{csv}", "-o", "{ut}"], 2),
        (["{inn}", "-o", "{ut}", "--fortsett", "--overskriv"], 2),
        (["{inn}", "-o", "{ut}", "--regler", "{ikke}"], 2),
        (["{inn}", "-o", "{ut}", "--regler", "{ut}"], 4),
        (["{parquet}", "-o", "{ut}"], 1),
    ],
)
def test_wrong_usage(tmp_path: Path, source: Path, arguments: list[str], code: int) -> None:
    (tmp_path / "rot.csv").write_text("id\n1\n")
    (tmp_path / "rot.parquet").write_bytes(b"PAR1")
    (tmp_path / "ut").mkdir()
    names = {"inn": source, "ut": tmp_path / "ut", "ikke": tmp_path / "ikke.jsonl"}
    names |= {"csv": tmp_path / "rot.csv", "parquet": tmp_path / "rot.parquet"}
    assert reiseregel.cli.run(["kontroll", *(item.format(**names) for item in arguments)]) == code


def test_the_worked_example_in_the_docs(tmp_path: Path, book: ControlBook) -> None:
    """What `docs/kontroll.md` shows of each file is what comes out, but for what it leaves out."""
    text = (ROOT / "docs" / "kontroll.md").read_text(encoding="utf-8")
    source = tmp_path / "hendelser.jsonl"
    source.write_text(re.findall(r"```jsonl\n(.*?)```", text, re.DOTALL)[0], encoding="utf-8")
    run(asked(source, tmp_path / "ut"), book)
    shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]
    for block, name in zip(shown, ("signaler", "uavklart", "feil"), strict=True):
        written = read(tmp_path / "ut", name)[0]
        assert {key: written[key] for key in block} == block
    assert len(read(tmp_path / "ut", "signaler")) == 1
