"""A plan as JSON and text, and the reason of each drawn case, in nb, nn and en."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from babel.numbers import format_decimal

from reiseregel.errors import LANGUAGES, Language, Text
from reiseregel.sampling.expected import Spread
from reiseregel.sampling.rules import SamplingRules, Stratum
from reiseregel.sampling.run import Line, Plan

VERSION: Final = 1
_LOCALES: Final = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
REASON: Final = Text(
    "Trukket ut blant {saker} {stratum}. {antall} av dem blir kontrollert, så sannsynligheten var {antall} av {saker}. "
    "{hvorfor} At saken er trukket ut, sier ikke at noe er feil.",
    "Trekt ut blant {saker} {stratum}. {antall} av dei blir kontrollerte, så sannsynet var {antall} av {saker}. "
    "{hvorfor} At saka er trekt ut, seier ikkje at noko er feil.",
    "Drawn among {saker} {stratum}. {antall} of them are checked, so the chance was {antall} of {saker}. "
    "{hvorfor} That the case was drawn does not say that anything is wrong.",
)
WHY: Final[dict[str, Text]] = {
    "alle": Text(
        "Alle disse sakene blir kontrollert.", "Alle desse sakene blir kontrollerte.", "All these cases are checked."
    ),
    "fangst": Text(
        "Så mange kontrolleres fordi det ventes å finne feil for mer enn kontrollen koster.",
        "Så mange blir kontrollerte fordi det er venta å finne feil for meir enn kontrollen kostar.",
        "So many are checked because the faults expected are worth more than the check costs.",
    ),
    "maaling": Text(
        "Så mange kontrolleres for at feilandelen skal bli kjent.",
        "Så mange blir kontrollerte for at feildelen skal bli kjend.",
        "So many are checked so that the fault share becomes known.",
    ),
    "gulv": Text("Noen få kontrolleres alltid.", "Nokre få blir alltid kontrollerte.", "A few are always checked."),
}
WORDS: Final[dict[str, Text]] = {
    "plan": Text(
        "{antall} av {saker} saker er trukket ut. Det tar {minutter} minutter og koster {kostnad} kr.",
        "{antall} av {saker} saker er trekte ut. Det tek {minutter} minutt og kostar {kostnad} kr.",
        "{antall} of {saker} cases are drawn. It takes {minutter} minutes and costs NOK {kostnad}.",
    ),
    "budsjett": Text(
        "Budsjettet er {minutter} minutter. Det som er igjen, ventes ikke å lønne seg, eller rekker ikke til flere.",
        "Budsjettet er {minutter} minutt. Det som er att, er ikkje venta å løne seg, eller rekk ikkje til fleire.",
        "The budget is {minutter} minutes. What is left is not expected to pay, or is not enough for more.",
    ),
    "stratum": Text(
        "{antall} av {saker} {navn}: {gulv} alltid, {maaling} for å måle, {fangst} fordi det lønner seg. "
        "Sannsynlighet {sannsynlighet}.",
        "{antall} av {saker} {navn}: {gulv} alltid, {maaling} for å måle, {fangst} fordi det løner seg. "
        "Sannsyn {sannsynlighet}.",
        "{antall} of {saker} {navn}: {gulv} always, {maaling} to measure, {fangst} because it pays. "
        "Chance {sannsynlighet}.",
    ),
    "ventet": Text(
        "Ventet: {feil} feil (fra {feil_lavest} til {feil_hoeyest}), og feil for {oere} kr "
        "(fra {oere_lavest} til {oere_hoeyest}).",
        "Venta: {feil} feil (frå {feil_lavest} til {feil_hoeyest}), og feil for {oere} kr "
        "(frå {oere_lavest} til {oere_hoeyest}).",
        "Expected: {feil} faults (from {feil_lavest} to {feil_hoeyest}), and faults of NOK {oere} "
        "(from {oere_lavest} to {oere_hoeyest}).",
    ),
    "antatt": Text(
        "Feilandelene er antatt ({kilde}). Grensene er laveste og høyeste anslag, med tilfeldig variasjon.",
        "Feildelane er tekne for gitt ({kilde}). Grensene er lågaste og høgste anslag, med tilfeldig variasjon.",
        "The fault shares are assumed ({kilde}). The bounds are the lowest and highest assumption, with chance.",
    ),
    "utelatt": Text(
        "Ikke med: {aapne} som ikke er avgjort, og {ugyldige} rader med feil.",
        "Ikkje med: {aapne} som ikkje er avgjorde, og {ugyldige} rader med feil.",
        "Left out: {aapne} that are not decided, and {ugyldige} rows with faults.",
    ),
    "ukjent": Text(
        "Ikke kjent, og derfor ikke regnet med: om {automatisk} saker kunne avgjøres automatisk, og om {egenerklaert} "
        "bygger på det pasienten har opplyst.",
        "Ikkje kjent, og derfor ikkje rekna med: om {automatisk} saker kunne avgjerast automatisk, og om "
        "{egenerklaert} byggjer på det pasienten har opplyst.",
        "Not known, so not counted: whether {automatisk} cases could be settled automatically, and whether "
        "{egenerklaert} stand on what the patient stated.",
    ),
}


def why(line: Line) -> str:
    """What the number of checks of a stratum rests on most: `alle`, `fangst`, `maaling` or `gulv`."""
    parts = line.allocation
    if parts.checks == line.cases:
        return "alle"
    return "fangst" if parts.catch else "maaling" if parts.measuring else "gulv"


def reason(line: Line, stratum: Stratum) -> dict[str, str]:
    """Why a case of the stratum was drawn, in each language."""
    return {
        language: REASON.in_language(language).format(
            saker=number(line.cases, language),
            antall=number(line.allocation.checks, language),
            stratum=stratum.label.in_language(language),
            hvorfor=WHY[why(line)].in_language(language),
        )
        for language in LANGUAGES
    }


def drawn_json(plan: Plan, rules: SamplingRules) -> Iterator[dict[str, Any]]:
    """Each case drawn, in the order of strata and lots. `vekt` is the number of cases it stands for."""
    for line, stratum, cases in zip(plan.lines, rules.strata, plan.drawn, strict=True):
        because = reason(line, stratum)
        for case in cases:
            yield {
                "id": case.id,
                "stratum": stratum.id,
                "beloep_oere": case.oere,
                "minutter": stratum.minutes,
                "sannsynlighet": str(line.chance),
                "vekt": str(1 / line.chance),
                "grunn": because,
            }


def plan_json(plan: Plan, rules: SamplingRules) -> dict[str, Any]:
    """The plan as `schemas/v1/utvalg.schema.json` has it."""
    return {
        "type": "utvalg",
        "versjon": VERSION,
        "seed": plan.seed,
        "regler_sha256": rules.digest,
        "saker": plan.frame.cases,
        "utelatt": {"aapne": plan.frame.open_cases, "ugyldige": plan.frame.faulty_rows},
        "ukjent": {
            "automatisk": plan.frame.unknown_automatic,
            "egenerklaert": plan.frame.unknown_self_declared,
        },
        "budsjett_minutter": plan.budget_minutes,
        "strata": [_line_json(*item) for item in zip(plan.lines, rules.strata, strict=True)],
        "i_alt": {
            "kontrolleres": plan.checks,
            "minutter": plan.minutes,
            "kostnad_oere": plan.cost_oere,
            **_expected_json(plan.faults, plan.catch),
        },
    }


def _line_json(line: Line, stratum: Stratum) -> dict[str, Any]:
    parts = line.allocation
    return {
        "id": stratum.id,
        "saker": line.cases,
        "sum_oere": line.oere,
        "kontrolleres": parts.checks,
        "gulv": parts.floor,
        "maaling": parts.measuring,
        "fangst": parts.catch,
        "sannsynlighet": str(line.chance),
        "minutter": line.minutes,
        "kostnad_oere": line.cost_oere,
        **_expected_json(line.faults, line.catch),
    }


def _expected_json(faults: Spread, catch: Spread) -> dict[str, Any]:
    return {
        "ventede_feil": {"lavest": faults.low, "ventet": str(faults.means[1]), "hoeyest": faults.high},
        "ventet_fangst_oere": {"lavest": catch.low, "ventet": floor(catch.means[1]), "hoeyest": catch.high},
    }


def plan_text(plan: Plan, rules: SamplingRules, language: Language) -> str:
    """The plan as lines of text, without a trailing newline."""

    def say(key: str, **named: object) -> str:
        return WORDS[key].in_language(language).format(**named)

    def whole(value: int) -> str:
        return number(value, language)

    lines = [
        say(
            "plan",
            antall=whole(plan.checks),
            saker=whole(plan.frame.cases),
            minutter=whole(plan.minutes),
            kostnad=kroner(plan.cost_oere, language),
        ),
        _expected(plan.faults, plan.catch, language),
        "",
    ]
    for line, stratum in zip(plan.lines, rules.strata, strict=True):
        if not line.cases:
            continue
        parts = line.allocation
        lines.append(
            "  "
            + say(
                "stratum",
                antall=whole(parts.checks),
                saker=whole(line.cases),
                navn=stratum.label.in_language(language),
                gulv=whole(parts.floor),
                maaling=whole(parts.measuring),
                fangst=whole(parts.catch),
                sannsynlighet=f"{parts.checks}/{line.cases}",
            )
        )
        lines.append("    " + _expected(line.faults, line.catch, language))
    lines.append("")
    if plan.minutes < plan.budget_minutes:
        lines.append(say("budsjett", minutter=whole(plan.budget_minutes)))
    lines.append(say("antatt", kilde=rules.strata[0].source))
    if plan.frame.open_cases or plan.frame.faulty_rows:
        lines.append(
            say("utelatt", aapne=whole(plan.frame.open_cases), ugyldige=whole(plan.frame.faulty_rows)),
        )
    unknown = (plan.frame.unknown_automatic, plan.frame.unknown_self_declared)
    if any(unknown):
        lines.append(say("ukjent", automatisk=whole(unknown[0]), egenerklaert=whole(unknown[1])))
    return "\n".join(lines)


def _expected(faults: Spread, catch: Spread, language: Language) -> str:
    return (
        WORDS["ventet"]
        .in_language(language)
        .format(
            feil=decimal(faults.means[1], language),
            feil_lavest=number(faults.low, language),
            feil_hoeyest=number(faults.high, language),
            oere=kroner(floor(catch.means[1]), language),
            oere_lavest=kroner(catch.low, language),
            oere_hoeyest=kroner(catch.high, language),
        )
    )


def number(value: int, language: Language) -> str:
    """A whole number as people write it."""
    return format_decimal(value, locale=_LOCALES[language])


def kroner(oere: int, language: Language) -> str:
    """Øre as whole kroner, down: what is told of is an estimate."""
    return number(oere // 100, language)


def decimal(value: Fraction, language: Language, *, up: bool = False) -> str:
    """A number with one decimal: the nearest below, or (`up`) above."""
    tenths = ceil(value * 10) if up else floor(value * 10)
    return f"{number(tenths // 10, language)}{'.' if language == 'en' else ','}{tenths % 10}"
