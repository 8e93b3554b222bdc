"""`reiseregel regler PARAGRAF --sammenlign D1 D2`: what the rules of a paragraph said on two dates."""

from __future__ import annotations

from datetime import date, datetime

from reiseregel.cli.output import WRONG_USAGE, Stop, say, say_error, say_json
from reiseregel.errors import Language, Text
from reiseregel.explain.comparison import ClauseChange, Comparison, ConceptChange, RateChange, compare
from reiseregel.explain.comparison_text import comparison_lines
from reiseregel.explain.expression_words import expression_words, value_of
from reiseregel.rulebook import Clause, Concept, RuleBook
from reiseregel.rulebook.model import RateRow


def show_comparison(
    book: RuleBook, paragraph: str, days: tuple[datetime, datetime], form: str, language: Language | None
) -> int:
    """Print a paragraph on two dates that the rules cover, the earlier first."""
    then, now = (day.date().toordinal() for day in days)
    root = book.vocabulary.root("krav")
    if then >= now:
        say_error("Skriv den tidligste datoen først.")
        raise Stop(WRONG_USAGE)
    if root is not None and root.covered is not None and not (root.covered.has(then) and root.covered.has(now)):
        say_error("Reglene dekker ikke begge datoene. Se hvilken tid de dekker: reiseregel regler")
        raise Stop(WRONG_USAGE)
    found = compare(book, paragraph, then, now)
    if not found.concepts:
        say_error("Ingen regler sto under den paragrafen på de to datoene. Se: reiseregel regler")
        raise Stop(WRONG_USAGE)
    if form == "json":
        say_json(_as_json(found, book, language or "nb"))
        return 0
    for line in comparison_lines(found, book, language or "nb"):
        say(line)
    return 0


def _as_json(found: Comparison, book: RuleBook, language: Language) -> dict[str, object]:
    return {
        "paragraf": found.paragraph,
        "datoer": [_iso(found.then), _iso(found.now)],
        "spraak": language,
        "begreper": [_concept(item, found, book, language) for item in found.concepts],
        "satser": [_rate(item) for item in found.rates],
    }


def _concept(item: ConceptChange, found: Comparison, book: RuleBook, language: Language) -> dict[str, object]:
    names = [item.concept.label_on(day) for day in (found.then, found.now)]
    return {
        "begrep": item.concept.id,
        "endring": item.change,
        "navn": [_name(text, item.concept.name, language) for text in names],
        "hovedregel": None if item.main is None else _clause(item.concept, item.main, found, book, language),
        "unntak": [_clause(item.concept, exception, found, book, language) for exception in item.exceptions],
    }


def _name(text: Text | None, name: str, language: Language) -> str:
    return text.in_language(language) if text else name


def _clause(
    concept: Concept, item: ClauseChange, found: Comparison, book: RuleBook, language: Language
) -> dict[str, object]:
    return {
        "id": item.id,
        "endring": item.change,
        "da": _on(concept, item.then, found.then, book, language),
        "naa": _on(concept, item.now, found.now, book, language),
    }


def _on(
    concept: Concept, clause: Clause | None, day: int, book: RuleBook, language: Language
) -> dict[str, object] | None:
    if clause is None:
        return None
    condition = clause.condition
    return {
        "hjemmel": clause.hjemmel.to_json(),
        "ordlyd_lest": clause.wording_read,
        "naar": None if condition is None else expression_words(condition, book, day, language),
        "er": value_of(concept, clause.value, book, day, language),
        "uttrykk": {
            key: text for key, text in (("naar", clause.written.condition), ("er", clause.written.value)) if text
        },
        "sted": str(clause.place),
    }


def _rate(item: RateChange) -> dict[str, object]:
    unit = item.rate.type.unit
    return {"sats": item.rate.name, "enhet": unit, "da": _row(item.then), "naa": _row(item.now)}


def _row(row: RateRow | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {"verdi": row.value, "fra": _iso(row.since), "status": row.status, "hjemmel": row.hjemmel.to_json()}


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
