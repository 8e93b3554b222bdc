"""What came out of the search, as data. Amounts are øre, lengths metres, times minutes, dates ISO texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from reiseregel.decision import Bounds
from reiseregel.decision.model import Outcome, PostOutcome
from reiseregel.errors import Language
from reiseregel.vocabulary import Changeable, EntityDef, FactDef, Hjemmel, Owner

#: `bedre`: the lowest amount rises (of a demand: the highest falls). `bare_utfall`: only the outcome is better.
#: `kan_bli_bedre`: what was surely refused no longer is; what is unknown decides. `daarligere`: the outcome is worse.
Direction = Literal["bedre", "bare_utfall", "kan_bli_bedre", "daarligere"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a fact must be. Of a yes/no or a code: one of `codes` (`ja`, `nei`, or codes in file order). Of a number or
    date: from `at_least` to `at_most` (dates by ordinal), None where no limit of its own is known to be needed.

    Of a list: one `more` thing in it with the facts in `within`, those it does not name left open; or (`more` False and
    nothing else set) none at all.
    """

    codes: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    more: bool = False
    within: tuple[tuple[FactDef, Condition], ...] = ()

    def to_json(self, fact: FactDef | None) -> dict[str, Any]:
        """`{en_av}`, `{er}` (yes/no), `{minst, hoeyst}`, `{fra, til}`, `{en_til: {…}}` or `{ingen: true}`."""
        if fact is None:
            if not self.more:
                return {"ingen": True}
            return {"en_til": {inner.name: condition.to_json(inner) for inner, condition in self.within}}
        if self.codes:
            return {"er": self.codes == ("ja",)} if fact.type.kind == "boolsk" else {"en_av": list(self.codes)}
        names = ("fra", "til") if fact.type.kind == "dato" else ("minst", "hoeyst")
        ends = zip(names, (self.at_least, self.at_most), strict=True)
        return {name: shown(fact, end) for name, end in ends if end is not None}


def shown(fact: FactDef, value: int) -> int | str:
    """A number as it is, a date as ISO text."""
    return date.fromordinal(value).isoformat() if fact.type.kind == "dato" else value


@dataclass(frozen=True, slots=True)
class Change:
    """One fact, or (`listed`) one list, that would have had to be otherwise.

    `pointer` is its place in the document; `now` the value there as JSON has it, of a list the number of things in it.
    `law_day` is the day whose law asks for it.
    """

    pointer: str
    fact: FactDef | None
    listed: EntityDef | None
    now: Any
    condition: Condition
    law_day: int

    @property
    def definition(self) -> FactDef | EntityDef:
        """What is known of the fact or the list."""
        found = self.fact or self.listed
        assert found is not None
        return found

    @property
    def changeable(self) -> Changeable:
        """What the claimant can do about it."""
        return self.definition.changeable

    @property
    def owner(self) -> Owner:
        """Who can settle it."""
        return self.definition.owner

    @property
    def hjemmel(self) -> Hjemmel:
        """Why it is asked for, in the law of its day."""
        found = self.definition.hjemmel_on(self.law_day)
        assert found is not None
        return found

    def to_json(self) -> dict[str, Any]:
        """One change as plain data."""
        name = self.fact.key if self.fact is not None else f"{self.definition.name}[]"
        return {
            "peker": self.pointer,
            "faktum": name,
            "naa": self.now,
            "vilkaar": self.condition.to_json(self.fact),
            "kan_endres": self.changeable,
            "eier": self.owner,
            "hjemmel": self.hjemmel.to_json(),
        }


@dataclass(frozen=True, slots=True)
class PostThen:
    """A post that would come out otherwise: its place in the list of posts (from 0), outcomes, and what is paid."""

    number: int
    outcomes: tuple[PostOutcome, ...]
    payable: Bounds


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """Changes that together would give another answer, none of which can be spared.

    `outcomes`, `bounds` and `posts` (those that differ) are what comes out when each change is made as sparingly as it
    can be: the number nearest to the one now, the first of the codes. `group` is the worst of the changes.
    """

    changes: tuple[Change, ...]
    outcomes: tuple[Outcome, ...]
    bounds: Bounds
    posts: tuple[PostThen, ...]
    direction: Direction
    group: Changeable
    shown_to_patient: bool

    def to_json(self) -> dict[str, Any]:
        """One counterfactual as plain data."""
        return {
            "endringer": [change.to_json() for change in self.changes],
            "gruppe": self.group,
            "retning": self.direction,
            "vises_pasienten": self.shown_to_patient,
            "mulige_utfall": list(self.outcomes),
            "grenser": _bounds(self.bounds),
            "poster": [
                {"nummer": post.number + 1, "mulige_utfall": list(post.outcomes), "utbetales": _bounds(post.payable)}
                for post in self.posts
            ],
        }


@dataclass(frozen=True, slots=True)
class Counterfactuals:
    """Everything found for one decision.

    `better` may hold several for the same facts: numbers upwards and downwards, codes that give different answers.
    `worse` are single facts. `exhausted`: no minimal set of at most `largest` facts was missed because the search was
    cut short. `larger_possible`: it is not ruled out that more than `largest` facts together would do.
    """

    language: Language
    better: tuple[Counterfactual, ...]
    worse: tuple[Counterfactual, ...]
    largest: int
    exhausted: bool
    larger_possible: bool

    @property
    def for_patient(self) -> tuple[Counterfactual, ...]:
        """What a patient may be told: what can be proved, and what can be done another time."""
        return tuple(item for item in self.better if item.shown_to_patient)

    def to_json(self) -> dict[str, Any]:
        """`{type: hva_om, versjon, bedre, daarligere, …}`: everything, with whether a patient may see it."""
        return {
            "type": "hva_om",
            "versjon": 1,
            "bedre": [item.to_json() for item in self.better],
            "daarligere": [item.to_json() for item in self.worse],
            "flest_endringer": self.largest,
            "uttoemt": self.exhausted,
            "flere_endringer_mulig": self.larger_possible,
        }


def _bounds(bounds: Bounds) -> dict[str, int | None]:
    return {"laveste_oere": bounds.lowest, "hoeyeste_oere": bounds.highest}
