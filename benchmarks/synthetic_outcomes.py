"""What the reference decides of a synthetic portfolio: outcomes, what is open and whose it is, what needs a person.

    python -m benchmarks.synthetic_outcomes --antall 2000 --seed 1

The reference takes from tens to hundreds of milliseconds a claim.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from reiseregel.case import check_document
from reiseregel.decision.decide import answer_by_reference
from reiseregel.rulebook import load_rulebook
from reiseregel.synthetic import Portfolio
from reiseregel.synthetic.jsonl import lines
from reiseregel.vocabulary import Vocabulary

#: The reading that nearly every amount rests on. An operator that confirms it does so in `automatisering.yaml`.
ROUNDING = "lesning:avrunding"
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one decision: its status, why it is not automatic, the open facts (next question first), the readings."""

    status: str
    obstacles: tuple[str, ...]
    asked: tuple[str, ...]
    readings: tuple[str, ...]


def outcome(line: str) -> Outcome:
    """The reference's decision of one claim, as a line of JSON."""
    book = load_rulebook()
    found = answer_by_reference(check_document(line, book.vocabulary), book).decision
    return Outcome(
        found.status,
        found.not_automatic,
        tuple(item.fact.key for item in found.clarifications if item.fact),
        tuple(dict.fromkeys(item.reading.name for item in found.rests_on)),
    )


def report(outcomes: list[Outcome], vocabulary: Vocabulary) -> str:
    """Markdown lines: shares of all claims."""
    total = len(outcomes)
    owners = {fact.key: fact.owner for fact in vocabulary.facts.values()}
    lists = {
        f"{child.parent}.{child.member}": child.owner for child in vocabulary.entities.values() if not child.content
    }
    known = {**owners, **lists}
    waiting = [item for item in outcomes if "ikke_avgjort" in item.obstacles]
    alone = [item for item in outcomes if not item.obstacles]
    confirmed = [item for item in outcomes if set(item.obstacles) <= {ROUNDING}]
    settled = [item for item in outcomes if "ikke_avgjort" not in item.obstacles]
    parts = [
        f"- Outcome: {_shares(Counter(item.status for item in outcomes), total)}",
        f"- Open: {_share(len(waiting), total)}. First asked of: "
        + _shares(Counter(known.get(item.asked[0], "?") for item in waiting if item.asked), total),
        *(
            f"  - {owner}: " + _shares(Counter(f"`{key}`" for key in _open(waiting) if known.get(key) == owner), total)
            for owner in ("pasient", "register", "helseforetak", "behandler", "saksbehandler")
        ),
        f"- Settled without a person, rules as they come: {_share(len(alone), total)}",
        f"- The same, with the reading `avrunding` confirmed by the operator: {_share(len(confirmed), total)}",
        "- Settled, but for a person: "
        + _shares(Counter(o for item in settled for o in item.obstacles if o != ROUNDING), total),
        f"- Rests on a reading: {_share(sum(bool(item.readings) for item in outcomes), total)}: "
        + _shares(Counter(f"`{name}`" for item in outcomes for name in item.readings), total),
    ]
    return "\n".join(parts)


def _open(waiting: list[Outcome]) -> Iterable[str]:
    """Each open fact once a claim."""
    return (key for item in waiting for key in dict.fromkeys(item.asked))


def _shares(counted: Counter[str], total: int) -> str:
    return ", ".join(f"{name} {_share(count, total)}" for name, count in counted.most_common(SHOWN)) or "none"


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:.1f} %"


def main(arguments: list[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.synthetic_outcomes")
    parser.add_argument("--antall", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    vocabulary = load_rulebook().vocabulary
    claims = lines(Portfolio(given.seed, vocabulary).claims(range(given.antall)))
    with ProcessPoolExecutor() as pool:
        sys.stdout.write(report(list(pool.map(outcome, claims, chunksize=20)), vocabulary) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
