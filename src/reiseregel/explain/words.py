"""Words the program itself says, in three languages; how amounts, distances, times, dates and hjemler are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from reiseregel.decision import Bounds
from reiseregel.errors import Language, Text
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.model import AnswerWords
from reiseregel.vocabulary import FactDef, Hjemmel
from reiseregel.vocabulary.settings_by_trust import NATIONAL

NBSP = "\u00a0"
#: So many amounts, days and places in the law are kept in words; they come again within a page, and from page to page.
_KEPT = 4_096

WORDS: dict[str, Text] = {
    "innvilget": Text("Innvilget", "Innvilga", "Granted"),
    "delvis_innvilget": Text("Delvis innvilget", "Delvis innvilga", "Partly granted"),
    "redusert": Text("Redusert", "Redusert", "Reduced"),
    "avslag": Text("Avslag", "Avslag", "Refused"),
    "kreves_tilbake": Text("Kreves tilbake", "Blir kravt tilbake", "Repayment demanded"),
    "kreves_delvis_tilbake": Text("Kreves delvis tilbake", "Blir delvis kravt tilbake", "Part repayment demanded"),
    "kreves_ikke_tilbake": Text("Kreves ikke tilbake", "Blir ikkje kravt tilbake", "Repayment not demanded"),
    "aapen": Text("Ikke avgjort", "Ikkje avgjort", "Open"),
    "mangler_opplysninger": Text("Mangler opplysninger", "Manglar opplysningar", "Information missing"),
    "til_vurdering": Text("Til vurdering", "Til vurdering", "For assessment"),
    "mulige_utfall": Text("Mulige utfall", "Moglege utfall", "Possible outcomes"),
    "beloep": Text("Beløp", "Beløp", "Amount"),
    "mellom": Text("mellom {} og {}", "mellom {} og {}", "between {} and {}"),
    "minst": Text("minst {}", "minst {}", "at least {}"),
    "poster": Text("Poster", "Postar", "Items"),
    "svar": Text("Svar", "Svar", "Answer"),
    "egenandel": Text("egenandel", "eigendel", "patient charge"),
    "rentetillegg": Text("rentetillegg", "rentetillegg", "interest supplement"),
    "begrunnelse": Text("Begrunnelse", "Grunngiving", "Reasons"),
    "spoersmaal": Text("Må avklares", "Må avklarast", "To be settled"),
    "kan_ha": Text("kan ha betydning", "kan ha betyding", "may matter"),
    "hviler": Text("Hviler på lesning av loven", "Kviler på lesing av lova", "Rests on a reading of the law"),
    "ellers": Text("ellers", "elles", "otherwise"),
    "ikke_modellert": Text(
        "Regler som ikke er lagt inn ennå", "Reglar som ikkje er lagde inn enno", "Rules not yet in the system"
    ),
    "person": Text("Må til en saksbehandler", "Må til ein saksbehandlar", "Needs a caseworker"),
    "automatisk": Text("Kan avgjøres automatisk", "Kan avgjerast automatisk", "Can be decided automatically"),
    "ikke_uttoemt": Text(
        "Det er så mye som er ukjent at ikke alle muligheter er prøvd mot hverandre.",
        "Så mykje er ukjent at ikkje alle moglegheiter er prøvde mot kvarandre.",
        "So much is unknown that not every possibility was tried against the others.",
    ),
    "ja": Text("ja", "ja", "yes"),
    "nei": Text("nei", "nei", "no"),
    "ukjent": Text("ukjent", "ukjent", "unknown"),
    "eller": Text("eller", "eller", "or"),
    "og": Text("og", "og", "and"),
    "vist": Text("vist over", "vist over", "shown above"),
    "register": Text("register", "register", "register"),
    "pasient": Text("pasienten", "pasienten", "the patient"),
    "helseforetak": Text("helseforetaket", "helseføretaket", "the health trust"),
    "behandler": Text("behandleren", "behandlaren", "the practitioner"),
    "saksbehandler": Text("saksbehandleren", "saksbehandlaren", "the caseworker"),
    "forskrift": Text("forskrift", "forskrift", "regulation"),
    "praksis": Text("lesning", "lesing", "reading"),
    "innhold": Text("kravet", "kravet", "the claim"),
    "post": Text("post", "post", "item"),
    "vurdering": Text("vurdering", "vurdering", "assessment"),
    "egenerklaering": Text("egenerklæring", "eigenerklæring", "own statement"),
    "attest": Text("attest", "attest", "attestation"),
    "kart": Text("kart", "kart", "map"),
    "innstilling": Text("innstilling", "innstilling", "setting"),
    "innstilling_for": Text("innstilling for {} (fra {})", "innstilling for {} (frå {})", "setting of {} (from {})"),
    "innstilling_nasjonal": Text(
        "nasjonal innstilling (fra {})", "nasjonal innstilling (frå {})", "national setting (from {})"
    ),
    "tur": Text("tur", "tur", "trip"),
    "utenfor": Text("ingen regler på denne datoen", "ingen reglar på denne datoen", "no rules on this date"),
    "aa_ikke_avgjort": Text("svaret er ikke avgjort", "svaret er ikkje avgjort", "the answer is not settled"),
    "aa_avslag": Text("avslag på hele eller deler av kravet", "avslag på heile eller delar av kravet", "a refusal"),
    "aa_nei": Text(
        "svaret er nei på noe av det som er spurt om", "svaret er nei på noko av det det er spurt om", "an answer is no"
    ),
    "aa_tilbakekreving": Text(
        "krav om tilbakebetaling avgjøres alltid av en saksbehandler",
        "krav om tilbakebetaling blir alltid avgjort av ein saksbehandlar",
        "repayment is always decided by a caseworker",
    ),
    "aa_null_kroner": Text("ingenting å utbetale", "ingenting å betale ut", "nothing to pay out"),
    "aa_skjoenn": Text("avgjort etter skjønn", "avgjort etter skjønn", "decided by judgement"),
    "aa_foreloepig_sats": Text("satsen er foreløpig", "satsen er førebels", "the rate is provisional"),
    "aa_ulest_ordlyd": Text(
        "en regel her følger veiledningen, fordi lovteksten fra den tiden ikke er lest",
        "ein regel her følgjer rettleiinga, fordi lovteksten frå den tida ikkje er lesen",
        "a rule here follows official guidance, because the law text of that time has not been read",
    ),
    "ulest": Text(
        "lovteksten fra den tiden er ikke lest; regelen følger offisiell veiledning",
        "lovteksten frå den tida er ikkje lesen; regelen følgjer offisiell rettleiing",
        "the law text of that time has not been read; the rule follows official guidance",
    ),
    "aa_lesning": Text(
        "lesningen {} er ikke bekreftet", "lesinga {} er ikkje stadfesta", "the reading {} is not confirmed"
    ),
}

_ORDINALS = {
    "nb": ("", "første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende"),
    "nn": ("", "første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuande", "åttande"),
    "en": ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
}
_PARTS = {
    "nb": ("ledd", "bokstav", "punktum"),
    "nn": ("ledd", "bokstav", "punktum"),
    "en": ("paragraph", "letter", "sentence"),
}
_LAWS = {
    "pbrl": Text("pasient- og brukerrettighetsloven", "pasient- og brukarrettslova", "Patients' and Users' Rights Act"),
    "egenandelstak": Text("egenandelstakforskriften", "forskrift om eigendelstak", "Regulation on the yearly ceiling"),
    "egenandelstak_1": Text(
        "forskrift om egenandelstak 1", "forskrift om eigendelstak 1", "Regulation on yearly ceiling 1"
    ),
    "folketrygdloven": Text("folketrygdloven", "folketrygdlova", "National Insurance Act"),
    "tannhelsetjenesteloven": Text("tannhelsetjenesteloven", "tannhelsetenestelova", "Dental Health Services Act"),
    "barneforskriften": Text(
        "forskrift om barns opphold i helseinstitusjon",
        "forskrift om barns opphald i helseinstitusjon",
        "Regulation on children's stays in health institutions",
    ),
    "eoes_stoenad": Text(
        "forskrift om stønad til helsetjenester i EØS",
        "forskrift om stønad til helsetenester i EØS",
        "Regulation on support for health services in the EEA",
    ),
    "uten_fast_opphold": Text(
        "forskrift om tjenester til personer uten fast opphold",
        "forskrift om tenester til personar utan fast opphald",
        "Regulation on care for people with no fixed residence",
    ),
    "helsepersonelloven": Text("helsepersonelloven", "helsepersonellova", "Health Personnel Act"),
    "spesialisthelsetjenesteloven": Text(
        "spesialisthelsetjenesteloven", "spesialisthelsetenestelova", "Specialist Health Services Act"
    ),
    "forvaltningsloven": Text("forvaltningsloven", "forvaltningslova", "Public Administration Act"),
    "domstolloven": Text("domstolloven", "domstollova", "Courts of Justice Act"),
    "utskrivningsforskriften": Text(
        "forskrift om utskrivningsklare pasienter",
        "forskrift om utskrivingsklare pasientar",
        "Regulation on patients ready for discharge",
    ),
    "akuttmedisinforskriften": Text(
        "akuttmedisinforskriften", "akuttmedisinforskrifta", "Regulation on emergency medicine"
    ),
    "registerforskriften": Text(
        "forskrift om pasientreiseregistre",
        "forskrift om pasientreiseregister",
        "Regulation on patient travel registers",
    ),
}
#: CLDR locales; English is written the European way, day before month.
_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_ENGLISH_MONEY = f"¤{NBSP}#,##0.00"


def word(name: str, language: Language) -> str:
    """One of the program's own words."""
    return WORDS[name].in_language(language)


def outcome_word(code: str, answer: AnswerWords | None, language: Language) -> str:
    """What an outcome is called; in an answer without money by the words of its own, `answer`."""
    label = answer.all.get(code) if answer is not None else None
    return label.in_language(language) if label else word(code, language)


@lru_cache(_KEPT)
def kroner(oere: int, language: Language) -> str:
    """`1 280,00 kr` (with no-break spaces), in English `NOK 1,280.00`."""
    sign = "−" if oere < 0 else ""
    amount = Decimal(abs(oere)).scaleb(-2)
    return sign + format_currency(amount, "NOK", _ENGLISH_MONEY if language == "en" else None, _LOCALES[language])


def bounds_words(bounds: Bounds, language: Language) -> str:
    """An amount, or the range it lies in."""
    if bounds.lowest is None:
        return word("ukjent", language)
    if bounds.highest is None:
        if bounds.lowest == 0:
            return word("ukjent", language)
        return word("minst", language).format(kroner(bounds.lowest, language))
    if bounds.lowest == bounds.highest:
        return kroner(bounds.lowest, language)
    return word("mellom", language).format(kroner(bounds.lowest, language), kroner(bounds.highest, language))


@lru_cache(_KEPT)
def kilometres(metres: int, language: Language) -> str:
    """As many decimals as there are: `10 km`, `9,999 km`, `53,44 km`."""
    return f"{format_decimal(Decimal(metres).scaleb(-3), '#,##0.###', locale=_LOCALES[language])}{NBSP}km"


def hours(minutes: int, language: Language) -> str:
    """`13 t`, `13 t 30 min`, `45 min`."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole}{NBSP}{'h' if language == 'en' else 't'}"] if whole or not rest else []
    return NBSP.join([*parts, f"{rest}{NBSP}min"] if rest else parts)


@lru_cache(_KEPT)
def day(iso: str, language: Language) -> str:
    """`4. mai 2026` or `4 May 2026`."""
    return format_date(date.fromisoformat(iso), "long", locale=_LOCALES[language])


def setting_words(reference: str, trusts: Mapping[str, Text], language: Language) -> str:
    """`innstilling for Helse Bergen HF (fra 1. oktober 2016)`: whose setting a fact has its value from, and since when.

    `reference` is that of the trace: the owner and the day, `bergen:2016-10-01`.
    """
    owner, _, since = reference.partition(":")
    if owner == NATIONAL:
        return word("innstilling_nasjonal", language).format(day(since, language))
    name = trusts[owner].in_language(language) if owner in trusts else owner
    return word("innstilling_for", language).format(name, day(since, language))


def hjemmel_words(hjemmel: Hjemmel | dict[str, Any], language: Language) -> str:
    """`§ 22 første ledd bokstav b`, with the name of the law when it is not pasientreiseforskriften."""
    return _place_words(hjemmel if isinstance(hjemmel, Hjemmel) else Hjemmel(**hjemmel), language)


@lru_cache(_KEPT)
def _place_words(hjemmel: Hjemmel, language: Language) -> str:
    parts = hjemmel.to_json()
    ledd, bokstav, punktum = _PARTS[language]
    law = _LAWS.get(str(parts["lov"]))
    words = [law.in_language(language)] if law else []
    words.append(f"§{NBSP}{parts['paragraf']}")
    if "ledd" in parts:
        words.append(f"{_ordinal(int(parts['ledd']), language)} {ledd}")
    if "bokstav" in parts:
        words.append(f"{bokstav} {parts['bokstav']}")
    if "punktum" in parts:
        words.append(f"{_ordinal(int(parts['punktum']), language)} {punktum}")
    return " ".join(words)


def _ordinal(number: int, language: Language) -> str:
    written = _ORDINALS[language]
    return written[number] if number < len(written) else f"{number}."


def quantity(value: int, unit: str, language: Language) -> str:
    """A number with its unit, as people write it."""
    if unit == "oere":
        return kroner(value, language)
    if unit == "m":
        return kilometres(value, language)
    if unit == "min":
        return hours(value, language)
    if unit == "oere_per_km":
        return f"{kroner(value, language)} per km"
    if unit == "oere_per_time":
        return f"{kroner(value, language)} per {'hour' if language == 'en' else 'time'}"
    names = {
        "aar": Text("år", "år", "years"),
        "maaneder": Text("måneder", "månader", "months"),
        "dager": Text("dager", "dagar", "days") if value != 1 else Text("dag", "dag", "day"),
    }
    return f"{value}{NBSP}{names[unit].in_language(language)}" if unit in names else str(value)


def is_clock(name: str) -> bool:
    """True of the name of a fact or concept that holds a time of day, as minutes since midnight."""
    return name.endswith("klokken_min")


def clock(minutes: int, language: Language) -> str:
    """`kl. 13.00` or `13:00`: a time of day from the minutes since midnight."""
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}" if language == "en" else f"kl.{NBSP}{hour}.{minute:02}"


def value_words(node: dict[str, Any], book: RuleBook, language: Language) -> str:
    """The value of a trace node in words."""
    fact = _fact_of(node, book)
    if isinstance(node["verdi"], int) and is_clock(str(node.get("navn", node.get("begrep", "")))):
        return clock(node["verdi"], language)
    return _value(node["verdi"], node.get("enhet", ""), fact, language)


def _fact_of(node: dict[str, Any], book: RuleBook) -> FactDef | None:
    entity, _, name = str(node.get("navn", "")).partition(".")
    return book.vocabulary.facts.get((entity, name))


def _value(value: Any, unit: str, fact: FactDef | None, language: Language) -> str:
    if isinstance(value, bool):
        return word("ja" if value else "nei", language)
    if value is None:
        return word("ukjent", language)
    if isinstance(value, dict):
        return _open_value(value, unit, fact, language)
    if isinstance(value, int):
        return quantity(value, unit, language)
    text = fact.codes.get(value) if fact is not None else None
    if text is not None:
        return text.in_language(language)
    return day(value, language) if _is_date(value) else str(value)


def _open_value(value: dict[str, Any], unit: str, fact: FactDef | None, language: Language) -> str:
    if "mulige" in value:
        options = value["mulige"]
        if fact is not None or len(options) > 2:
            return word("ukjent", language)
        return f" {word('eller', language)} ".join(_value(option, unit, fact, language) for option in options)
    if "deler" in value:
        return f"{value['deler']}/{value['av']}"
    low, high = value["fra"], value["til"]
    if isinstance(low, str):  # a date: the bounds are only those of what can be handed in
        return word("ukjent", language)
    if high is None:
        known = low not in (None, 0)
        return word("minst", language).format(_value(low, unit, fact, language)) if known else word("ukjent", language)
    return word("mellom", language).format(_value(low, unit, fact, language), _value(high, unit, fact, language))


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10
