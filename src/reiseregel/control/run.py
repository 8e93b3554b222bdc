"""The whole run: read the events, count what the signals are about, decide, and put the answers together.

Each step is kept when it is done, so that a run that was stopped goes on from there and leaves what one run leaves.
"""

from __future__ import annotations

import json
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from reiseregel.batch.files import PartsFolder, replacing
from reiseregel.batch.manifest import SUMMARY
from reiseregel.batch.model import InputFile
from reiseregel.batch.reached import Progress, Reached, bytes_of
from reiseregel.batch.resumable import begin, finish, held, told_again
from reiseregel.control.deciding import Decided, Decider, ExecutorName, chosen_executors
from reiseregel.control.features import Features, Queries, count_features, fault_of, load_queries
from reiseregel.control.ingest import ingest, prepare, settle_repeated
from reiseregel.control.lines import Writer
from reiseregel.control.manifest import (
    FAULTS,
    JOURNAL,
    SIGNALS,
    UNSETTLED,
    OutputFolder,
    Wanted,
    describe,
    require_same,
)
from reiseregel.control.memory import peak_memory
from reiseregel.control.model import FeatureFact
from reiseregel.control.reading import blocks, find_events
from reiseregel.control.reference import BadFact
from reiseregel.control.signals import ControlBook
from reiseregel.control.store import Engine, Store, opened
from reiseregel.control.summary import make_summary, summary_text
from reiseregel.control.windows import WindowKind
from reiseregel.errors import Language, Text

#: So many lines are read, and so many facts decided, at a time: a fact takes more room than the line of an event.
LINES: Final = 16_384
FACTS: Final = 4_096
#: So many faults are copied at a time.
_FAULTS_AT_A_TIME: Final = 10_000

#: The steps that a run tells of: the first counts lines and the last facts; of the second nobody knows how far it is.
READING, COUNTING, DECIDING = STEPS = ("leser", "teller", "avgjoer")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for. `rules` is the folder of the rules, None for those of the package."""

    sources: tuple[str, ...]
    target: Path
    engine: Engine
    window: WindowKind = "maaned"
    executor: ExecutorName = "referanse"
    language: Language = "nb"
    rules: Path | None = None
    lines: int = LINES
    facts: int = FACTS
    resume: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The summary, which is the same each time, and how this run went, which is not: `notes` are of the executors."""

    summary: dict[str, Any]
    journal: dict[str, Any]
    notes: tuple[Text, ...]


def run(asked: Asked, book: ControlBook, progress: Progress = lambda _: None) -> Outcome:
    """Find every signal.

    Raises:
        BatchStop: the run cannot begin, or cannot go on.
        InvalidRules: a query of the rules cannot be run, or does not give what the signals are about.
        KeyboardInterrupt: somebody stopped it; what is done so far is kept.

    """
    inputs = find_events(asked.sources)
    queries = load_queries(asked.rules, book)
    output = OutputFolder(asked.target)
    with held(output, inputs):
        return _run(asked, book, queries, inputs, output, progress)


def _run(
    asked: Asked,
    book: ControlBook,
    queries: Queries,
    inputs: tuple[InputFile, ...],
    output: OutputFolder,
    progress: Progress,
) -> Outcome:
    started = time.monotonic()
    wanted = Wanted(asked.engine, asked.window, asked.executor, asked.language, asked.lines, asked.facts)
    manifest = begin(
        output,
        describe(inputs, book, queries, wanted),
        inputs,
        resume=asked.resume,
        overwrite=asked.overwrite,
        require_same=require_same,
        sizes=("linjer_om_gangen", "grunnlag_om_gangen"),
    )
    if manifest["ferdig"]:
        summary, journal = told_again(output, SUMMARY, JOURNAL)
        return Outcome(summary, journal, ())
    wanted = replace(wanted, lines=manifest["linjer_om_gangen"], facts=manifest["grunnlag_om_gangen"])
    chosen = chosen_executors(asked.executor, book)
    decider = Decider(book, chosen.executors)
    try:
        with opened(output.parts, wanted.engine) as store:
            work = _Work(book, inputs, output, wanted, store, progress)
            work.read()
            count_features(store, book, queries, wanted.window)
            work.decide(decider)
            work.assemble()
            summary = make_summary(store, book, work.tallies(), work.files(), manifest)
        notes = (*chosen.notes, *(note for executor in chosen.executors for note in getattr(executor, "notes", ())))
        journal = work.journal(decider, notes, time.monotonic() - started)
    finally:
        decider.close()
    finish(output, manifest, {SUMMARY: summary, JOURNAL: journal}, summary_text(summary, book, wanted.language))
    return Outcome(summary, journal, notes)


@dataclass(frozen=True, slots=True)
class _Part:
    """Facts of one entity that are decided and written together."""

    number: int
    entity: str
    first: int
    count: int


class _Work:
    """The steps, one after the other, over one database and one folder."""

    def __init__(
        self,
        book: ControlBook,
        inputs: Sequence[InputFile],
        output: OutputFolder,
        wanted: Wanted,
        store: Store,
        progress: Progress,
    ) -> None:
        self.book, self.inputs, self.output = book, inputs, output
        self.wanted, self.store, self.progress = wanted, store, progress
        self.parts = PartsFolder(output.parts, "jsonl")
        self.features = Features(store, book)
        self.planned: list[_Part] = []
        self.lines_read = self.facts_decided = 0

    # --- read ---

    def read(self) -> None:
        """Put the events in the database, each once."""
        prepare(self.store)
        reached = Reached(READING, total=bytes_of(self.inputs))
        self.progress(reached)

        def told(rows: int, weight: int, earlier: bool) -> None:
            nonlocal reached
            reached = reached.further(rows, weight, earlier=earlier)
            self.progress(reached)

        ingest(self.store, blocks(self.inputs, self.wanted.lines), self.wanted.language, told)
        self.lines_read = reached.done - reached.earlier
        self.progress(Reached(COUNTING))
        settle_repeated(self.store, self.wanted.language)

    # --- decide ---

    def decide(self, decider: Decider) -> None:
        """Write what each part of the facts raises."""
        counts = self.features.counts()
        self.planned = list(self._plan(counts))
        reached = Reached(DECIDING, total=sum(counts.values()))
        self.progress(reached)
        writer = Writer(self.book, self.wanted.language, self.wanted.window)
        for part in self.planned:
            earlier = self.parts.found(part.number) is not None
            if not earlier:
                self._write(part, decider, writer)
                self.facts_decided += part.count
            reached = reached.further(part.count, part.count, earlier=earlier)
            self.progress(reached)

    def _plan(self, counts: dict[str, int]) -> Iterator[_Part]:
        number = 0
        for entity, count in counts.items():
            for first in range(0, count, self.wanted.facts):
                yield _Part(number, entity, first, min(self.wanted.facts, count - first))
                number += 1

    def _write(self, part: _Part, decider: Decider, writer: Writer) -> None:
        facts = list(self.features.read(part.entity, part.first, part.count))
        try:
            decided = decider.decide(facts)
        except BadFact as error:
            raise fault_of(part.entity, f"spørringen gir noe som ikke er etter kontrollboken: {error}") from None
        contents = {
            SIGNALS: _lines(writer.line(name, fact, sure=True) for fact, name in _named(facts, decided, "surely")),
            UNSETTLED: _lines(writer.line(name, fact, sure=False) for fact, name in _named(facts, decided, "maybe")),
        }
        self.parts.write(part.number, part.count, "", _tally(part, decided), contents)

    def tallies(self) -> Iterator[dict[str, Any]]:
        """What was counted in each part, in order."""
        for part in self.planned:
            yield self.parts.marked(part.number).tally

    # --- put together ---

    def assemble(self) -> None:
        """Write the whole of each file of lines."""
        for name in (SIGNALS, UNSETTLED):
            paths = [self.parts.file(name, part.number) for part in self.planned]
            _write_streams(self.output.path / f"{name}.jsonl", (path.read_bytes() for path in paths))
        _write_streams(self.output.path / f"{FAULTS}.jsonl", self._faults())

    def _faults(self) -> Iterator[bytes]:
        starts = self._starts()
        firsts = [first for _, first in starts]
        last: tuple[int, int] = (-1, -1)
        query = "SELECT nr, plass, kode, sted, melding FROM feil WHERE (nr, plass) > (?, ?) ORDER BY nr, plass"
        while rows := self.store.rows(f"{query} LIMIT {_FAULTS_AT_A_TIME}", last):
            last = (rows[-1][0], rows[-1][1])
            found = []
            for number, _, code, pointer, message in rows:
                file, first = starts[bisect_right(firsts, number) - 1]
                about = {"sak": number, "fil": self.inputs[file].name, "rad": number - first + 1}
                found.append(about | {"kode": code, "sted": pointer, "melding": message})
            yield _lines(json.dumps(line, ensure_ascii=False) for line in found)

    def _starts(self) -> list[tuple[int, int]]:
        """The place of each file that has lines, and the number of its first."""
        rows = self.store.rows("SELECT fil, min(foerste) FROM bit GROUP BY fil ORDER BY fil")
        return [(file, first) for file, first in rows]

    def files(self) -> list[dict[str, Any]]:
        """Each file, how many lines it has, and the number of the first."""
        rows: dict[int, int] = dict(self.store.rows("SELECT fil, sum(rader) FROM bit GROUP BY fil"))
        starts = dict(self._starts())
        return [
            {"fil": file.name, "format": file.form, "linjer": int(rows.get(at, 0)), "foerste_sak": starts.get(at)}
            for at, file in enumerate(self.inputs)
        ]

    def journal(self, decider: Decider, notes: Sequence[Text], seconds: float) -> dict[str, Any]:
        """How this run went. `spurt` are the facts that differed, and so were given to an executor."""
        return {
            "type": "kontrollkjoering",
            "versjon": 1,
            "database": self.wanted.engine,
            "utfoerer": self.wanted.executor,
            "linjer_lest": self.lines_read,
            "grunnlag_avgjort": self.facts_decided,
            "grunnlag_spurt": decider.asked,
            "sekunder": round(seconds, 1),
            "linjer_i_sekundet": round(self.lines_read / seconds) if seconds > 0 else None,
            "mest_minne_mib": peak_memory(),
            "merknader": [note.in_language(self.wanted.language) for note in notes],
        }


def _named(
    facts: Sequence[FeatureFact], decided: Sequence[Decided], which: Literal["surely", "maybe"]
) -> Iterator[tuple[FeatureFact, str]]:
    for fact, found in zip(facts, decided, strict=True):
        for name in getattr(found.raised, which):
            yield fact, name


def _lines(lines: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _tally(part: _Part, decided: Sequence[Decided]) -> dict[str, Any]:
    """`avvik` counts the facts of which two executors say different things, under "", and each signal it is about."""
    differing = Counter(name for found in decided for name in found.differing)
    return {
        "grunnlag": {part.entity: len(decided)},
        "signaler": dict(Counter(name for found in decided for name in found.raised.surely)),
        "uavklart": dict(Counter(name for found in decided for name in found.raised.maybe)),
        "avvik": {"": sum(1 for found in decided if found.differing), **differing} if differing else {},
    }


def _write_streams(path: Path, pieces: Iterator[bytes]) -> None:
    """As `write_bytes`, of more than memory should hold at once."""
    with replacing(path) as file:
        for piece in pieces:
            file.write(piece)
