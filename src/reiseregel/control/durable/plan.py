"""What is sent to durable-rules for one entity in one period: rule sets, and each fact as a row of whole numbers.

A plan holds for the days in which the versions of the signals and their thresholds are the same. Names that mean
something stay here: a field is `f0`, a rule `r0`, and the subject is not among the values at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reiseregel.control.durable.flat import ALWAYS, Conjunction, Flat, NotFlat, Op, Pair, Term, holds
from reiseregel.control.durable.protocol import MOST_VALUE, WARM_UP, Row, Ruleset
from reiseregel.control.model import FeatureValue
from reiseregel.quantities import ValueType

#: 65 rules that match one fact fire none of them; the last of these is for warming up.
MOST_IN_A_SET: Final = 60

_OPERATORS: Final[dict[Op, str]] = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte", "!=": "$neq"}


@dataclass(frozen=True, slots=True)
class Field:
    """A fact that some condition reads."""

    name: str
    type: ValueType

    def read(self, value: FeatureValue | None) -> int | None:
        """The value as a whole number, as in the rule tree: usann 0, sann 1, a code by its position, a date by its
        ordinal. None for what is open, and for what is no value of the type: the reference has a word for that.
        """
        match self.type.kind:
            case "boolsk":
                return int(value) if isinstance(value, bool) else None
            case "kode":
                return self.type.codes.index(value) if value in self.type.codes else None
            case "dato":
                return _ordinal(value)
            case "tall":
                known = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST_VALUE
                return value if known and isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class Plan:
    """The signals of one entity in one period. `signals` are the ids in the order of the control book; `always` those
    that hold whatever the facts. `rules[i]` raises the signal `raises[i]`, a place in `signals`.
    """

    number: int
    entity: str
    signals: tuple[str, ...]
    always: frozenset[int]
    fields: tuple[Field, ...]
    pairs: tuple[Pair, ...]
    rules: tuple[Conjunction, ...]
    raises: tuple[int, ...]

    def known(self, values: Mapping[str, FeatureValue]) -> dict[str, int] | None:
        """The facts that the conditions read, as whole numbers; None when one of them is open."""
        found: dict[str, int] = {}
        for field in self.fields:
            value = field.read(values.get(field.name))
            if value is None:
                return None
            found[field.name] = value
        return found

    def row(self, known: Mapping[str, int]) -> Row:
        """What is sent of a fact: a value for each field, then a 0 or 1 for each pair of facts that is compared."""
        return (*known.values(), *(int(holds(pair, known)) for pair in self.pairs))

    def raised(self, rules: Sequence[int]) -> tuple[str, ...]:
        """The ids of the signals that some rules raise."""
        found = self.always.union(self.raises[rule] for rule in rules)
        return tuple(self.signals[place] for place in sorted(found))

    def rulesets(self) -> list[Ruleset]:
        """The rules as durable-rules takes them, in sets that are small enough, each with its rule for warming up."""
        room = MOST_IN_A_SET - 1
        named = [(f"r{number}", self._condition(rule)) for number, rule in enumerate(self.rules)]
        sets = (dict([*named[at : at + room], (WARM_UP, {WARM_UP: 1})]) for at in range(0, len(named), room))
        return [{name: {"all": [{"m": condition}]} for name, condition in one.items()} for one in sets]

    def _condition(self, rule: Conjunction) -> Ruleset:
        """One comparison, or all of several: a second key in one condition would be ignored."""
        written = [self._comparison(term) for term in rule]
        return written[0] if len(written) == 1 else {"$and": written}

    def _comparison(self, term: Term) -> Ruleset:
        if isinstance(term, Pair):
            return {f"f{len(self.fields) + self.pairs.index(term)}": 1}
        key = next(f"f{place}" for place, field in enumerate(self.fields) if field.name == term.fact)
        return {key: term.value} if term.op == "==" else {_OPERATORS[term.op]: {key: term.value}}


def plan_of(number: int, entity: str, conditions: Sequence[tuple[str, Flat]]) -> Plan:
    """The plan for the signals of an entity: id and condition, in the order of the control book.

    Raises NotFlat when a threshold is larger than a whole number that both ends agree on.
    """
    types: dict[str, ValueType] = {}
    rules: list[Conjunction] = []
    raises: list[int] = []
    always: set[int] = set()
    for place, (_, flat) in enumerate(conditions):
        types |= flat.types
        if flat.rules == ALWAYS:
            always.add(place)
            continue
        rules += flat.rules
        raises += [place] * len(flat.rules)
    terms = [term for rule in rules for term in rule]
    if any(not isinstance(term, Pair) and abs(term.value) > MOST_VALUE for term in terms):
        raise NotFlat("too large a number")
    return Plan(
        number,
        entity,
        tuple(signal for signal, _ in conditions),
        frozenset(always),
        tuple(Field(name, value_type) for name, value_type in types.items()),
        tuple(dict.fromkeys(term for term in terms if isinstance(term, Pair))),
        tuple(rules),
        tuple(raises),
    )


def _ordinal(value: FeatureValue | None) -> int | None:
    try:
        return date.fromisoformat(value).toordinal() if isinstance(value, str) else None
    except ValueError:
        return None
