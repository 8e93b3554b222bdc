"""A small book of signals for the tests of durable-rules, and facts near the limits."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from reiseregel.control.durable.executor import DurableExecutor, Options
from reiseregel.control.model import FeatureFact, FeatureValue
from reiseregel.control.reference import ReferenceExecutor
from reiseregel.control.sentences import Sentence
from reiseregel.control.signals import ControlBook, Signal, SignalVersion
from reiseregel.errors import Text
from reiseregel.rulebook import Concept, load_files

ENTITY: Final = "maaling"
TEXT: Final = "{nb: a, nn: a, en: a}"
WORDS: Final = f"navn: {TEXT}, spoersmaal: {TEXT}, hjemmel: {{paragraf: '26'}}, eier: register"

#: Days on both sides of a new signal, a new version and a new threshold; the first is before there were any rules.
DAYS: Final = ("2016-09-30", "2016-10-01", "2020-12-31", "2021-01-01", "2024-02-29", "2024-03-01", "2026-06-30")
ALL_DAYS_DECIDED: Final = DAYS[1:]
COUNTS: Final = ("antall_a", "antall_b", "antall_c")
CODES: Final = ("kjoert", "ikke_moett", "avbestilt", "ukjent")

#: The signals in the order of the book. Each is a shape that durable-rules must be kept from reading wrongly.
CONDITIONS: Final = {
    "terskel": "maaling.antall_a >= sats.grense",
    "to_paa_samme": "maaling.antall_a > 2 og maaling.antall_a < 5 og ikke (maaling.antall_a == 4)",
    "to_fakta": "maaling.antall_a > maaling.antall_b",
    "like_koder": "maaling.resultat == maaling.forrige",
    "kode_i": "maaling.resultat i {ikke_moett, avbestilt, ukjent} og maaling.ja",
    "kode_utenfor": "ikke (maaling.resultat i {ikke_moett, avbestilt})",
    "eller_to_ganger": "(maaling.ja eller maaling.antall_b >= 3) og (maaling.nei eller maaling.antall_c != 2)",
    "ikke_eller": "ikke (maaling.ja eller maaling.antall_b >= 3 eller maaling.antall_a <= maaling.antall_c)",
    "alltid": "maaling.ja eller ikke maaling.ja",
    "speilvendt": "3 <= maaling.antall_c og sats.grense > maaling.antall_b",
}


def files(conditions: dict[str, str]) -> dict[str, str]:
    """The rule files of a book with some conditions, each a concept of its own."""
    concepts = "".join(
        f"  {name}: {{type: boolsk, versjoner: [{{fra: 2016-10-01, hjemmel: {{ledd: 3}}, er: '{condition}'}}]}}\n"
        for name, condition in conditions.items()
    )
    counts = "".join(f"  {name}: {{type: antall, minst: 0, hoeyst: 9999, {WORDS}}}\n" for name in COUNTS)
    codes = "{" + ", ".join(f"{code}: {TEXT}" for code in CODES) + "}"
    return {
        "fakta/entiteter.yaml": "entiteter:\n"
        f"  {ENTITY}: {{rot: {ENTITY}, navn: {TEXT}, lovtid: {{faktum: dato}},\n"
        "    dekker: {fra: 2016-10-01, til: 2027-12-31}}\n",
        "fakta/maaling.yaml": f"entitet: {ENTITY}\nfakta:\n"
        f"  dato: {{type: dato, innhold: true, {WORDS}}}\n"
        f"{counts}"
        f"  ja: {{type: boolsk, {WORDS}}}\n  nei: {{type: boolsk, {WORDS}}}\n"
        f"  resultat: {{type: kode, koder: {codes}, {WORDS}}}\n  forrige: {{type: kode, koder: {codes}, {WORDS}}}\n",
        "satser/grense.yaml": f"sats: grense\nnavn: {TEXT}\nenhet: antall\nhjemmel: {{paragraf: '26', ledd: 3}}\n"
        "verdier:\n"
        "  - {fra: 2016-10-01, verdi: 3, kilde: a, status: bekreftet}\n"
        "  - {fra: 2024-03-01, verdi: 4, kilde: a, status: bekreftet}\n",
        "rekvisisjon/signal.yaml": f"paragraf: '26'\ntittel: {TEXT}\ngjelder: {ENTITY}\nbegreper:\n{concepts}"
        "  sen:\n    type: boolsk\n    versjoner:\n"
        "      - {fra: 2021-01-01, hjemmel: {ledd: 3}, er: maaling.antall_c == 1}\n"
        "      - {fra: 2024-03-01, hjemmel: {ledd: 3}, er: maaling.antall_c == 2 og ikke maaling.ja}\n",
    }


#: A condition that would be 64 rules.
WIDE: Final = " og ".join(f"(maaling.antall_a == {n} eller maaling.antall_b == {n})" for n in range(6))


@cache
def book(extra: int = 0, wide: str = "") -> ControlBook:
    """The book; with so many signals more, which all hold when `antall_a` is large; and with one more condition."""
    more = {f"mange_{number}": f"maaling.antall_a > {number}" for number in range(extra)}
    more |= {"vid": wide} if wide else {}
    loaded = load_files(files({**CONDITIONS, **more}), demand_words=False)
    assert loaded.book is not None, [str(fault) for fault in loaded.faults]
    return ControlBook(loaded.book, {concept.name: signal(concept) for concept in loaded.book.concepts.values()})


def signal(concept: Concept) -> Signal:
    """The signal that a concept is, with words nobody reads."""
    words, sentence = Text("a", "a", "a"), Sentence((), (), ())
    versions = tuple(
        SignalVersion(version.since, version.until, version.clauses[0].value, "", (concept.hjemmel,), concept.place)
        for version in concept.versions
    )
    return Signal(concept.name, ENTITY, "lav", versions, "valgt", words, sentence, words, words, words, concept.place)


def executor(rules: ControlBook, options: Options | None = None, words: Sequence[str] | None = None) -> DurableExecutor:
    """durable-rules on a book, with the reference behind it."""
    return DurableExecutor(rules, ReferenceExecutor(rules), options, words)


def facts(
    count: int, seed: int, days: Sequence[str] = ALL_DAYS_DECIDED, *, leave_out: float = 0.0
) -> list[FeatureFact]:
    """Random facts with values near the limits; some left out."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        values: dict[str, FeatureValue] = {name: rng.choice((0, 1, 2, 3, 4, 5, 6)) for name in COUNTS}
        values |= {"ja": rng.random() < 0.5, "nei": rng.random() < 0.5}
        values |= {"resultat": rng.choice(CODES), "forrige": rng.choice(CODES)}
        kept = {name: value for name, value in values.items() if rng.random() >= leave_out}
        found.append(FeatureFact(ENTITY, f"hemmelig-{number}", {"dato": rng.choice(days), **kept}))
    return found


def fake_child(folder: Path, body: str) -> list[str]:
    """The words that start a child of our own making: `body` is what it does with each order, as `order`."""
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    text = (
        "import json, os, sys, time\n"
        "def say(message):\n    sys.stdout.write(json.dumps(message) + chr(10))\n    sys.stdout.flush()\n"
        "say({'ready': 1})\n"
        f"for number, line in enumerate(sys.stdin):\n    order = json.loads(line)\n{lines}\n"
    )
    path = folder / "child.py"
    path.write_text(text, encoding="utf-8")
    return [sys.executable, str(path)]
