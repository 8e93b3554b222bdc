"""The record of a run as the engine has it: the value of every concept, and the hash of the trace it would give.

What a value is in the engine, and how it is written in the trace, is worked out once for each concept of a program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, Final

from reiseregel.compiled import Program, Verdict
from reiseregel.engine import hash_of, value_text
from reiseregel.engine.evaluate import ConceptKey, Memo, Result
from reiseregel.engine.fingerprint import Line
from reiseregel.facts import FactTree
from reiseregel.quantities import ValueType
from reiseregel.remember import once_for_each
from reiseregel.rulebook import Concept
from reiseregel.sets import EITHER, NO, YES, Values, is_single

#: So many values of one concept are kept: those that come again and again are few.
_KEPT: Final = 128
_YES_NO: Final[dict[object, Values]] = {True: YES, False: NO, None: EITHER}


class _Kept(dict[Any, Any]):
    """What `made` gives for each recorded value, worked out once while it is kept."""

    def __init__(self, made: Callable[[Any], Any]) -> None:
        super().__init__()
        self.made = made

    def __missing__(self, recorded: Any) -> Any:
        if len(self) >= _KEPT:
            self.clear()
        found = self[recorded] = self.made(recorded)
        return found


@dataclass(frozen=True, slots=True)
class _Shape:
    """One entity of a program: where its record is kept, the texts of each value, and the concepts by their ids."""

    entity: str
    blocks: tuple[str, ...]
    texts: tuple[_Kept, ...]
    by_id: Callable[[list[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Column:
    """One concept: its entity, its place in the record, and each value as the engine has it (None while open)."""

    entity: str
    place: int
    results: _Kept


@dataclass(frozen=True, slots=True)
class _Shapes:
    entities: tuple[_Shape, ...]
    columns: dict[ConceptKey, _Column]
    #: The concepts of each entity in the order of the record, with their values as the engine has them.
    of_entity: dict[str, list[tuple[str, _Kept]]]


@once_for_each
def _shapes(program: Program) -> _Shapes:
    shapes, columns = [], {}
    for entity in program.entities:
        concepts = program.plan.concepts_of(entity)
        blocks = sum(block.entity == entity for block in program.plan.blocks)
        shapes.append(
            _Shape(
                entity=entity,
                blocks=tuple(f"k{number}" for number in range(blocks)),
                texts=tuple(_texts(concept.type) for concept in concepts),
                by_id=_by_id(concepts),
            )
        )
        for place, concept in enumerate(concepts):
            columns[entity, concept.name] = _Column(entity, place, _results(concept.type))
    of_entity = {
        shape.entity: [(key[1], columns[key].results) for key in columns if key[0] == shape.entity] for shape in shapes
    }
    return _Shapes(tuple(shapes), columns, of_entity)


def _by_id(concepts: list[Concept]) -> Callable[[list[str]], tuple[str, ...]]:
    order = sorted(range(len(concepts)), key=lambda place: concepts[place].id)
    return itemgetter(*order) if len(order) > 1 else tuple


def _texts(value_type: ValueType) -> _Kept:
    whole = value_type.kind == "tall" and value_type.scale == 1

    def text(recorded: object) -> str:
        if whole and isinstance(recorded, int):
            return str(recorded)
        return value_text(_values(recorded, value_type), value_type)

    return _Kept(text)


def _results(value_type: ValueType) -> _Kept:
    def result(recorded: object) -> Result | None:
        values = _values(recorded, value_type)
        return (values, 0) if is_single(values) else None

    return _Kept(result)


def _values(recorded: object, value_type: ValueType) -> Values:
    """A value of the record as the engine has it."""
    if value_type.kind == "boolsk":
        return _YES_NO[recorded]
    if isinstance(recorded, tuple):
        return recorded[0], recorded[1]
    assert isinstance(recorded, int)
    return recorded if value_type.kind == "kode" else (recorded, recorded)


def unsettled(verdict: Verdict, concepts: frozenset[ConceptKey]) -> dict[ConceptKey, list[str]]:
    """Those of some concepts with more than one possible value, each with the places of the entities where it has, also
    of those that unknown lists may hold.
    """
    found: dict[ConceptKey, list[str]] = {}
    shapes = _shapes(verdict.program)
    columns = _columns_of(verdict.program, concepts)
    for shape in shapes.entities:
        for path, row in _rows(shape, getattr(verdict.run, shape.entity)) if columns[shape.entity] else ():
            for key, place, results in columns[shape.entity]:
                if results[row[place]] is None:
                    found.setdefault(key, []).append(path)
    return found


@once_for_each
def _columns_of(program: Program, concepts: frozenset[ConceptKey]) -> dict[str, list[tuple[ConceptKey, int, _Kept]]]:
    found: dict[str, list[tuple[ConceptKey, int, _Kept]]] = {entity: [] for entity in program.entities}
    for key, column in _shapes(program).columns.items():
        if key in concepts:
            found[column.entity].append((key, column.place, column.results))
    return found


class Record:
    """What one recorded run found. Its rows are read out once, and a concept as the engine has it when asked for."""

    def __init__(self, verdict: Verdict) -> None:
        self.shapes = _shapes(verdict.program)
        self._open: dict[str, frozenset[str]] = {}
        #: Of each entity that was asked for: the numbers of its instances, and its rows turned about.
        self._by_column: dict[str, tuple[list[int], list[tuple[Any, ...]]]] = {}
        #: Nothing that was looked at is open.
        self.all_known = verdict.known
        self.rows = {shape.entity: _rows(shape, verdict.named(shape.entity)) for shape in self.shapes.entities}

    def fingerprint(self) -> str:
        """The hash of the trace."""
        return hash_of(self._lines())

    def _lines(self) -> Iterator[Line]:
        for shape in self.shapes.entities:
            if shape.texts:
                for path, row in self.rows[shape.entity]:
                    yield path, list(shape.by_id([texts[value] for texts, value in zip(shape.texts, row, strict=True)]))

    def open_on(self, entity: str, place: str) -> frozenset[str]:
        """The concepts of the entity at a place that have more than one possible value."""
        found = self._open.get(place)
        if found is None:
            row = next(row for path, row in self.rows[entity] if path == place)
            columns = self.shapes.of_entity[entity]
            found = frozenset(
                name for (name, results), value in zip(columns, row, strict=True) if results[value] is None
            )
            self._open[place] = found
        return found

    def known(self, facts: FactTree, key: ConceptKey) -> dict[int, Result]:
        """The value of one concept by number of instance, where it has one."""
        column = self.shapes.columns.get(key)
        if column is None:
            return {}
        entity, results = column.entity, column.results
        if entity not in self._by_column:
            numbers = [instance.number for instance in facts.of_entity(entity)]
            self._by_column[entity] = numbers, list(zip(*(row for _, row in self.rows[entity]), strict=True))
        numbers, columns = self._by_column[entity]
        if not numbers:
            return {}
        found = zip(numbers, map(results.__getitem__, columns[column.place]), strict=True)
        return {number: result for number, result in found if result is not None}


def _rows(shape: _Shape, instances: Iterable[Any]) -> list[tuple[str, tuple[Any, ...]]]:
    return [
        (instance.path, tuple(chain.from_iterable([getattr(instance, block) for block in shape.blocks])))
        for instance in instances
    ]


class RecordedMemo(Memo):
    """What an evaluator begins with after a run: every concept with one possible value, each column when it is asked
    for. Whoever goes through it sees all of them.
    """

    def __init__(self, record: Record, facts: FactTree) -> None:
        super().__init__()
        self.record, self.facts, self.filled = record, facts, False

    def __missing__(self, key: ConceptKey) -> dict[int, Result]:
        found = self[key] = self.record.known(self.facts, key)
        return found

    def get(self, key: ConceptKey, _default: Any = None) -> Any:
        return self[key]

    def setdefault(self, key: ConceptKey, _default: Any = None) -> Any:
        return self[key]

    def _fill(self) -> None:
        if not self.filled:
            for key in self.record.shapes.columns:
                self.setdefault(key)
            self.filled = True

    def __iter__(self) -> Iterator[ConceptKey]:
        self._fill()
        return super().__iter__()

    def __len__(self) -> int:
        self._fill()
        return super().__len__()

    def __contains__(self, key: object) -> bool:
        self._fill()
        return super().__contains__(key)

    def keys(self) -> Any:
        self._fill()
        return super().keys()

    def values(self) -> Any:
        self._fill()
        return super().values()

    def items(self) -> Any:
        self._fill()
        return super().items()

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self.items()),)
