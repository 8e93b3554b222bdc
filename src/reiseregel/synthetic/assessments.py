"""The assessment behind each judgement told in a part of a portfolio: who, when, and which momenter were weighed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any, TypeAlias

import numpy as np

from reiseregel.synthetic.draws import Ints, draw
from reiseregel.synthetic.rows import Rows
from reiseregel.synthetic.window import EPOCH

#: The reasons are of no claim; a handful of hashes is enough, and none of them can be taken for a number of a person.
REASONS = tuple(sha256(f"Syntetisk begrunnelse {number}".encode()).hexdigest() for number in range(8))


def assessments(krav: Rows, start: int) -> tuple[Ints, list[dict[str, Any]]]:
    """The row of the claim and the assessment for each, in the order of the claims; `start` is the first number."""
    found = sorted(item for chain in _chains((krav,)) for item in _of(chain))
    claimed = krav.value("fremsatt")
    made = [
        _assessment(pointer, claim + start, momenter, key, int(claimed[claim]))
        for claim, pointer, momenter, key in found
    ]
    return np.array([claim for claim, *_ in found], np.int64), made


#: An entity and those above it, the root first.
_Chain: TypeAlias = tuple[Rows, ...]


def _chains(chain: _Chain) -> Iterator[_Chain]:
    yield chain
    for child in chain[-1].children.values():
        yield from _chains((*chain, child))


def _of(chain: _Chain) -> Iterator[tuple[int, str, int, int]]:
    """Claim, pointer, how many momenter the fact has, and a number to draw from."""
    rows = chain[-1]
    for fact in rows.vocabulary.facts_of(rows.entity):
        made = rows.facts.get(fact.name)
        if fact.owner != "saksbehandler" or made is None:
            continue
        at = np.flatnonzero(made.told)
        keys = draw(rows.key[at], f"vurdering.{fact.key}").value
        for row, key in zip(at, keys, strict=True):
            claim, path = _path(chain, int(row))
            yield claim, f"{path}/{fact.name}", len(fact.momenter), int(key)


def _path(chain: _Chain, row: int) -> tuple[int, str]:
    """The claim that a row belongs to, and its pointer there."""
    path = ""
    for rows in reversed(chain[1:]):
        entity = rows.vocabulary.entities[rows.entity]
        path = f"/{entity.member}" + (f"/{rows.position[row]}" if entity.many else "") + path
        row = int(rows.parent[row])
    return row, path


def _assessment(pointer: str, number: int, momenter: int, key: int, claimed: int) -> dict[str, Any]:
    day = date.fromordinal(claimed + EPOCH + 1 + key % 20)
    return {
        "faktum": pointer,
        "rolle": "saksbehandler",
        "referanse": f"SYN-{number}",
        "tidspunkt": f"{day.isoformat()}T{8 + key % 7:02}:{key % 60:02}:00Z",
        "momenter": [place for place in range(momenter) if key >> 8 + place & 1] or [0],
        "begrunnelse_sha256": REASONS[key % len(REASONS)],
    }
