"""A signal in words, in nb, nn and en: why, on what basis, how severe, what to look at, and what it does not say.

Nothing here knows whom it is about: the subject of a fact and its day never come into a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from reiseregel.control.model import FeatureFact, FeatureValue
from reiseregel.control.sentences import Slot
from reiseregel.control.signals import BasisKind, ControlBook, Severity, Signal, SignalVersion
from reiseregel.errors import Language, Text
from reiseregel.explain.words import NBSP, hjemmel_words, word
from reiseregel.prose import Reference
from reiseregel.rulebook.model import RateRow
from reiseregel.vocabulary import FactDef, Hjemmel

SEVERITY_WORDS: dict[Severity, Text] = {
    "lav": Text("lavt", "lågt", "low"),
    "middels": Text("middels", "middels", "medium"),
    "hoey": Text("høyt", "høgt", "high"),
}
BASIS_WORDS: dict[BasisKind, Text] = {
    "lov": Text("loven", "lova", "the law"),
    "praksis": Text("kjent praksis", "kjend praksis", "known practice"),
    "valgt": Text("valgt her", "valt her", "chosen here"),
}
WORDS: dict[str, Text] = {
    "alvor": Text("Alvor", "Alvor", "Severity"),
    "hvorfor": Text("Hvorfor", "Kvifor", "Why"),
    "grunnlag": Text("Grunnlag", "Grunnlag", "Basis"),
    "se_paa": Text("Se på", "Sjå på", "Look at"),
    "ikke": Text("Merk", "Merk", "Note"),
    "kilde": Text("Kilde", "Kjelde", "Source"),
    "kanskje": Text("kanskje", "kanskje", "perhaps"),
    "aapent": Text(
        "Det kan ikke avgjøres om signalet gjelder, for dette er ikke kjent: {}.",
        "Det kan ikkje avgjerast om signalet gjeld, for dette er ikkje kjent: {}.",
        "Whether the signal holds cannot be settled, for this is not known: {}.",
    ),
}
_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_PER_CENT: dict[Language, str] = {"nb": "prosent", "nn": "prosent", "en": "per cent"}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold a signal used, with the row in force on the day."""

    name: str
    row: RateRow

    def to_json(self) -> dict[str, str | int]:
        """`{terskel, verdi, fra, kilde, status}`; what is chosen here says so in `kilde`."""
        since = date.fromordinal(self.row.since).isoformat()
        return {
            "terskel": self.name,
            "verdi": self.row.value,
            "fra": since,
            "kilde": self.row.source,
            "status": self.row.status,
        }


@dataclass(frozen=True, slots=True)
class Told:
    """One signal about one fact, in one language. `sure` is False where an open fact decides; `open_facts` are those.

    `values` are the facts looked at, by name; `sources` the titles of the sources of practice.
    """

    signal: Signal
    language: Language
    sure: bool
    because: str
    hjemler: tuple[Hjemmel, ...]
    values: Mapping[str, FeatureValue]
    thresholds: tuple[Threshold, ...]
    open_facts: tuple[str, ...]
    sources: tuple[Text, ...] = ()

    @property
    def name(self) -> str:
        """What the signal is called."""
        return self.signal.name.in_language(self.language)

    @property
    def text(self) -> str:
        """The whole as lines of text, without a trailing newline."""
        signal, language = self.signal, self.language
        perhaps = f" ({_word('kanskje', language)})" if not self.sure else ""
        places = "; ".join(reference.words for reference in self.references)
        severity = SEVERITY_WORDS[signal.severity].in_language(language)
        lines = [
            f"{self.name}{perhaps}",
            f"  {_word('alvor', language)}: {severity}.",
            f"  {_word('hvorfor', language)}: {self.because}",
            f"  {_word('grunnlag', language)}: {signal.stands_on.in_language(language)} ({places})",
            *(f"  {_word('kilde', language)}: {title.in_language(language)}." for title in self.sources),
            f"  {_word('se_paa', language)}: {signal.look_at.in_language(language)}",
            f"  {_word('ikke', language)}: {signal.says_not.in_language(language)}",
        ]
        return "\n".join(lines)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The places in the law, as people write them, with links."""
        return references(self.hjemler, self.language)

    def to_json(self) -> dict[str, Any]:
        """The whole with fixed keys; the values are those of the feature fact, the words are in `spraak`."""
        signal, language = self.signal, self.language
        return {
            "signal": signal.id,
            "entitet": signal.entity,
            "sikkert": self.sure,
            "alvor": signal.severity,
            "spraak": language,
            "navn": self.name,
            "fordi": self.because,
            "grunnlag": {"slag": signal.basis, "tekst": signal.stands_on.in_language(language)},
            "hjemmel": [hjemmel.to_json() for hjemmel in self.hjemler],
            "se_paa": signal.look_at.in_language(language),
            "ikke": signal.says_not.in_language(language),
            "opplysninger": dict(self.values),
            "aapne": list(self.open_facts),
            "terskler": [item.to_json() for item in self.thresholds],
        }


def tell(book: ControlBook, signal: Signal | str, fact: FeatureFact, language: Language, *, sure: bool = True) -> Told:
    """What to say of a signal that a fact raises, or (`sure=False`) may raise.

    Raises ValueError when the signal is of another entity, or did not exist on the day of the fact.
    """
    found = book.signals[signal] if isinstance(signal, str) else signal
    if found.entity != fact.entity:
        raise ValueError("the signal is of another entity")
    day = _day(book, fact)
    version = found.version_on(day)
    if version is None:
        raise ValueError("the signal did not exist on the day")
    open_facts = tuple(name for name in version.facts if name not in fact.values)
    definitions = {item.name: item for item in book.rules.vocabulary.facts_of(fact.entity)}
    because = _because(book, found, fact, day, language) if sure else _unsettled(open_facts, definitions, language)
    shown = [name for name in dict.fromkeys((*version.facts, *found.because.names)) if name in fact.values]
    return Told(
        signal=found,
        language=language,
        sure=sure,
        because=because,
        hjemler=version.hjemler,
        values={name: fact.values[name] for name in shown},
        thresholds=tuple(_thresholds(book, version, day)),
        open_facts=open_facts,
        sources=tuple(titles(book, version.hjemler)),
    )


def titles(book: ControlBook, hjemler: tuple[Hjemmel, ...]) -> Iterator[Text]:
    """The title of each source of practice that places in the law are followed by, each once."""
    for key in dict.fromkeys(hjemmel.kilde for hjemmel in hjemler if hjemmel.kilde):
        yield book.rules.sources[key].title


def references(hjemler: tuple[Hjemmel, ...], language: Language) -> tuple[Reference, ...]:
    """Places in the law as people write them, with links."""
    return tuple(Reference(hjemmel_words(hjemmel, language), hjemmel.link) for hjemmel in hjemler)


def _day(book: ControlBook, fact: FeatureFact) -> int:
    law_time = book.rules.vocabulary.entities[fact.entity].law_time
    assert law_time is not None, "the book refuses an entity without a day"
    return date.fromisoformat(str(fact.values[law_time.fact])).toordinal()


def _thresholds(book: ControlBook, version: SignalVersion, day: int) -> list[Threshold]:
    rows = ((name, book.rules.rates[name].on(day)) for name in version.thresholds)
    return [Threshold(name, row) for name, row in rows if row is not None]


def _because(book: ControlBook, signal: Signal, fact: FeatureFact, day: int, language: Language) -> str:
    definitions = {item.name: item for item in book.rules.vocabulary.facts_of(fact.entity)}

    def put(slot: Slot) -> str:
        threshold = slot.name.removeprefix("sats.")
        if threshold != slot.name:
            return _counted(slot, book.threshold_on(threshold, day), language)
        return _value(slot, fact.values.get(slot.name), definitions[slot.name], language)

    return _upper(signal.because.filled(language, put))


def _value(slot: Slot, value: FeatureValue | None, definition: FactDef, language: Language) -> str:
    if value is None:
        label = definition.label.in_language(language) if definition.label else definition.name
        return slot.more or f"{label} ({word('ukjent', language)})"
    if isinstance(value, bool):
        return word("ja" if value else "nei", language)
    if isinstance(value, int):
        return _counted(slot, value, language)
    written = definition.codes.get(value)
    return written.in_language(language) if written is not None else value


def _counted(slot: Slot, value: int, language: Language) -> str:
    if slot.one:
        return slot.one if value == 1 else slot.more
    if slot.share:
        share = format_decimal(Decimal(value).scaleb(-1), "#,##0.#", locale=_LOCALES[language])
        return f"{share}{NBSP}{_PER_CENT[language]}"
    return str(format_decimal(value, locale=_LOCALES[language]))


def _unsettled(open_facts: tuple[str, ...], definitions: Mapping[str, FactDef], language: Language) -> str:
    labels = (definitions[name].label for name in open_facts)
    listed = [label.in_language(language) for label in labels if label is not None]
    both = f" {word('og', language)} ".join([*([", ".join(listed[:-1])] if listed[1:] else []), *listed[-1:]])
    return _word("aapent", language).format(both)


def _upper(sentence: str) -> str:
    """A sentence that begins with a value still begins with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def _word(name: str, language: Language) -> str:
    return WORDS[name].in_language(language)
