"""The order of work for one type of document: blocks of concepts that stand on one entity, each after what it needs.

The order is the same in every period of law, so that entities under different law can be worked through together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reiseregel.compiled.order import Key, Needs, turns
from reiseregel.remember import once_for_each
from reiseregel.rulebook import Concept, Post, RuleBook
from reiseregel.rulebook.model import Impossible
from reiseregel.rulebook.tree import (
    Aggregate,
    ConceptRef,
    Expr,
    FactRef,
    RateRef,
    ReadingRef,
    Route,
    operands,
)
from reiseregel.rulebook.walk import clause_parts, references
from reiseregel.vocabulary import EntityDef, Vocabulary

_HERE = Route()


@dataclass(frozen=True, slots=True)
class Block:
    """Concepts of one entity that can be worked out in one go, in this order."""

    entity: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a type of document takes: its entities (parents first), the blocks in order, and what is asked of each.

    `stored` are the concepts that other instances read. `nameless` are the entities that an unknown list may hold, or
    that stand below one. `breaks` are, for each entity, the first
    days (ordinals) of the periods in which its rules and rates are the same.
    """

    kind: str
    root: EntityDef
    entities: tuple[EntityDef, ...]
    blocks: tuple[Block, ...]
    stored: frozenset[Key]
    posts: dict[str, tuple[Post, ...]]
    refused: tuple[Impossible, ...]
    breaks: dict[str, tuple[int, ...]]
    nameless: frozenset[str]

    def concepts_of(self, entity: str) -> list[Concept]:
        """Every concept of an entity, in the order of the blocks."""
        return [concept for block in self.blocks if block.entity == entity for concept in block.concepts]


@once_for_each
def plan_for(book: RuleBook, kind: str) -> Plan:
    """The plan for documents of one `type`. KeyError when there is no such type."""
    vocabulary = book.vocabulary
    root = vocabulary.roots[kind]
    entities = tuple(item for item in vocabulary.entities.values() if vocabulary.ancestors(item.name)[-1] == root.name)
    names = {entity.name for entity in entities}
    concepts = {key: concept for key, concept in book.concepts.items() if key[0] in names}
    needs = {key: _needs(concept) for key, concept in concepts.items()}
    often = frozenset(names) - often_missing(entities, vocabulary)
    blocks = _blocks(concepts, needs, entities, often)
    posts = {name: tuple(post for post in book.posts if post.entity == name) for name in names}
    return Plan(
        kind=kind,
        root=root,
        entities=entities,
        blocks=blocks,
        stored=_stored(book, needs),
        posts=posts,
        refused=tuple(item for item in (*book.impossible, *book.contradictions) if item.entity in names),
        breaks={name: _breaks(book, name) for name in names},
        nameless=frozenset(name for name in names if _may_be_nameless(vocabulary, name)),
    )


def _needs(concept: Concept) -> Needs:
    found: dict[bool, set[Key]] = {True: set(), False: set()}
    for version in concept.versions:
        for clause in version.clauses:
            for part in clause_parts(clause):
                for here, reference in concepts_read(part):
                    found[here].add((reference.entity, reference.name))
    return Needs(frozenset(found[True]), frozenset(found[False]))


def concepts_read(expr: Expr, own: bool = True) -> Iterator[tuple[bool, ConceptRef]]:
    """Each concept an expression reads, and whether it is read on the entity itself."""
    if isinstance(expr, ConceptRef):
        yield own and expr.route == _HERE, expr
    for operand in operands(expr):
        yield from concepts_read(operand, own and not isinstance(expr, Aggregate))


def _blocks(
    concepts: dict[Key, Concept], needs: dict[Key, Needs], entities: tuple[EntityDef, ...], often: frozenset[str]
) -> tuple[Block, ...]:
    """A turn costs as much as there may be instances: more, the deeper it stands; little where most have none."""
    depths: dict[str, int] = {}
    for entity in entities:
        depths[entity.name] = depths.get(entity.parent, 1) + entity.many
    costs = {name: 50 * depth if name in often else 15 for name, depth in depths.items()}
    return tuple(Block(name, tuple(concepts[key] for key in keys)) for name, keys in turns(needs, costs))


def often_missing(entities: tuple[EntityDef, ...], vocabulary: Vocabulary) -> frozenset[str]:
    """Lists that no law date is taken from, up or down, and what is below them: many documents have none of them."""
    rules = [entity.law_time for entity in entities if entity.law_time is not None]
    dated = {member for rule in rules for member in (*rule.first_of.split("."), *rule.last_of.split("."))}
    found = set[str]()
    for entity in entities:
        above = set(vocabulary.ancestors(entity.name)) & found
        rests = entity.law_time is not None and bool(entity.law_time.last_of)
        if above or (entity.many and entity.member not in dated and not rests):
            found.add(entity.name)
    return frozenset(found)


def _may_be_nameless(vocabulary: Vocabulary, entity: str) -> bool:
    above = (vocabulary.entities[name] for name in vocabulary.ancestors(entity))
    return any(item.many and not item.content for item in above)


def _stored(book: RuleBook, needs: dict[Key, Needs]) -> frozenset[Key]:
    """Read from another instance: by its rules, its posts, or what it cannot be."""
    found = {key for item in needs.values() for key in item.elsewhere}
    found |= {(reason.entity, reason.concept) for post in book.posts for reason in post.reasons if reason.up}
    conditions = [item.condition for item in (*book.impossible, *book.contradictions)]
    conditions += [post.exists for post in book.posts if post.exists is not None]
    found |= {
        (item.entity, item.name) for condition in conditions for here, item in concepts_read(condition) if not here
    }
    return frozenset(found)


def _breaks(book: RuleBook, entity: str) -> tuple[int, ...]:
    """Where a version of a concept of the entity begins, or a rate that its rules name."""
    days: set[int] = set()
    for (owner, _), concept in book.concepts.items():
        if owner != entity:
            continue
        for version in concept.versions:
            days |= {version.since, version.until + 1}
            rates = (book.rates[node.name] for _, node in references(version) if isinstance(node, RateRef))
            days |= {row.since for rate in rates for row in rate.rows}
    return tuple(sorted(days))


#: A code that is named so many times by the rules of an entity is worth a function for each of what it may be.
_TELLING = 20


@once_for_each
def telling_codes(book: RuleBook, kind: str) -> dict[str, FactRef]:
    """For each entity the code, among its own facts and those above it, that most turns on, if much does."""
    found: dict[str, FactRef] = {}
    plan = plan_for(book, kind)
    for entity in plan.entities if len(plan.entities) > 1 else ():
        facts = {
            (fact.route.up, fact.name): fact for concept in plan.concepts_of(entity.name) for fact in _codes_of(concept)
        }
        named = Counter(
            (fact.route.up, fact.name) for concept in plan.concepts_of(entity.name) for fact in _codes_of(concept)
        )
        for key, often in named.most_common(1):
            if often >= _TELLING:
                found[entity.name] = facts[key]
    return found


def _codes_of(concept: Concept) -> Iterator[FactRef]:
    """The codes that the newest version of a concept names, each as often as it does."""
    for clause in concept.versions[-1].clauses:
        for part in clause_parts(clause):
            yield from _codes(part)


def _codes(expr: Expr) -> Iterator[FactRef]:
    """The codes that an expression names on the entity itself, or above it."""
    if isinstance(expr, FactRef) and expr.type.kind == "kode" and not expr.route.down:
        yield expr
    for operand in () if isinstance(expr, Aggregate) else operands(expr):
        yield from _codes(operand)


def readings_used(book: RuleBook, kind: str) -> tuple[str, ...]:
    """The open readings that some rule for the type of document names, in the order of the rules."""
    plan = plan_for(book, kind)
    named = {
        node.name
        for block in plan.blocks
        for concept in block.concepts
        for version in concept.versions
        for _, node in references(version)
        if isinstance(node, ReadingRef)
    }
    return tuple(name for name, reading in book.readings.items() if reading.status == "aapen" and name in named)
