"""One row of `saker`, or one answer of `vurder`, as a decision. Each code is one of the rule book, or `annet`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from reiseregel.rulebook import RuleBook
from reiseregel.statistics.measures import Measures
from reiseregel.statistics.model import OPEN_OUTCOMES, OTHER, BadRow, Decision
from reiseregel.vocabulary.model import OWNERS

#: The columns of `saker` that are counted; the rest is not read.
COLUMNS: Final = (
    "sak",
    "gjelder",
    "utfall",
    "beloep_oere",
    "laveste_oere",
    "hoeyeste_oere",
    "grunner",
    "aapne_fakta",
    "kan_automatiseres",
    "hindringer",
)
OUTCOMES: Final = {
    "krav": ("innvilget", "delvis_innvilget", "avslag"),
    "tilbakekreving": ("kreves_tilbake", "kreves_delvis_tilbake", "kreves_ikke_tilbake"),
}
#: Far above any amount and any number of a case.
_MOST: Final = 10**15
_READING: Final = "lesning:"
#: Told by the outcome already.
_NOT_SETTLED: Final = "ikke_avgjort"
#: An open fact that is no fact of a document: the date is one that the rules do not cover.
_NO_LAW: Final = "lovtid"


class Reader:
    """Knows the codes of a rule book."""

    def __init__(self, book: RuleBook, measures: Measures) -> None:
        self.outcomes = {
            kind: (*(answer.all if (answer := book.answer_words(kind)) else OUTCOMES.get(kind, ())), *OPEN_OUTCOMES)
            for kind in book.vocabulary.roots
        }
        entities = book.vocabulary.entities.values()
        self._facts = {
            _NO_LAW,
            *(f"{entity}.{name}" for entity, name in book.vocabulary.facts),
            *(f"{entity.parent}.{entity.member}" for entity in entities if entity.member),
        }
        self._reasons = {reason.code for post in book.posts for reason in post.reasons}
        self._hindrances = {
            _NOT_SETTLED,
            *measures.codes["hindringer"],
            *(f"{_READING}{reading}" for reading in book.readings),
        }

    def case(self, row: Mapping[str, Any]) -> tuple[int, Decision]:
        """The number in the run, and the decision. Raises BadRow."""
        number = row.get("sak")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < _MOST:
            raise BadRow("statistikk.vedtak")
        amounts = (row.get("beloep_oere"), row.get("laveste_oere"), row.get("hoeyeste_oere"))
        automatic, hindrances, reasons = (row.get(name) for name in ("kan_automatiseres", "hindringer", "grunner"))
        return number, self._decision(row, amounts, row.get("aapne_fakta"), automatic, hindrances, reasons)

    def answer(self, answer: Mapping[str, Any]) -> Decision:
        """The decision in an answer of `vurder`. Raises BadRow."""
        bounds, automatic, reasons = answer.get("grenser"), answer.get("kan_automatiseres"), answer.get("begrunnelse")
        if (
            answer.get("type") != "vedtak"
            or not isinstance(bounds, Mapping)
            or not isinstance(automatic, Mapping)
            or not isinstance(reasons, list)
        ):
            raise BadRow("statistikk.vedtak")
        amounts = (answer.get("beloep_oere"), bounds.get("laveste_oere"), bounds.get("hoeyeste_oere"))
        codes = list(_values(reasons, "kode"))
        return self._decision(
            answer, amounts, answer.get("avklaringer"), automatic.get("verdi"), automatic.get("hindringer"), codes
        )

    def _decision(
        self,
        row: Mapping[str, Any],
        amounts: tuple[Any, Any, Any],
        open_facts: Any,
        automatic: Any,
        hindrances: Any,
        reasons: Any,
    ) -> Decision:
        kind, outcome = row.get("gjelder"), row.get("utfall")
        if not isinstance(kind, str) or kind not in self.outcomes:
            raise BadRow("statistikk.gjelder")
        if not isinstance(outcome, str) or outcome not in self.outcomes[kind]:
            raise BadRow("statistikk.utfall")
        if not isinstance(automatic, bool) or (automatic and outcome in OPEN_OUTCOMES):
            raise BadRow("statistikk.vedtak")
        amount, lowest, highest = _amounts(amounts)
        return Decision(
            kind=kind,
            outcome=outcome,
            amount=amount,
            lowest=lowest,
            highest=highest,
            open_facts=tuple(self._open(open_facts)),
            automatic=automatic,
            hindrances=self._known(hindrances, self._hindrances),
            reasons=self._known(reasons, self._reasons),
        )

    def _open(self, found: Any) -> Iterator[tuple[str, str]]:
        if not isinstance(found, list):
            raise BadRow("statistikk.vedtak")
        for owner, fact in zip(_values(found, "eier"), _values(found, "faktum"), strict=True):
            if owner not in OWNERS:
                raise BadRow("statistikk.eier")
            yield owner, fact if fact in self._facts else OTHER

    def _known(self, found: Any, codes: set[str]) -> tuple[str, ...]:
        if not isinstance(found, list) or not all(isinstance(code, str) for code in found):
            raise BadRow("statistikk.vedtak")
        return tuple(dict.fromkeys(code if code in codes else OTHER for code in found))


def readings_of(decision: Decision) -> tuple[str, ...]:
    """The open readings a settled answer rests on."""
    return (
        ()
        if decision.is_open
        else tuple(code.removeprefix(_READING) for code in decision.hindrances if code.startswith(_READING))
    )


def plain_hindrances(decision: Decision) -> tuple[str, ...]:
    """Why a person must look, other than an open answer or an open reading."""
    return tuple(code for code in decision.hindrances if code != _NOT_SETTLED and not code.startswith(_READING))


def _values(items: Sequence[Any], key: str) -> Iterator[str]:
    for item in items:
        value = item.get(key) if isinstance(item, Mapping) else None
        if not isinstance(value, str):
            raise BadRow("statistikk.vedtak")
        yield value


def _amounts(found: tuple[Any, Any, Any]) -> tuple[int | None, int | None, int | None]:
    for value in found:
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _MOST):
            raise BadRow("statistikk.beloep")
    amount, lowest, highest = found
    if lowest is not None and highest is not None and lowest > highest:
        raise BadRow("statistikk.beloep")
    return amount, lowest, highest
