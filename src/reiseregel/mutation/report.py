"""What the trials came to: shares caught by operator and by paragraph, who survived, and whether that is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from reiseregel.casebook import by_paragraph
from reiseregel.errors import RuleFault
from reiseregel.mutation.model import OPERATORS, Identity, Mutant, Operator
from reiseregel.mutation.trial import Verdict
from reiseregel.vocabulary import Hjemmel

#: At least so many per cent of all mutants are caught, and of those of any paragraph.
LEAST, LEAST_OF_PARAGRAPH = 95, 85
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some mutants were caught."""

    caught: int
    total: int

    @property
    def tenths(self) -> int:
        """The share in tenths of a per cent, rounded down: nothing is said to be whole that is not."""
        return self.caught * 1000 // self.total if self.total else 1000

    def reaches(self, least: int) -> bool:
        """True when the share is at least so many per cent."""
        return self.caught * 100 >= least * self.total

    def to_json(self) -> dict[str, int | str]:
        """`{fanget, av, prosent}`"""
        return {"fanget": self.caught, "av": self.total, "prosent": f"{self.tenths // 10}.{self.tenths % 10}"}


@dataclass(frozen=True, slots=True)
class Result:
    """A mutant and what came of it; `equivalent` is the reason when it is said to mean the same as the true rules."""

    mutant: Mutant
    verdict: Verdict
    equivalent: str | None

    @property
    def survived(self) -> bool:
        """Nothing noticed it, though something should."""
        return not self.verdict.caught and self.equivalent is None


@dataclass(frozen=True, slots=True)
class Report:
    """Every result in the order of the files, and the faults in what is said to be equivalent.

    Those count neither as caught nor as survivors.
    """

    results: tuple[Result, ...]
    cases: int
    faults: tuple[RuleFault, ...]

    @property
    def counted(self) -> tuple[Result, ...]:
        """All but the equivalent ones."""
        return tuple(result for result in self.results if result.equivalent is None)

    @property
    def survivors(self) -> tuple[Result, ...]:
        """Those that no case noticed."""
        return tuple(result for result in self.results if result.survived)

    @property
    def equivalent(self) -> tuple[Result, ...]:
        """Those that mean the same."""
        return tuple(result for result in self.results if result.equivalent is not None)

    @property
    def whole(self) -> Share:
        """The share of all."""
        return _share(self.counted)

    @property
    def by_operator(self) -> dict[Operator, Share]:
        """The share of each operator that was used, in their order."""
        found = _grouped(self.counted, lambda result: result.mutant.identity.operator)
        return {operator: found[operator] for operator in OPERATORS if operator in found}

    @property
    def by_paragraph(self) -> dict[Hjemmel | None, Share]:
        """The share of each paragraph, in the order of the law; None is the book as a whole."""
        placed = ((result, _paragraphs(result.mutant)) for result in self.counted)
        return {paragraph: _share(found) for paragraph, found in by_paragraph(placed).items()}

    @property
    def enough(self) -> bool:
        """Caught at least as much as demanded, in all and in each paragraph."""
        of_each = (share for paragraph, share in self.by_paragraph.items() if paragraph is not None)
        return self.whole.reaches(LEAST) and all(share.reaches(LEAST_OF_PARAGRAPH) for share in of_each)

    def to_json(self) -> dict[str, Any]:
        """The whole report; `endring` is what an entry in `rules/mutasjon/` is written with."""
        return {
            "saker": self.cases,
            "i_alt": self.whole.to_json(),
            "grenser": {"i_alt": LEAST, "per_paragraf": LEAST_OF_PARAGRAPH, "holder": self.enough},
            "operatorer": {operator: share.to_json() for operator, share in self.by_operator.items()},
            "paragrafer": [
                (paragraph.to_json() if paragraph else {"lov": None}) | share.to_json()
                for paragraph, share in self.by_paragraph.items()
            ],
            "overlevende": [_listed(result) | {"naermest": result.verdict.near or None} for result in self.survivors],
            "ekvivalente": [_listed(result) | {"fordi": result.equivalent} for result in self.equivalent],
        }


def _paragraphs(mutant: Mutant) -> tuple[Hjemmel, ...]:
    return (mutant.paragraph,) if mutant.paragraph else ()


def _listed(result: Result) -> dict[str, Any]:
    return {"sted": str(result.mutant.place), "endring": identity_json(result.mutant.identity)}


def identity_json(identity: Identity) -> dict[str, str | int]:
    """The keys that name a mutant in `rules/mutasjon/`; those that say nothing are left out."""
    keys: dict[str, str | int] = {
        "hva": identity.subject,
        "operator": identity.operator,
        "versjon": identity.version,
        "regel": identity.rule,
        "fra": identity.before,
        "til": identity.after,
        "nr": identity.number if identity.number > 1 else "",
    }
    return {key: value for key, value in keys.items() if value != ""}


def _share(results: Iterable[Result]) -> Share:
    verdicts = [result.verdict.caught for result in results]
    return Share(sum(verdicts), len(verdicts))


def _grouped(results: Iterable[Result], key: Callable[[Result], Key]) -> dict[Key, Share]:
    groups: dict[Key, list[Result]] = {}
    for result in results:
        groups.setdefault(key(result), []).append(result)
    return {name: _share(found) for name, found in groups.items()}
