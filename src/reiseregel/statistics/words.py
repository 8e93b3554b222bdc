"""What the report calls things, in three languages, and how it writes numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reiseregel.errors import Language, Text
from reiseregel.explain.words import WORDS as EXPLAINED
from reiseregel.explain.words import day, kroner, outcome_word
from reiseregel.rulebook import RuleBook
from reiseregel.statistics.answers import OUTCOMES
from reiseregel.statistics.measures import Measure, Measures
from reiseregel.statistics.model import ALL, OPEN_OUTCOMES, OTHER, UNKNOWN
from reiseregel.statistics.periods import Period
from reiseregel.statistics.report import DOCUMENTS, Figure

#: What stands where a number is hidden.
HIDDEN: Final = "··"
NBSP: Final = "\u00a0"
_MINUS: Final = "−"

SAID: Final = {
    "tittel": Text("Statistikk over avgjørelser", "Statistikk over avgjerder", "Statistics of decisions"),
    "periode": Text("Periode", "Periode", "Period"),
    "ukjent_periode": Text("Ukjent dato", "Ukjend dato", "Date not known"),
    "alle": Text("Alle", "Alle", "All"),
    "ukjent": Text("Ukjent helseforetak", "Ukjent helseføretak", "Health trust not known"),
    "annet": Text("Kode fra andre regler", "Kode frå andre reglar", "Code of other rules"),
    "dokumenter": Text("Dokumenter", "Dokument", "Documents"),
    "skjult": Text(
        "{} betyr at tallet er skjult: færre enn {}, eller noe som ville gitt et slikt tall.",
        "{} tyder at talet er skjult: færre enn {}, eller noko som ville gitt eit slikt tal.",
        "{} means that the number is hidden: below {}, or one that would give such a number.",
    ),
    "endring": Text(
        "I parentes: endringen fra perioden før, i antall, eller i prosentpoeng der det står en andel.",
        "I parentes: endringa frå perioden før, i tal på dokument, eller i prosentpoeng der det står ein del.",
        "In brackets: the change from the period before, in number, or in percentage points beside a share.",
    ),
    "hele_skjult": Text("hele målet er skjult", "heile målet er skjult", "the whole measure is hidden"),
    "helseforetak": Text("Etter helseforetak", "Etter helseføretak", "By health trust"),
    "flere": Text("og {} til i tabellen", "og {} til i tabellen", "and {} more in the table"),
    "ingen": Text("Ingen dokumenter er talt.", "Ingen dokument er talde.", "No documents are counted."),
    "median": Text("median", "median", "median"),
    "p90": Text("90-prosentil", "90-prosentil", "90th percentile"),
    "dager": Text("dager", "dagar", "days"),
    "poeng": Text("pp", "pp", "pp"),
    "perioder": Text("etter periode", "etter periode", "by period"),
    "rest": Text("Skjult", "Skjult", "Hidden"),
    "akse": Text(
        "Prosent av dokumentene; tallet etter søylen er antallet dokumenter",
        "Prosent av dokumenta; talet etter søyla er talet på dokument",
        "Per cent of the documents; the number after the bar is the number of documents",
    ),
    "lovtid": Text("en dato uten regler", "ein dato utan reglar", "a date without rules"),
}

_KINDS: Final = {
    "krav": Text("Krav om reisestønad", "Krav om reisestønad", "Claims for travel support"),
    "tilbakekreving": Text("Tilbakekreving", "Tilbakekrevjing", "Recovery"),
    "attest": Text("Reiseattester", "Reiseattestar", "Travel attests"),
    "bestilling": Text("Bestillinger", "Bestillingar", "Bookings"),
    "klage": Text("Klager", "Klager", "Complaints"),
    "avvik": Text("Avvik", "Avvik", "Deviations"),
    "rekvirentveileder": Text("Rekvirentveilederen", "Rekvirentrettleiaren", "Requester's guide"),
    "rekvisisjon": Text("Enkeltrekvisisjoner", "Enkeltrekvisisjonar", "Single requisitions"),
    "utskrivning": Text("Utskrivninger", "Utskrivingar", "Discharges"),
}


class Words:
    """The words of one language."""

    def __init__(self, book: RuleBook, measures: Measures, language: Language) -> None:
        self.book, self.measures, self.language = book, measures, language
        self.by_id: Mapping[str, Measure] = {measure.id: measure for measure in measures.all}

    def say(self, name: str) -> str:
        """One of the report's own words."""
        return SAID[name].in_language(self.language)

    def kind(self, kind: str) -> str:
        """A type of document, as a heading."""
        return _KINDS[kind].in_language(self.language) if kind in _KINDS else kind

    def measure(self, name: str) -> str:
        """The name of a measure."""
        return self.say(DOCUMENTS) if name == DOCUMENTS else self.by_id[name].label.in_language(self.language)

    def trust(self, code: str) -> str:
        """A health trust, all of them, or that it is not known."""
        if code in (ALL, UNKNOWN):
            return self.say(code)
        found = self.book.vocabulary.trusts.get(code)
        return found.in_language(self.language) if found else code

    def period(self, period: Period | None) -> str:
        """`2. november 2026 til 22. november 2026`, with a dash."""
        if period is None:
            return self.say("ukjent_periode")
        return f"{day(period.first.isoformat(), self.language)} – {day(period.last.isoformat(), self.language)}"

    def category(self, figure: Figure) -> str:
        """What a category is called; reasons by their codes, as in the answers."""
        code, measure = figure.category, self.by_id.get(figure.measure)
        if code == OTHER:
            return self.say("annet")
        if measure is None or code in ("median", "p90"):
            return self.say(code)
        if measure.field == "utfall":
            answer = self.book.answer_words(figure.kind)
            own = figure.kind not in OUTCOMES and code not in OPEN_OUTCOMES
            return outcome_word(code, answer if own else None, self.language)
        if measure.field == "kostnadsklasse":
            return next(item.label for item in self.measures.classes if item.code == code).in_language(self.language)
        known = self.measures.codes.get(measure.field, {})
        if code in known:
            return known[code].in_language(self.language)
        return self._fact(code) if measure.field == "aapne_fakta" else code

    def short(self, figure: Figure) -> str:
        """A way to an answer as the head of a column: by the owner it goes to alone."""
        owner = self.measures.codes["eiere"].get(figure.category)
        return owner.in_language(self.language) if owner else self.category(figure)

    def _fact(self, code: str) -> str:
        owner, _, key = code.partition(":")
        entity, _, name = key.partition(".")
        fact = self.book.vocabulary.facts.get((entity, name))
        label = fact.label.in_language(self.language) if fact is not None and fact.label is not None else key
        if key in SAID:
            label = self.say(key)
        return f"{EXPLAINED[owner].in_language(self.language)}: {label}"

    # --- numbers ---

    def count(self, number: int) -> str:
        """Thousands apart, with no-break spaces; in English with commas."""
        text = f"{abs(number):,}".replace(",", NBSP if self.language != "en" else ",")
        return f"{_MINUS}{text}" if number < 0 else text

    def tenths(self, number: int) -> str:
        """`61,2` of 612."""
        mark = "." if self.language == "en" else ","
        return f"{_MINUS if number < 0 else ''}{abs(number) // 10}{mark}{abs(number) % 10}"

    def value(self, figure: Figure) -> str:
        """The number with its unit."""
        if figure.value is None:
            return HIDDEN
        if figure.unit == "oere":
            return kroner(figure.value, self.language)
        if figure.unit == "promille":
            return f"{self.tenths(figure.value)}{NBSP}%"
        return self.count(figure.value)

    def change(self, figure: Figure) -> str:
        """`+12`, `−0,4 pp`, or nothing when it is not known."""
        if figure.unit == "promille" or figure.share_change is not None:
            points = figure.change if figure.unit == "promille" else figure.share_change
            return "" if points is None else f"{_sign(points)}{self.tenths(points)}{NBSP}{self.say('poeng')}"
        if figure.change is None:
            return ""
        if figure.unit == "oere":
            return _sign(figure.change) + kroner(figure.change, self.language)
        return _sign(figure.change) + self.count(figure.change)


def _sign(number: int) -> str:
    return "+" if number > 0 else ""
