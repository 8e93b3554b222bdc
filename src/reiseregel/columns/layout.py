"""What each table of a type of document may hold, from the vocabulary: the same limits as `case.models` enforces."""

from __future__ import annotations

from dataclasses import dataclass

from reiseregel.case import shapes
from reiseregel.quantities import Kind
from reiseregel.remember import once_for_each
from reiseregel.vocabulary import EntityDef, FactDef, Owner, Vocabulary

#: Keys of the root that are no facts and hold more than one value.
ENVELOPE, ASSESSMENTS, SOURCES = "konvolutt", "vurderinger", "kilder"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of an entity: its kind, its codes (UTF-8) or bounds, and whether it must be there.

    `low` and `high` bound a number in its unit and a date as an ordinal. `is_fact` is False of what stands around the
    facts (`type`, `versjon`, `spraak`) and gets no column. `momenter` is how many considerations a fact has.
    """

    name: str
    kind: Kind
    codes: tuple[bytes, ...] = ()
    low: int = 0
    high: int = 0
    required: bool = False
    is_fact: bool = True
    owner: Owner = "pasient"
    momenter: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """One entity: its fields by key, its children by key, and the keys that are neither (of the root only)."""

    entity: EntityDef
    fields: dict[str, Field]
    children: dict[str, EntityDef]
    around: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key an object of this entity may have."""
        return (*self.fields, *self.around, *self.children)

    @property
    def required(self) -> tuple[str, ...]:
        """The keys that must be there."""
        children = (key for key, child in self.children.items() if child.least or not child.many)
        return (*(key for key, item in self.fields.items() if item.required), *children)


@once_for_each
def layouts(vocabulary: Vocabulary, kind: str) -> dict[str, Layout]:
    """The layout of every entity in documents of one `type`, by name, parents first.

    Raises:
        KeyError: the vocabulary has no root entity of that name.

    """
    root = vocabulary.root(kind)
    if root is None:
        raise KeyError(kind)
    return {
        name: _layout(vocabulary, entity, kind)
        for name, entity in vocabulary.entities.items()
        if vocabulary.ancestors(name)[-1] == root.name
    }


def _layout(vocabulary: Vocabulary, entity: EntityDef, kind: str) -> Layout:
    fields = {fact.name: _field(fact) for fact in vocabulary.facts_of(entity.name)}
    children = {child.member: child for child in vocabulary.children_of(entity.name)}
    if entity.parent:
        return Layout(entity, fields, children)
    first = (
        Field("type", "kode", codes=(kind.encode(),), required=True, is_fact=False),
        Field("versjon", "tall", low=shapes.VERSION, high=shapes.VERSION, required=True, is_fact=False),
        Field("spraak", "kode", codes=tuple(map(str.encode, shapes.LANGUAGE_CODES)), is_fact=False),
    )
    return Layout(entity, {**{item.name: item for item in first}, **fields}, children, (ENVELOPE, ASSESSMENTS, SOURCES))


def _field(fact: FactDef) -> Field:
    codes = tuple(code.encode() for code in fact.type.codes)
    return Field(
        fact.name,
        fact.type.kind,
        codes,
        fact.low,
        fact.high,
        required=fact.content,
        owner=fact.owner,
        momenter=len(fact.momenter),
    )


@once_for_each
def most_bytes(vocabulary: Vocabulary, kind: str) -> dict[str, int]:
    """The most that one row of each entity can add to the size of its document, as `case.reading` counts it."""
    return {name: _most_bytes(layout) for name, layout in layouts(vocabulary, kind).items()}


def _most_bytes(layout: Layout) -> int:
    longest = {"dato": len("2026-05-10"), "boolsk": 0, "tall": 0}
    values = (
        len(item.name) + 2 + (max(map(len, item.codes)) if item.kind == "kode" else longest[item.kind])
        for item in layout.fields.values()
    )
    return 2 + sum(values) + sum(len(key) + 2 for key in (*layout.children, *layout.around))
