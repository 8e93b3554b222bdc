"""How many questions `veiled` asks: on synthetic claims against a form, and on small rule sets against the best order.

    python -m benchmarks.questions --antall 1000

**Claims.** Each is complete, but hidden; the guidance starts with what is claimed (dates, direction, means, expenses),
or with that and what the registers know, and is told the hidden value of each fact it asks for until the answer is
settled or only judgement is left. Judgement is never asked for. Two forms are counted beside it, for the same owners
and the same start:

- *the whole form*: every open fact of every thing the claim has, those in its lists of attestations and offers too,
  and how many there are in each of these lists;
- *the tailored form*: of these, only what some way of filling in the rest lets change the answer, under the law of the
  day, asked all at once (with every fact of each attestation and offer).

**Small rule sets.** Four to six facts, every combination equally likely. The best order is found by search over every
order that may hang on the answers so far.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from multiprocessing import Pool
from random import Random
from typing import Any

from benchmarks.claims import Document, complete_claim, with_only
from benchmarks.small_sets import asked, best, small_sets
from reiseregel import RuleBook, load_rulebook
from reiseregel.case import given_facts
from reiseregel.decision import Clarification
from reiseregel.decision.clarify import clarifications, owner_of
from reiseregel.decision.core import Core, bounds, outcomes_of, solve
from reiseregel.facts import build_facts
from reiseregel.guide import ASKED
from reiseregel.guide.places import found, with_value
from reiseregel.vocabulary.model import Owner

#: What is known to begin with, and who is asked.
STARTS: dict[str, tuple[tuple[Owner, ...], tuple[Owner, ...]]] = {
    "what is claimed": ((), ASKED),
    "what is claimed and registers": (("register",), tuple(owner for owner in ASKED if owner != "register")),
}


@dataclass(slots=True)
class Counts:
    """Of one claim from one start: questions asked, those of the two forms, and whether the answer was settled."""

    questions: int = 0
    form: int = 0
    tailored: int = 0
    settled: bool = False
    order: list[str] = field(default_factory=list)


def counted(hidden: Document, book: RuleBook, known: tuple[Owner, ...], owners: tuple[Owner, ...]) -> Counts:
    """Go through one claim."""
    root = book.vocabulary.entities["krav"]
    document = with_only(hidden, root, book.vocabulary, known)
    result = Counts()
    missing = _missing(hidden, document, book, owners)
    result.form = len(missing)
    while True:
        core = _solved(document, book)
        result.settled = len(outcomes_of(core)) == 1 and bounds(core.whole.amount).settled
        items = [] if result.settled else _asked(core, owners)
        if not result.order:
            result.tailored = sum(
                _within(pointer, {item.fact.pointer for item in items if item.fact}) for pointer in missing
            )
        if not items:
            return result
        fact = items[0].fact
        assert fact is not None
        result.order.append(fact.pointer)
        result.questions += 1
        value: Any = found(hidden, fact.pointer)
        if fact.listed is not None:
            value = [with_only(item, fact.listed, book.vocabulary, known) for item in value]
        document = with_value(document, fact.pointer, value)


def _solved(document: Document, book: RuleBook) -> Core:
    readings = {name: reading.chosen for name, reading in book.readings.items()}
    return solve(book, build_facts("krav", document, book.vocabulary, {}), readings)


def _asked(core: Core, owners: tuple[Owner, ...]) -> list[Clarification]:
    """The plan of the guidance, next question first.

    The guidance also drops a question that a search shows to make no difference. That takes as long again, and can only
    give fewer questions; it is left out here.
    """
    return [item for item in clarifications(core) if item.fact is not None and owner_of(item.fact) in owners]


def _missing(hidden: Document, document: Document, book: RuleBook, owners: tuple[Owner, ...]) -> list[str]:
    """The pointers of what a form to these owners must ask: given in the hidden claim, and not in the document."""
    root, vocabulary = book.vocabulary.entities["krav"], book.vocabulary
    known = given_facts(document, root, vocabulary)
    return [
        pointer
        for pointer, fact in given_facts(hidden, root, vocabulary).items()
        if pointer not in known and fact.owner in owners
    ]


def _within(pointer: str, places: set[str]) -> bool:
    """True for a place that is asked for, and for what is in a list that is asked for."""
    return pointer in places or any(pointer.startswith(f"{place}/") for place in places)


def _one(seed: int) -> list[Counts]:
    hidden = complete_claim(Random(seed), _BOOK.vocabulary)  # noqa: S311 - synthetic claims, nothing secret
    return [counted(hidden, _BOOK, known, owners) for known, owners in STARTS.values()]


def claims_table(count: int, processes: int) -> Iterator[str]:
    """The lines of the table for synthetic claims."""
    rows = []
    with Pool(processes) as pool:
        for row in pool.imap(_one, range(count), chunksize=4):
            rows.append(row)
            if len(rows) % 100 == 0:
                so_far = [sum(one[n].questions for one in rows) / len(rows) for n in range(len(STARTS))]
                print(f"{len(rows)} of {count}, asked so far: {so_far}", file=sys.stderr)
    yield f"{count} synthetic claims, mean number of questions"
    yield f"{'start':<34}{'veiled':>8}{'tailored form':>15}{'whole form':>12}{'settled':>9}"
    for place, name in enumerate(STARTS):
        column = [row[place] for row in rows]
        means = [
            Fraction(sum(values), count)
            for values in zip(*((c.questions, c.tailored, c.form) for c in column), strict=True)
        ]
        share = Fraction(100 * sum(c.settled for c in column), count)
        yield f"{name:<34}{float(means[0]):>8.1f}{float(means[1]):>15.1f}{float(means[2]):>12.1f}{float(share):>8.1f}%"


def small_table(count: int) -> Iterator[str]:
    """The lines for small rule sets."""
    pairs = [(asked(small), best(small)) for small in small_sets(1, count)]
    ours, least = (sum(values, Fraction(0)) / count for values in zip(*pairs, strict=True))
    worst = max((one / other for one, other in pairs), default=Fraction(1))
    same = sum(one == other for one, other in pairs)
    yield f"{count} small rule sets, mean number of questions"
    yield f"veiled {float(ours):.3f} · best order by search {float(least):.3f} · ratio {float(ours / least):.3f}"
    yield f"as good as the best in {same}; at worst {float(worst):.2f} times the best"


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--antall", type=int, default=1000, help="synthetic claims (0: none)")
    parser.add_argument("--regelsett", type=int, default=500, help="small rule sets (0: none)")
    parser.add_argument("--prosesser", type=int, default=2, help="processes")
    chosen = parser.parse_args()
    tables = [small_table(chosen.regelsett)] if chosen.regelsett else []
    tables += [claims_table(chosen.antall, chosen.prosesser)] if chosen.antall else []
    for table in tables:
        for line in table:
            print(line, flush=True)
        print()
    return 0


_BOOK = load_rulebook()

if __name__ == "__main__":
    sys.exit(main())
