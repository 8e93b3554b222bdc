"""The signals as a page in one language: what each is called, when it is given, on what basis, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reiseregel.control.signals import ControlBook, Signal
from reiseregel.control.told import BASIS_WORDS, SEVERITY_WORDS, WORDS, references, titles
from reiseregel.errors import Language, Text
from reiseregel.explain.words import day, quantity
from reiseregel.prose import Heading, Item, Items, Page, Paragraph, as_markdown, paragraph, sentence
from reiseregel.prose.blocks import Block
from reiseregel.rulebook.model import Rate, RateRow

_WORDS: dict[str, Text] = {
    "tittel": Text("Signaler i kontrollen", "Signal i kontrollen", "Signals in control"),
    "innledning": Text(
        "Et signal er en grunn til at et menneske ser på noe. Det er aldri en avgjørelse og fører aldri til noe av seg "
        "selv.",
        "Eit signal er ein grunn til at eit menneske ser på noko. Det er aldri ei avgjerd og fører aldri til noko av "
        "seg sjølv.",
        "A signal is a reason for a person to look at something. It is never a decision and never leads to anything by "
        "itself.",
    ),
    "plikt": Text(
        "Helseforetaket skal i rimelig grad kontrollere opplysninger, og veie kostnaden mot nytten.",
        "Helseføretaket skal i rimeleg grad kontrollere opplysningar, og vege kostnaden mot nytten.",
        "The health trust is to control information to a reasonable degree, and weigh the cost against the benefit.",
    ),
    "id": Text("Navn i data", "Namn i data", "Name in data"),
    "fra": Text("Gis fra {}", "Blir gitt frå {}", "Given from {}"),
    "terskel": Text("Terskel", "Terskel", "Threshold"),
    "siden": Text("{} fra {} ({})", "{} frå {} ({})", "{} from {} ({})"),
}


def signals_page(book: ControlBook, language: Language) -> Page:
    """Every signal with its words, by what it is about; places for values are in brackets."""
    duty = next(iter(book.signals.values())).versions[-1].hjemler[:1]
    lead = sentence(_word("plikt", language), *references(duty, language))
    blocks: list[Block] = [
        Heading(_word("tittel", language), 1),
        Paragraph((sentence(_word("innledning", language)), lead), "lead"),
    ]
    for entity in book.entities:
        label = book.rules.vocabulary.entities[entity].label
        assert label is not None, "the contract asks for a name"
        blocks.append(Heading(_upper(label.in_language(language))))
        for signal in book.signals_of(entity):
            blocks += _signal(book, signal, language)
    return Page(language, tuple(blocks))


def signals_markdown(book: ControlBook, made_by: str) -> str:
    """The page in bokmål as a file of Markdown; `made_by` is its first line."""
    return f"{made_by}\n\n{as_markdown(signals_page(book, 'nb')).rstrip()}\n"


def _signal(book: ControlBook, signal: Signal, language: Language) -> Iterator[Block]:
    yield Heading(signal.name.in_language(language), 3)
    yield paragraph(_upper(_because(book, signal, language)))
    basis = BASIS_WORDS[signal.basis].in_language(language)
    now = signal.versions[-1]
    lines = [
        (_word("id", language), signal.id),
        (_told("alvor", language), SEVERITY_WORDS[signal.severity].in_language(language)),
    ]
    items = [_line(name, value) for name, value in lines]
    items += [_line(f"{_told('grunnlag', language)} ({basis})", signal.stands_on.in_language(language))]
    items += [_line(_told("kilde", language), title.in_language(language)) for title in titles(book, now.hjemler)]
    items += [
        _line(_told("se_paa", language), signal.look_at.in_language(language)),
        _line(_told("ikke", language), signal.says_not.in_language(language)),
    ]
    for version in signal.versions:
        since = day(date.fromordinal(version.since).isoformat(), language)
        condition = " ".join(version.written.split())
        begins = _word("fra", language).format(since)
        items.append(Item((sentence(f"{begins}: {condition}", *references(version.hjemler, language)),)))
    items += [_threshold(book.rules.rates[name], language) for name in now.thresholds]
    yield Items(tuple(items))


def _because(book: ControlBook, signal: Signal, language: Language) -> str:
    labels = {fact.name: fact.label for fact in book.rules.vocabulary.facts_of(signal.entity)}
    labels |= {f"sats.{name}": rate.label for name, rate in book.rules.rates.items()}

    def label_of(name: str) -> str:
        label = labels[name]
        return label.in_language(language) if label is not None else name

    return signal.because.shown(language, label_of)


def _threshold(rate: Rate, language: Language) -> Item:
    label = rate.label.in_language(language) if rate.label is not None else rate.name
    rows = "; ".join(_row(row, rate, language) for row in rate.rows)
    return _line(f"{_word('terskel', language)} sats.{rate.name}", f"{label}: {rows}")


def _row(row: RateRow, rate: Rate, language: Language) -> str:
    since = day(date.fromordinal(row.since).isoformat(), language)
    return _word("siden", language).format(quantity(row.value, rate.type.unit, language), since, row.source)


def _line(name: str, value: str) -> Item:
    return Item((sentence(f"{name}: {value}"),))


def _told(name: str, language: Language) -> str:
    return WORDS[name].in_language(language)


def _word(name: str, language: Language) -> str:
    return _WORDS[name].in_language(language)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
