"""Every way to fill in what a case leaves open, each with its answer.

Which facts are open *and reached* is found by trial: whatever the rules ask for and the case does not give is opened,
and the trial begins again. What no completion reaches cannot change an answer. Yes/no and codes take every value;
numbers and dates take values around each point where some rule could change its mind; an unknown list is empty, has one
child of any kind, or now and then two. Combinations the rules call impossible are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from math import prod
from random import Random

from reiseregel.vocabulary import EntityDef, FactDef
from tests.oracle.answers import Answer, AskedPost, answer_of, asked_posts, document_order
from tests.oracle.compiler import Function, OutsideLaw, Rules
from tests.oracle.points import representatives
from tests.oracle.things import Missing, Thing

Value = int | list[Thing]

#: With yes/no and codes alone every completion is tried, up to this many.
MOST_FINITE = 20_000
#: With numbers, dates or lists among the open: every completion up to the first, else the second many drawn at random.
MOST_MIXED, SAMPLE = 1_500, 600
#: In how many completions every concept is looked at, and not only the posts.
LOOKED_AT = 4

ConceptKey = tuple[str, str]


@dataclass(slots=True)
class Open:
    """A fact or list that is open and reached, with the values it is tried with."""

    thing: Thing
    name: str
    choices: list[Value]
    fact: FactDef | None
    member: str = ""

    @property
    def pointer(self) -> str:
        """Where the answer belongs in the document."""
        return f"{self.thing.path}/{self.member or self.name}"

    @property
    def finite(self) -> bool:
        """A yes/no or a code: every value is tried."""
        return self.fact is not None and self.fact.type.finite

    def take(self, value: Value) -> None:
        """Give it one value."""
        if isinstance(value, list):
            self.thing.lists[self.name] = value
        else:
            self.thing.facts[self.name] = value

    def leave(self) -> None:
        """Leave it open again."""
        if self.fact is None:
            del self.thing.lists[self.name]
        else:
            del self.thing.facts[self.name]


@dataclass(slots=True)
class Completions:
    """What came out. `answers` follows the product of the choices (None: impossible); or, when `sampled`, a sample.

    `supplied` are the pointers of what was taken from the answers at hand instead of being opened. `concepts` holds
    values that were seen in a few of the completions, by the path of the entity and the key of the concept.
    """

    opened: list[Open]
    answers: list[Answer | None]
    sampled: bool
    supplied: set[str]
    concepts: dict[tuple[str, ConceptKey], set[int]]

    @property
    def finite(self) -> bool:
        """Every completion there is has been tried."""
        return not self.sampled and all(item.finite for item in self.opened)

    @property
    def found(self) -> set[Answer]:
        """The different answers."""
        return {answer for answer in self.answers if answer is not None}

    def changes(self) -> dict[str, set[tuple[int, str]]]:
        """For each fact by pointer: the posts whose outcome (`utfall`) or payable (`beloep`) two completions that
        differ in it alone give differently. Facts that change nothing are left out."""
        sizes = [len(item.choices) for item in self.opened]
        found: dict[str, set[tuple[int, str]]] = {}
        for place, item in enumerate(self.opened):
            stride = prod(sizes[place + 1 :])
            effect: set[tuple[int, str]] = set()
            for group in self._alike(stride, sizes[place]):
                effect |= _differences(group)
            if effect:
                found[item.pointer] = effect
        return found

    def _alike(self, stride: int, size: int) -> Iterator[set[Answer]]:
        """The answers of completions that differ in one fact alone, where there is more than one."""
        for start in range(len(self.answers)):
            if start // stride % size == 0:
                group = {self.answers[start + stride * step] for step in range(size)} - {None}
                if len(group) > 1:
                    yield group  # type: ignore[misc]


def _differences(group: set[Answer]) -> set[tuple[int, str]]:
    found = set()
    for number, lines in enumerate(zip(*(answer.posts for answer in group), strict=True)):
        if len({line.outcome for line in lines}) > 1:
            found.add((number, "utfall"))
        if len({line.payable for line in lines}) > 1:
            found.add((number, "beloep"))
    return found


def completions(rules: Rules, root: Thing, rng: Random, at_hand: Mapping[str, int] | None = None) -> Completions:
    """All completions of a case, or a sample where there are too many.

    A fact that is asked for, not given, but `at_hand` (by pointer), is supplied to the case and not opened.
    """
    trial = _Trial(rules, root, rng, at_hand or {})
    while True:
        try:
            return trial.run()
        except Missing as missing:
            trial.open(missing)
        finally:
            trial.leave()


@dataclass(slots=True)
class _Trial:
    rules: Rules
    root: Thing
    rng: Random
    at_hand: Mapping[str, int]
    opened: list[Open] = field(default_factory=list)
    supplied: set[str] = field(default_factory=set)
    seen: dict[Answer, Answer] = field(default_factory=dict)
    concepts: dict[tuple[str, ConceptKey], set[int]] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    impossible: list[tuple[Function, Thing]] = field(default_factory=list)
    concepts_of: defaultdict[str, list[tuple[ConceptKey, Function]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for key, concept in self.rules.concepts.items():
            self.concepts_of[key[0]].append((key, concept))

    def open(self, missing: Missing) -> None:
        """Open what was asked for, or supply it."""
        vocabulary = self.rules.book.vocabulary
        pointer = f"{missing.thing.path}/{missing.name}"
        if pointer in self.at_hand and not missing.of_list:
            missing.thing.facts[missing.name] = self.at_hand[pointer]
            self.supplied.add(pointer)
        elif missing.of_list:
            child = vocabulary.entities[missing.name]
            self.opened.append(Open(missing.thing, missing.name, self._lists(child, missing.thing), None, child.member))
        else:
            fact = vocabulary.facts[missing.thing.entity, missing.name]
            self.opened.append(Open(missing.thing, missing.name, list(self._values(fact, 9)), fact))

    def leave(self) -> None:
        """Take back every value given."""
        for item in self.opened:
            if item.name in item.thing.facts or item.name in item.thing.lists:
                item.leave()

    def _values(self, fact: FactDef, most: int) -> list[int]:
        if fact.type.finite:
            return list(range(len(fact.type.codes) or 2))
        if fact.type.kind == "tall" and fact.high - fact.low < most:
            return list(range(fact.low, fact.high + 1))
        things = document_order(self.rules, self.root)
        return representatives(self.rules.constants, things, self.rules.book.vocabulary, fact, self.rng, most)

    def _lists(self, child: EntityDef, parent: Thing) -> list[Value]:
        facts = self.rules.book.vocabulary.facts_of(child.name)
        ones = [
            self._child(child, parent, dict(zip((fact.name for fact in facts), values, strict=True)))
            for values in product(*(self._values(fact, 3) for fact in facts))
        ]
        twos = [self.rng.sample(ones, 2) for _ in range(3)] if child.most > 1 and len(ones) > 1 else []
        return [[], *([one] for one in ones), *twos]

    def _child(self, child: EntityDef, parent: Thing, facts: dict[str, int]) -> Thing:
        thing = Thing(child.name, f"{parent.path}/{child.member}/-", parent)
        thing.day = parent.day
        thing.facts.update(facts)
        for below in self.rules.book.vocabulary.children_of(child.name):
            thing.lists[below.name] = []
        return thing

    def run(self) -> Completions:
        """One run over the facts opened so far; Missing tells of one more."""
        posts = asked_posts(self.rules, self.root)
        self.things = document_order(self.rules, self.root)
        self.impossible = [
            (impossible, thing)
            for entity, impossible in self.rules.impossible
            for thing in self.things
            if thing.entity == entity
        ]
        choices = [item.choices for item in self.opened]
        total = prod(len(values) for values in choices)
        most = MOST_FINITE if all(item.finite for item in self.opened) else MOST_MIXED
        for _ in range(60 if total > 60 else 0):  # most of what is reached shows soon, before the long run
            self._answer(posts, tuple(self.rng.choice(values) for values in choices))
        for _ in range(LOOKED_AT):
            ends = [self.rng.choice((values[0], values[-1], self.rng.choice(values))) for values in choices]
            if self._answer(posts, tuple(ends)) is not None:
                self._note_concepts()
        combinations: Iterator[tuple[Value, ...]] = product(*choices)
        if total > most:
            combinations = (tuple(self.rng.choice(values) for values in choices) for _ in range(SAMPLE))
        answers = [self._answer(posts, values) for values in combinations]
        return Completions(self.opened, answers, total > most, self.supplied, self.concepts)

    def _note_concepts(self) -> None:
        """The value of every concept in the completion at hand, so far as it gives what the concept asks for."""
        for thing in self.things:
            for key, concept in self.concepts_of[thing.entity]:
                with suppress(Missing, OutsideLaw):
                    self.concepts.setdefault((thing.path, key), set()).add(int(concept(thing)))

    def _answer(self, posts: list[AskedPost], values: tuple[Value, ...]) -> Answer | None:
        for thing in self.things:
            thing.memo.clear()
        for item, value in zip(self.opened, values, strict=True):
            item.take(value)
            if item.fact is None:
                for child in value:  # type: ignore[union-attr]
                    child.memo.clear()
        if not self._possible():
            return None
        answer = answer_of(posts)
        return self.seen.setdefault(answer, answer)

    def _possible(self) -> bool:
        """No combination is impossible, whatever facts of it that nothing else reaches turn out to be."""
        try:
            return not any(impossible(thing) for impossible, thing in self.impossible)
        except Missing as missing:
            fact = self.rules.book.vocabulary.facts[missing.thing.entity, missing.name]
            facts = missing.thing.facts
            try:
                for value in self._values(fact, 9):
                    facts[missing.name] = value
                    if self._possible():
                        return True
                return False
            finally:
                facts.pop(missing.name, None)
                for thing in self.things:
                    thing.memo.clear()
