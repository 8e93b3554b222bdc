"""What was found in a message, as JSON and as text, in nb, nn and en. Nothing that stood in the message is repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from babel.numbers import format_decimal

from reiseregel.errors import Fault, Language, Text
from reiseregel.settlement.book import SettlementBook
from reiseregel.settlement.checks import Finding

#: The message by which the office says that one of the carrier's has a fault of form or sum.
STOPPED: Final = 7030
WORDS: Final[dict[str, Text]] = {
    "melding": Text("Melding på linje {}", "Melding på linje {}", "Message on line {}"),
    "ingen": Text("ingen feil funnet", "ingen feil funne", "no fault found"),
    "feil": Text("{} feil", "{} feil", "{} found to be wrong"),
    "stanses": Text(
        "feil i form eller sum: hele meldingen stanses (7030)",
        "feil i form eller sum: heile meldinga blir stansa (7030)",
        "fault in form or sum: the whole message is stopped (7030)",
    ),
    "ugyldig": Text(
        "kan ikke kontrolleres, og stanses (7030)",
        "kan ikkje kontrollerast, og blir stansa (7030)",
        "cannot be checked, and is stopped (7030)",
    ),
    "kode": Text("problemkode", "problemkode", "problem code"),
    "standard": Text("standarden for oppgjør", "standarden for oppgjer", "the settlement standard"),
    "valgt": Text("valgt her", "valt her", "chosen here"),
    "kroner": Text("{} kr", "{} kr", "NOK {}"),
    "summer": Text(
        "Turer: {turer}. Sum: {sum} kr. Egenandeler: {egenandeler} kr.",
        "Turar: {turer}. Sum: {sum} kr. Eigendelar: {egenandeler} kr.",
        "Trips: {turer}. Sum: NOK {sum}. Charges: NOK {egenandeler}.",
    ),
    "oppsummering": Text(
        "Meldinger: {meldinger}. Uten feil: {uten_feil}. Med feil: {med_feil}. Kan ikke leses: {ugyldige}.",
        "Meldingar: {meldinger}. Utan feil: {uten_feil}. Med feil: {med_feil}. Kan ikkje lesast: {ugyldige}.",
        "Messages: {meldinger}. Without faults: {uten_feil}. With faults: {med_feil}. Cannot be read: {ugyldige}.",
    ),
    "ikke_kontrollert": Text(
        "Ikke kontrollert, fordi det ikke kan ses av meldingen alene:",
        "Ikkje kontrollert, fordi det ikkje kan sjåast av meldinga åleine:",
        "Not checked, because it cannot be told from the message alone:",
    ),
    "merk": Text(
        "Et funn er noe en person skal se på. Det sier ikke hvorfor det er blitt slik.",
        "Eit funn er noko ein person skal sjå på. Det seier ikkje kvifor det har blitt slik.",
        "A finding is for a person to look at. It does not say why it came to be so.",
    ),
}
_LOCALES: Final = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Checked:
    """One message of a run. `line` counts from 1; the sums are computed from the trips, None when it is not valid."""

    line: int
    faults: tuple[Fault, ...] = ()
    findings: tuple[Finding, ...] = ()
    trips: int = 0
    total_oere: int | None = None
    charges_oere: int | None = None


def outcome(checked: Checked, book: SettlementBook) -> str:
    """`ugyldig`, `stanses`, `funn` or `uten_funn`."""
    if checked.faults:
        return "ugyldig"
    if any(book.checks[item.check].stops for item in checked.findings):
        return "stanses"
    return "funn" if checked.findings else "uten_funn"


def to_json(checked: Checked, book: SettlementBook, language: Language) -> dict[str, Any]:
    """One message with fixed keys."""
    found: dict[str, Any] = {"linje": checked.line, "utfall": outcome(checked, book)}
    if checked.faults:
        return found | {"svar": STOPPED, "feil": [fault.to_json(language) for fault in checked.faults]}
    return found | {
        "svar": STOPPED if found["utfall"] == "stanses" else None,
        "turer": checked.trips,
        "beregnet_sum_oere": checked.total_oere,
        "beregnet_egenandeler_oere": checked.charges_oere,
        "funn": [_finding_json(item, book, language) for item in checked.findings],
    }


def _finding_json(item: Finding, book: SettlementBook, language: Language) -> dict[str, Any]:
    check = book.checks[item.check]
    return {
        "kontroll": item.check,
        "sted": item.pointer,
        "problemkoder": list(check.problems),
        "stanser": check.stops,
        "skal_oere": item.expected,
        "grunnlag": "valgt" if check.chosen_here else "standard",
        "hjemmel": {"lov": "pasientreiseforskriften", "paragraf": book.paragraph, "ledd": book.ledd},
        "melding": sentence(item, book, language),
    }


def sentence(item: Finding, book: SettlementBook, language: Language) -> str:
    """What is wrong, and what should have been there where that follows from the rest of the message."""
    expected = ""
    if item.expected is not None:
        expected = WORDS["kroner"].in_language(language).format(kroner(item.expected, language))
    states = (book.state_words[code].in_language(language) if code in book.moves else code for code in item.choices)
    return book.checks[item.check].words.in_language(language).format(skal=expected, koder=", ".join(states))


def kroner(oere: int, language: Language) -> str:
    """Øre as kroner with two decimals, as people write them."""
    whole, rest = divmod(abs(oere), 100)
    sign = "−" if oere < 0 else ""
    point = "." if language == "en" else ","
    return f"{sign}{format_decimal(whole, locale=_LOCALES[language])}{point}{rest:02d}"


def text(checked: Checked, book: SettlementBook, language: Language) -> str:
    """One message as lines of text."""

    def say(key: str, *values: object, **named: object) -> str:
        return WORDS[key].in_language(language).format(*values, **named)

    heading, found = say("melding", checked.line), outcome(checked, book)
    if checked.faults:
        lines = [f"{heading}: {say('ugyldig')}"]
        lines += [
            f"  {index}. {fault.pointer or '/'}: {fault.message.in_language(language)} ({fault.code})"
            for index, fault in enumerate(checked.faults, 1)
        ]
        return "\n".join(lines)
    assert checked.total_oere is not None
    assert checked.charges_oere is not None
    wrong = say("feil", len(checked.findings)) if checked.findings else say("ingen")
    lines = [f"{heading}: {wrong}"]
    sums = {"sum": kroner(checked.total_oere, language), "egenandeler": kroner(checked.charges_oere, language)}
    lines.append(f"  {say('summer', turer=checked.trips, **sums)}")
    for index, item in enumerate(checked.findings, 1):
        check = book.checks[item.check]
        codes = f"{say('kode')} {', '.join(map(str, check.problems))}; " if check.problems else ""
        basis = say("valgt" if check.chosen_here else "standard")
        lines.append(f"  {index}. {item.pointer}: {sentence(item, book, language)} ({codes}{basis})")
    if found == "stanses":
        lines.append(f"  {say('stanses')[0].upper()}{say('stanses')[1:]}.")
    return "\n".join(lines)


def unchecked_json(book: SettlementBook, language: Language) -> list[dict[str, Any]]:
    """What no message can tell, by problem code, with the reason."""
    return [
        {
            "problemkode": code,
            "navn": problem.label.in_language(language),
            "grunn": problem.unchecked.in_language(language),
            "delvis_kontrollert": any(code in check.problems for check in book.checks.values()),
        }
        for code, problem in book.problems.items()
    ]


def unchecked_text(book: SettlementBook, language: Language) -> Iterator[str]:
    """The same as lines: one reason a line, with the codes that have it."""
    yield WORDS["ikke_kontrollert"].in_language(language)
    by_reason: dict[str, list[str]] = {}
    for code, problem in book.problems.items():
        words = f"{code} {problem.label.in_language(language)}"
        by_reason.setdefault(problem.unchecked.in_language(language), []).append(words)
    for reason, codes in by_reason.items():
        yield f"  {'; '.join(codes)}: {reason}"
    yield WORDS["merk"].in_language(language)
