"""What assessments and sources point at, as columns: the twins of the first checks in `case.consistency`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reiseregel.case.pointers import GivenFact
from reiseregel.columns import arrow_values
from reiseregel.columns.frames import Flags, Ints
from reiseregel.columns.layout import Layout
from reiseregel.columns.parts import NO_ROWS, Parts, Pointing, Seen
from reiseregel.identifiers import LENGTH, looks_like_identifier
from reiseregel.remember import once_for_each

Found = Iterator[Ints]
_JUDGE = "saksbehandler"
_MOMENTS = 1 << 10
#: So many pointers are remembered; a document has few, and documents have the same.
MOST_WAYS = 50_000


def judgement_has_an_assessment(parts: Parts) -> Found:
    """A fact that is a matter of judgement counts only with an assessment: as many different ones point at such."""
    given = [document[has] for document, has in _judged(parts)]
    judged = np.bincount(np.concatenate([NO_ROWS, *given]), minlength=parts.documents)
    assessed = np.zeros(parts.documents, np.int64)
    if parts.assessments is not None:
        seen = _seen(parts, parts.assessments)
        first = np.ones(len(seen.given), np.bool_)
        first[_again(parts.assessments)] = False
        found = parts.assessments.document[seen.given & seen.judged & first]
        assessed = np.bincount(found, minlength=parts.documents)
    yield np.flatnonzero(judged != assessed)


def assessments_point_at_judgement(parts: Parts) -> Found:
    """Each assessment is of one given fact of the caseworker's, and of momenter which that fact has."""
    items = parts.assessments
    if items is None:
        return
    seen = _seen(parts, items)
    yield items.document[~(seen.given & seen.judged)]
    yield items.document[_again(items)]
    yield items.document[items.moment_item[items.moments >= seen.momenter[items.moment_item]]]
    keys = np.sort(items.moment_item * _MOMENTS + items.moments)
    yield items.document[keys[1:][keys[1:] == keys[:-1]] // _MOMENTS]


def assessments_have_reasons(parts: Parts) -> Found:
    """The hash of an empty text is no reason."""
    if parts.assessments is not None:
        yield parts.assessments.document[parts.assessments.reasonless]


def sources_point_at_facts(parts: Parts) -> Found:
    """Each source is of one given fact."""
    if parts.sources is not None:
        yield parts.sources.document[~_seen(parts, parts.sources).given]
        yield parts.sources.document[_again(parts.sources)]


def references_name_nobody(parts: Parts) -> Found:
    """References reach the trace, so none may be an identity number, which has eleven digits."""
    for items in (parts.assessments, parts.sources):
        if items is None or items.references is None:
            continue
        length, has = arrow_values.numbers(pc.binary_length(items.references))
        long = np.flatnonzero(length >= LENGTH if has is None else (length >= LENGTH) & has)
        digits, _ = arrow_values.numbers(pc.count_substring_regex(items.references.take(pa.array(long)), "[0-9]"))
        many = long[digits >= LENGTH]
        texts = items.references.take(pa.array(many)).to_pylist()
        yield items.document[many[np.array([looks_like_identifier(text) for text in texts], np.bool_)]]


# --- what is pointed at ---


@dataclass(frozen=True, slots=True)
class _Way:
    """The way of a pointer to a fact: the entities passed, the fact or list at its end, and the places in the lists."""

    entities: tuple[str, ...]
    fact: GivenFact
    listed: str
    places: tuple[int, ...]


def _seen(parts: Parts, items: Pointing) -> Seen:
    """What the items point at; found once for each batch."""
    if items.seen is None:
        items.seen = _look(parts, items)
    return items.seen


def _look(parts: Parts, items: Pointing) -> Seen:
    known = _known_ways(parts.layouts)
    if len(known) > MOST_WAYS:
        known.clear()
    ways = [known[at] if at in known else known.setdefault(at, _way(parts, at)) for at in items.pointers]
    seen = Seen(
        np.zeros(len(items.document), np.bool_),
        np.array([way is not None and way.fact.owner == _JUDGE for way in ways], np.bool_)[items.pointer],
        np.array([way.fact.momenter if way else 0 for way in ways], np.int64)[items.pointer],
    )
    alike: dict[tuple[tuple[str, ...], str], list[int]] = {}
    for number, way in enumerate(ways):
        if way is not None:
            alike.setdefault((way.entities, way.fact.name), []).append(number)
    order = np.argsort(items.pointer, kind="stable")
    ends = np.searchsorted(items.pointer[order], np.arange(len(ways) + 1))
    for numbers in alike.values():
        mine = np.concatenate([order[ends[number] : ends[number + 1]] for number in numbers])
        places = np.array([ways[number].places for number in numbers], np.int64)  # type: ignore[union-attr]
        times = [int(ends[number + 1] - ends[number]) for number in numbers]
        way = ways[numbers[0]]
        assert way is not None
        seen.given[mine] = _given(parts, items.document[mine], way, np.repeat(places, times, axis=0))
    return seen


def _given(parts: Parts, document: Ints, way: _Way, places: Ints) -> Flags:
    """Whether the fact is given in each document, at the places in the lists on the way (items × lists)."""
    row, there, lists = document, np.ones(len(document), np.bool_), 0
    for entity in way.entities[1:]:
        rows = parts.rows[entity]
        if rows.count is None:
            continue
        there &= places[:, lists] < rows.count[row]
        # The children of a row begin where it would stand among the parents of all.
        row = np.where(there, np.searchsorted(rows.table.parent, row) + places[:, lists], 0)
        lists += 1
        if not there.any():
            return there
    table = parts.rows[way.entities[-1]].table
    if way.listed:
        has = table.lists_given.get(way.listed)
    else:
        has = table.facts[way.fact.name].given if way.fact.name in table.facts else None
    return there & has[row] if has is not None else np.zeros(len(there), np.bool_)


@once_for_each
def _known_ways(layouts: dict[str, Layout]) -> dict[str, _Way | None]:  # noqa: ARG001 - its key
    """The ways of the pointers met so far, the same few again and again."""
    return {}


def _way(parts: Parts, pointer: str) -> _Way | None:
    """The way of a pointer; None when it is the way to no fact."""
    *steps, name = pointer.split("/")[1:]
    entities, places, left = [parts.root], [], iter(steps)
    for step in left:
        child = parts.layouts[entities[-1]].children.get(step)
        if child is None:
            return None
        entities.append(child.name)
        if child.many:
            place = next(left, "")
            if not (place.isascii() and place.isdecimal() and len(place) <= 6 and str(int(place)) == place):
                return None
            places.append(int(place))
    fact, listed = _end(parts, entities[-1], name)
    return _Way(tuple(entities), fact, listed, tuple(places)) if fact else None


def _end(parts: Parts, entity: str, name: str) -> tuple[GivenFact | None, str]:
    layout = parts.layouts[entity]
    child, item = layout.children.get(name), layout.fields.get(name)
    if item is not None and item.is_fact:
        return GivenFact(entity, name, item.owner, item.momenter), ""
    if child is not None and child.many and not child.content:
        return GivenFact(entity, name, child.owner), child.name
    return None, ""


def _judged(parts: Parts) -> Iterator[tuple[Ints, Flags]]:
    """Each fact, and each list that is one, of the caseworker's: the document of each row, and where it is given."""
    for entity, layout in parts.layouts.items():
        rows = parts.rows[entity]
        for name, column in rows.table.facts.items():
            if layout.fields[name].owner == _JUDGE:
                yield rows.document, column.given
        for child in layout.children.values():
            if child.owner == _JUDGE and child.name in rows.table.lists_given:
                yield rows.document, rows.table.lists_given[child.name]


def _again(items: Pointing) -> Ints:
    """The items whose pointer stands earlier among those of the same document."""
    keys = items.document * len(items.pointers) + items.pointer
    order = np.argsort(keys, kind="stable")
    again: Ints = order[1:][keys[order][1:] == keys[order][:-1]]
    return again
