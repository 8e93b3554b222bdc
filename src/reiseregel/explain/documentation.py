"""The catalogue of documents in words: from whom, what it settles, and when it may be done without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Language, Text
from reiseregel.explain.words import day as day_words
from reiseregel.explain.words import hjemmel_words, word
from reiseregel.rulebook import Post, RuleBook
from reiseregel.rulebook.model import Documentation
from reiseregel.vocabulary.model import places

#: Those who can give a document, as `fra` in the catalogue.
ISSUERS: dict[str, Text] = {
    "register": Text("et register", "eit register", "a register"),
    "den_som_krever": Text("den som krever", "den som krev", "the person claiming"),
    "behandler": Text("pasientens behandler", "behandlaren til pasienten", "the patient's practitioner"),
    "utpekt_av_helseforetaket": Text(
        "en person helseforetaket har pekt ut",
        "ein person helseføretaket har peikt ut",
        "a person named by the health trust",
    ),
    "behandlende_lege": Text("behandlende lege", "behandlande lege", "the treating doctor"),
    "helsepersonell": Text(
        "helsepersonellet som ga hjelpen", "helsepersonellet som gav hjelpa", "the health personnel who gave the care"
    ),
    "leder_for_tjenesten": Text("lederen for tjenesten", "leiaren for tenesta", "the head of the service"),
    "helseforetak": Text("helseforetaket", "helseføretaket", "the health trust"),
    "myndighet_etter_delegering": Text(
        "noen som har fått myndighet fra helseforetaket",
        "nokon som har fått fullmakt frå helseføretaket",
        "someone given authority by the health trust",
    ),
    "arbeidsgiver": Text("arbeidsgiveren", "arbeidsgivaren", "the employer"),
    "revisor": Text("revisoren", "revisoren", "the auditor"),
    "transportoer": Text("transportøren", "transportøren", "the carrier"),
    "betalingsmottaker": Text("den som fikk betalt", "den som fekk betalt", "the payee"),
}
_WAIVERS = {
    "aldri": Text("kan ikke unnlates", "kan ikkje sløyfast", "cannot be waived"),
    "etter_vurdering": Text(
        "uten dokumentet vurderer saksbehandleren: {}",
        "utan dokumentet vurderer saksbehandlaren: {}",
        "without the document the caseworker assesses: {}",
    ),
    "kan_kreves": Text(
        "helseforetaket velger om det skal kreves",
        "helseføretaket vel om det skal krevjast",
        "the health trust chooses whether to require it",
    ),
    "kreves_ikke": Text("kreves ikke", "blir ikkje kravd", "is not required"),
}
_TIMES = {
    "både": Text("gjelder fra {since} til {until}", "gjeld frå {since} til {until}", "holds from {since} to {until}"),
    "fra": Text("gjelder fra {since}", "gjeld frå {since}", "holds from {since}"),
    "til": Text("gjelder til og med {until}", "gjeld til og med {until}", "holds up to and including {until}"),
    "sto": Text("til og med {until}: {place}", "til og med {until}: {place}", "up to and including {until}: {place}"),
    "fritak": Text(
        "til og med {until} sto fritaket i {place}",
        "til og med {until} stod fritaket i {place}",
        "up to and including {until} the waiver stood in {place}",
    ),
}
_STATUS = {
    "lov": Text("står i loven", "står i lova", "stated in the law"),
    "praksis": Text("praksis", "praksis", "practice"),
}


def entries_by_post(book: RuleBook) -> Iterator[tuple[Post, list[Documentation]]]:
    """The entries for each post that has any, posts in the order of the answer."""
    for post in book.posts:
        entries = [entry for entry in book.documentation if post.id in entry.posts]
        if entries:
            yield post, entries


def issuers_words(entry: Documentation, language: Language) -> str:
    """Those who can give the document, any one of them."""
    names = [ISSUERS[issuer].in_language(language) for issuer in entry.issuers]
    return f" {word('eller', language)} ".join(names)


def facts_words(keys: Iterable[str], book: RuleBook, language: Language) -> str:
    """Facts by what they are called; each name once."""
    facts = {fact.key: fact for fact in book.vocabulary.facts.values()}
    labels = [(key, facts[key].label) for key in keys]
    return "; ".join(dict.fromkeys(text.in_language(language) if text else key for key, text in labels))


def waiver_words(entry: Documentation, book: RuleBook, language: Language, day: int = LAST_DAY) -> str:
    """When the claim can be decided without the document, and the place in the law of a day that says so."""
    said = _WAIVERS[entry.waiver.rule].in_language(language)
    said = said.format(facts_words(entry.waiver.facts, book, language))
    return f"{said} ({hjemmel_words(entry.waiver.hjemmel_on(day), language)})"


def time_words(entry: Documentation, language: Language) -> Iterator[str]:
    """For which journeys it is asked for, when not for all, and where the law had it before."""
    since, until = (_day(day, language) for day in (entry.since, entry.until))
    if entry.since > FIRST_DAY or entry.until < LAST_DAY:
        limits = (
            "både"
            if entry.since > FIRST_DAY and entry.until < LAST_DAY
            else "fra"
            if entry.since > FIRST_DAY
            else "til"
        )
        yield _TIMES[limits].in_language(language).format(since=since, until=until)
    for name, earlier in (("sto", entry.earlier), ("fritak", entry.waiver.earlier)):
        for item, place in places(earlier):
            words = _TIMES[name].in_language(language)
            yield words.format(until=_day(item.until, language), place=hjemmel_words(place, language))


def _day(ordinal: int, language: Language) -> str:
    return day_words(date.fromordinal(ordinal).isoformat(), language)


def status_words(entry: Documentation, language: Language) -> str:
    """Whether the law says so, or it is what health trusts usually ask for."""
    return _STATUS[entry.status].in_language(language)
