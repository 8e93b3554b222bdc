"""The words of what would have changed an answer: headings, conditions, and what would come out."""

from __future__ import annotations

from typing import Any

from reiseregel.counterfactual import Change, Condition
from reiseregel.counterfactual.model import shown
from reiseregel.errors import Language, Text
from reiseregel.explain.words import day, quantity, value_words, word
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary import FactDef

WORDS: dict[str, Text] = {
    "tittel": Text(
        "Hva som ville gitt et bedre svar", "Kva som ville gitt eit betre svar", "What would have given a better answer"
    ),
    "dokumenteres": Text("Dette kan dokumenteres", "Dette kan dokumenterast", "This can be documented"),
    "neste_gang": Text(
        "Dette kan gjøres annerledes neste gang",
        "Dette kan gjerast annleis neste gong",
        "This can be done otherwise next time",
    ),
    "nei": Text("Dette kan ikke endres", "Dette kan ikkje endrast", "This cannot be changed"),
    "du_dokumenteres": Text("Dette kan du legge fram", "Dette kan du leggje fram", "This is what you can provide"),
    "du_neste_gang": Text(
        "Dette kan du gjøre neste gang", "Dette kan du gjere neste gong", "What you can do next time"
    ),
    "daarligere": Text("Dette hviler svaret på", "Dette kviler svaret på", "What the answer rests on"),
    "daarligere_om": Text(
        "Var én av disse opplysningene en annen, ville utfallet blitt dårligere.",
        "Var éi av desse opplysningane ei anna, ville utfallet blitt dårlegare.",
        "If one of these were otherwise, the outcome would be worse.",
    ),
    "alt_sammen": Text("Alt dette til sammen:", "Alt dette til saman:", "All of this together:"),
    "endring": Text("{}: {}, i stedet for {}.", "{}: {}, i staden for {}.", "{}: {}, instead of {}."),
    "endring_liste": Text("{}: {}.", "{}: {}.", "{}: {}."),
    "gjelder": Text("{} ({})", "{} ({})", "{} ({})"),
    "eier": Text("Den som kan svare: {}.", "Den som kan svare: {}.", "Who can answer: {}."),
    "lovdag": Text("Lovens ordlyd {}.", "Ordlyden i lova {}.", "The law as of {}."),
    "ville": Text(
        "Da ville utfallet blitt {}, {}.", "Då ville utfallet blitt {}, {}.", "The outcome would then be {}, {}."
    ),
    "kunne": Text(
        "Da kunne utfallet blitt {}. Beløp: {}.",
        "Då kunne utfallet blitt {}. Beløp: {}.",
        "The outcome could then be {}. Amount: {}.",
    ),
    "krav_ville": Text(
        "Da ville svaret vært: {}, {}.", "Då ville svaret vore: {}, {}.", "The answer would then be: {}, {}."
    ),
    "krav_kunne": Text(
        "Da kunne svaret vært: {}. Beløp: {}.",
        "Då kunne svaret vore: {}. Beløp: {}.",
        "The answer could then be: {}. Amount: {}.",
    ),
    "posten": Text(
        "{}: {}, {}, i stedet for {}, {}.", "{}: {}, {}, i staden for {}, {}.", "{}: {}, {}, instead of {}, {}."
    ),
    "legg_fram": Text("Legg fram {}.", "Legg fram {}.", "Provide {}."),
    "faas_fra": Text("Du får det fra {}.", "Du får det frå {}.", "You get it from {}."),
    "dokument": Text("Dokument: {}, fra {}.", "Dokument: {}, frå {}.", "Document: {}, from {}."),
    "vis_at": Text(
        "Legg fram noe som viser dette: {}.",
        "Legg fram noko som viser dette: {}.",
        "Provide something that shows this: {}.",
    ),
    "riktig": Text(
        "Opplysningene du gir, må være riktige.", "Opplysningane du gir, må vere rette.", "What you state must be true."
    ),
    "ingen_pasient": Text(
        "Vi fant ikke noe du kan legge fram eller gjøre annerledes som ville gitt et bedre svar.",
        "Vi fann ikkje noko du kan leggje fram eller gjere annleis som ville gitt eit betre svar.",
        "We found nothing you can provide or do otherwise that would have given a better answer.",
    ),
    "ingen": Text(
        "Ingen andre opplysninger ville gitt et bedre svar.",
        "Ingen andre opplysningar ville gitt eit betre svar.",
        "No other information would have given a better answer.",
    ),
    "mer": Text(
        "Det kan finnes mer som ville gitt et bedre svar.",
        "Det kan finnast meir som ville gitt eit betre svar.",
        "There may be more that would have given a better answer.",
    ),
    "avkortet": Text("Ikke alt er prøvd.", "Ikkje alt er prøvd.", "Not everything was tried."),
    "flere_sammen": Text(
        "Mer enn {} endringer på én gang er ikke prøvd.",
        "Meir enn {} endringar på éin gong er ikkje prøvde.",
        "More than {} changes at once were not tried.",
    ),
    "minst": Text("minst {}", "minst {}", "at least {}"),
    "hoeyst": Text("høyst {}", "høgst {}", "at most {}"),
    "tidligst": Text("tidligst {}", "tidlegast {}", "no earlier than {}"),
    "senest": Text("senest {}", "seinast {}", "no later than {}"),
    "mellom": Text("fra {} til {}", "frå {} til {}", "from {} to {}"),
    "et_annet_tall": Text("et annet tall", "eit anna tal", "another number"),
    "en_til": Text("én til", "éin til", "one more"),
    "en": Text("én", "éin", "one"),
    "ingen_i_listen": Text("ingen", "ingen", "none"),
    "der": Text("{}, der dette er med: {}", "{}, der dette er med: {}", "{}, with this in it: {}"),
}


def said(name: str, language: Language, *parts: object) -> str:
    """One of the phrases, with its parts filled in."""
    return WORDS[name].in_language(language).format(*parts)


def condition_words(change: Change, language: Language) -> str:
    """`minst 10 km`, `behandleren eller helseforetaket`, `senest 4. mai 2026`, `én til`."""
    if change.fact is not None:
        return _of_fact(change.fact, change.condition, language)
    if not change.condition.more:
        return said("ingen_i_listen", language)
    one = said("en_til" if change.now else "en", language)
    within = [f"{_name(fact, language)}: {_of_fact(fact, inner, language)}" for fact, inner in change.condition.within]
    return said("der", language, one, "; ".join(within)) if within else one


def either(options: list[str], language: Language) -> str:
    """`a, b eller c`; with semicolons when an option has a comma of its own."""
    *others, last = options
    comma = "; " if any("," in option for option in options) else ", "
    return f"{comma.join(others)} {word('eller', language)} {last}" if others else last


def now_words(change: Change, book: RuleBook, language: Language) -> str:
    """The value in the document."""
    assert change.fact is not None
    node: dict[str, Any] = {"navn": change.fact.key, "verdi": change.now, "enhet": change.fact.type.unit}
    return value_words(node, book, language)


def name_words(change: Change, language: Language) -> str:
    """What the fact or the list is called, with a capital letter."""
    label = change.definition.label
    words = label.in_language(language) if label else change.definition.name
    return words[:1].upper() + words[1:]


def _name(fact: FactDef, language: Language) -> str:
    return fact.label.in_language(language) if fact.label else fact.name


def _of_fact(fact: FactDef, condition: Condition, language: Language) -> str:
    if condition.codes:
        return either([_code(fact, code, language) for code in condition.codes], language)
    low, high = (
        None if end is None else _number(fact, end, language) for end in (condition.at_least, condition.at_most)
    )
    least, most = ("tidligst", "senest") if fact.type.kind == "dato" else ("minst", "hoeyst")
    if low is not None and high is not None:
        return low if low == high else said("mellom", language, low, high)
    if low is not None:
        return said(least, language, low)
    return said("et_annet_tall", language) if high is None else said(most, language, high)


def _code(fact: FactDef, code: str, language: Language) -> str:
    text = fact.codes.get(code)
    return text.in_language(language) if text is not None else word(code, language)


def _number(fact: FactDef, value: int, language: Language) -> str:
    written = shown(fact, value)
    return day(written, language) if isinstance(written, str) else quantity(written, fact.type.unit, language)
