"""What a rule file rests on: facts with their owners, lists, dated rates and readings of the law."""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.explain.words import hjemmel_words, quantity, word
from reiseregel.pages.markdown import bullets, code, heading, link, plain, table
from reiseregel.pages.words import capital, named, on, type_words
from reiseregel.rulebook import Rate, Reading, RuleBook
from reiseregel.rulebook.model import RateRow
from reiseregel.vocabulary import EntityDef, FactDef, Hjemmel
from reiseregel.vocabulary.model import Earlier, EarlierPlace

RULES = "../../rules"
_RATE_STATUS = {"bekreftet": "bekreftet", "foreloepig": "foreløpig"}
_READING_STATUS = {
    "avklart": "avklart: følger av loven",
    "praksis": "følger av praksis",
    "aapen": "åpen: kan bli avgjort annerledes, og svaret sier fra",
}


def practice(hjemmel: Hjemmel, book: RuleBook) -> str:
    """`; kilde: …`: the source of practice a place in the law is filled in from, with its date; empty without one."""
    source = book.sources.get(hjemmel.kilde)
    if source is None:
        return ""
    title = link(source.title.nb, source.link) if source.link else plain(source.title.nb)
    return f"; kilde: {title}{f', {plain(source.date)}' if source.date else ''}"


def fact_item(fact: FactDef) -> str:
    """One fact as an item of a list: name, type, owner, question, codes, what to weigh."""
    name = plain(named(fact.label, fact.name))
    asked = f" «{plain(fact.question.nb)}»" if fact.question else ""
    owner = f"{word(fact.owner, 'nb')}{', alltid med i kravet' if fact.content else ''}"
    first = f"**{name}** ({code(fact.key)}): {type_words(fact.type)}. Eier: {owner}."
    lines = [f"{first}{asked} {plain(hjemmel_words(fact.hjemmel, 'nb'))}"]
    lines += _periods(fact.earlier)
    if fact.codes:
        codes = "; ".join(f"{code(name)} {plain(named(text, name))}" for name, text in fact.codes.items())
        lines.append(f"  - Svar: {codes}")
    lines += [f"  - Moment: {plain(text.nb)}" for text in fact.momenter]
    if fact.not_modelled:
        lines.append(f"  - Ikke modellert: {plain(fact.not_modelled.nb)}")
    return "\n".join(lines)


def _periods(earlier: Earlier) -> list[str]:
    """Where it stood before and how it was asked for, as items below another."""
    return [f"  - {_earlier(item)}" for item in earlier]


def _earlier(item: EarlierPlace) -> str:
    asked = f" «{plain(item.question.nb)}»" if item.question else ""
    law = f" {plain(hjemmel_words(item.hjemmel, 'nb'))}" if item.hjemmel else ""
    return f"Til og med {on(item.until)}:{asked}{law}"


def list_item(entity: EntityDef) -> str:
    """One list as an item of a list: asked for in the claim, or known to somebody."""
    name = plain(named(entity.label, entity.name))
    where = code(f"{entity.parent}.{entity.member}")
    if entity.content:
        return f"**{name}** ({where}): liste i kravet"
    asked = f" «{plain(entity.question.nb)}»" if entity.question else ""
    law = f" {plain(hjemmel_words(entity.hjemmel, 'nb'))}" if entity.hjemmel else ""
    first = f"**{name}** ({where}): liste. Eier: {word(entity.owner, 'nb')}.{asked}{law}"
    return "\n".join([first, *_periods(entity.earlier)])


def rate_parts(rate: Rate) -> Iterator[str]:
    """One rate with every dated value, source and status."""
    file = link(f"{rate.name}.yaml", f"{RULES}/satser/{rate.name}.yaml")
    law = plain(hjemmel_words(rate.hjemmel, "nb"))
    yield heading(3, capital(named(rate.label, rate.name)))
    yield f"{code(f'sats.{rate.name}')}, {law}, {file}"
    rows = (
        (
            on(row.since),
            quantity(row.value, rate.type.unit, "nb"),
            _RATE_STATUS[row.status],
            _row_source(rate, row),
        )
        for row in rate.rows
    )
    yield table(("Fra", "Verdi", "Status", "Kilde"), rows)


def _row_source(rate: Rate, row: RateRow) -> str:
    """The regulation that set the value, and where it stood when that was another place than now."""
    moved = "" if row.hjemmel == rate.hjemmel else f", {plain(hjemmel_words(row.hjemmel, 'nb'))}"
    return f"{plain(row.source)}{moved}"


def reading_parts(reading: Reading) -> Iterator[str]:
    """One reading: the question, what is chosen, what else could be, why, and how firm it is."""
    yield heading(3, named(reading.question, reading.name))
    file = link(reading.place.file.rpartition("/")[2], f"{RULES}/{reading.place.file}")
    yield f"{code(f'lesning.{reading.name}')}, {plain(hjemmel_words(reading.hjemmel, 'nb'))}, {file}"
    items = [f"Valgt: {code(reading.chosen)} {plain(reading.texts[reading.chosen].nb)}"]
    items += [
        f"Alternativ: {code(name)} {plain(text.nb)}" for name, text in reading.texts.items() if name != reading.chosen
    ]
    items += [f"Mulig, men kan ikke prøves her: {plain(text.nb)}" for text in reading.unused.values()]
    items += [f"Forkastet: {plain(text.nb)}" for text in reading.rejected.values()]
    items += [f"Grunnlag: {plain(reading.basis.nb)}"] if reading.basis else []
    items += map(_earlier, reading.earlier)
    yield bullets([*items, f"Status: {_READING_STATUS[reading.status]}"])
