"""A plan that was carried out, and what the checks found → the estimate, as JSON and text."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any, Final

from reiseregel.errors import Language, Text
from reiseregel.rulebook.shape import validator
from reiseregel.sampling.estimate import Estimate, Found, Interval, estimate
from reiseregel.sampling.model import SamplingStop
from reiseregel.sampling.rows import MESSAGES, BadRow, RowFault, Told, case_id, json_rows, result_rows
from reiseregel.sampling.rules import SamplingRules
from reiseregel.sampling.told import decimal, kroner, number

PLAN: Final = "plan.json"
DRAWN: Final = "utvalg.jsonl"
_MILLION: Final = 10**6
RESULT_MESSAGES: Final[dict[str, Text]] = {
    **MESSAGES,
    "utvalg.ikke_trukket": Text(
        "Saken er ikke trukket ut i denne planen. Bare saker som er trukket ut, kan regnes med.",
        "Saka er ikkje trekt ut i denne planen. Berre saker som er trekte ut, kan reknast med.",
        "The case was not drawn in this plan. Only cases that were drawn can be counted.",
    ),
    "utvalg.to_ganger": Text(
        "Saken står flere ganger. Den første raden gjelder.",
        "Saka står fleire gonger. Den første rada gjeld.",
        "The case stands several times. The first row holds.",
    ),
}
WORDS: Final[dict[str, Text]] = {
    "kontrollert": Text(
        "{kontrollert} av {trukket} saker som ble trukket ut, er kontrollert. {feil} har feil.",
        "{kontrollert} av {trukket} saker som blei trekte ut, er kontrollerte. {feil} har feil.",
        "{kontrollert} of {trukket} cases drawn are checked. {feil} have a fault.",
    ),
    "andel": Text(
        "Feilandel blant alle saker: {verdi} prosent (95 prosent sikkert mellom {lavest} og {hoeyest}).",
        "Feildel blant alle saker: {verdi} prosent (95 prosent sikkert mellom {lavest} og {hoeyest}).",
        "Fault share of all cases: {verdi} per cent (with 95 per cent confidence between {lavest} and {hoeyest}).",
    ),
    "andel_ukjent": Text(
        "Feilandelen blant alle saker er mellom {lavest} og {hoeyest} prosent. Noe er ikke kontrollert ennå, og et "
        "enkelt tall kan ikke gis.",
        "Feildelen blant alle saker er mellom {lavest} og {hoeyest} prosent. Noko er ikkje kontrollert enno, og eit "
        "enkelt tal kan ikkje givast.",
        "The fault share of all cases is between {lavest} and {hoeyest} per cent. Something is not checked yet, so no "
        "single figure can be given.",
    ),
    "oere": Text(
        "Feil for {verdi} kr blant alle saker (95 prosent sikkert mellom {lavest} og {hoeyest}).",
        "Feil for {verdi} kr blant alle saker (95 prosent sikkert mellom {lavest} og {hoeyest}).",
        "Faults of NOK {verdi} among all cases (with 95 per cent confidence between {lavest} and {hoeyest}).",
    ),
    "oere_uten": Text(
        "Hvor mye feilene gjelder for alle saker, kan ikke regnes ut: beløp mangler, eller det er kontrollert for få.",
        "Kor mykje feila gjeld for alle saker, kan ikkje reknast ut: beløp manglar, eller det er kontrollert for få.",
        "What the faults amount to among all cases cannot be worked out: amounts are missing, or too few are checked.",
    ),
    "faa": Text(
        "Det er funnet få feil, så grensene for beløpet er usikre.",
        "Det er funne få feil, så grensene for beløpet er usikre.",
        "Few faults are found, so the bounds of the amount are unsure.",
    ),
    "frafall": Text(
        "{antall} saker er ikke kontrollert. Regnestykket går ut fra at de er som de andre i samme stratum.",
        "{antall} saker er ikkje kontrollerte. Reknestykket går ut frå at dei er som dei andre i same stratum.",
        "{antall} cases are not checked. The sum takes them to be like the others of their stratum.",
    ),
    "stratum": Text(
        "{navn}: {feil} av {kontrollert} kontrollerte har feil, {verdi} prosent (mellom {lavest} og {hoeyest}).",
        "{navn}: {feil} av {kontrollert} kontrollerte har feil, {verdi} prosent (mellom {lavest} og {hoeyest}).",
        "{navn}: {feil} of {kontrollert} checked have a fault, {verdi} per cent (between {lavest} and {hoeyest}).",
    ),
    "stratum_ukjent": Text(
        "{navn}: ingen er kontrollert.", "{navn}: ingen er kontrollerte.", "{navn}: none are checked."
    ),
    "andre_regler": Text(
        "Reglene for stikkprøver er endret siden planen ble laget. Tallene bygger på planen.",
        "Reglane for stikkprøver er endra sidan planen blei laga. Tala byggjer på planen.",
        "The rules for spot checks have changed since the plan was made. The figures rest on the plan.",
    ),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found by stratum, in the order of the plan, and the estimate. `same_rules`: unchanged since the plan."""

    found: dict[str, Found]
    estimate: Estimate
    amounts_known: bool
    same_rules: bool


def measure(folder: Path, results: Path, rules: SamplingRules, told: Told) -> Outcome:
    """The estimate from a folder with a plan and a file of rows `id`, `feil` and `feil_oere`.

    Raises:
        SamplingStop: a file cannot be read, or the plan is not one that this program wrote.

    """
    plan = _plan(folder / PLAN)
    found = {row["id"]: Found(row["saker"], row["kontrolleres"]) for row in plan["strata"]}
    stratum_of = _drawn(folder / DRAWN, found)
    amounts_known = True
    seen: set[str] = set()
    try:
        for row_number, row in result_rows(results):
            try:
                name, faulty, oere = _checked(row, stratum_of, seen)
            except BadRow as bad:
                told(RowFault(row_number, bad.code))
                continue
            amounts_known &= oere is not None
            found[stratum_of[name]].add(oere or 0, faulty=faulty)
    except (OSError, ValueError, csv.Error):
        raise SamplingStop("Filen med resultater kan ikke leses. Se at navnet er riktig.", 2) from None
    return Outcome(found, estimate(list(found.values())), amounts_known, plan["regler_sha256"] == rules.digest)


def _plan(path: Path) -> Any:
    try:
        plan = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise SamplingStop("Mappen har ingen plan for stikkprøver.", 2) from None
    if not validator("utvalg").is_valid(plan) or not plan["saker"]:
        raise SamplingStop("Planen er ikke slik «reiseregel utvalg» skriver den.")
    return plan


def _drawn(path: Path, found: dict[str, Found]) -> dict[str, str]:
    stratum_of: dict[str, str] = {}
    try:
        for _, row in json_rows(path):
            if isinstance(row, BadRow) or row.get("stratum") not in found or not isinstance(row.get("id"), str):
                raise SamplingStop("Filen med saker som er trukket ut, er ikke slik «reiseregel utvalg» skriver den.")
            stratum_of[row["id"]] = row["stratum"]
    except OSError:
        raise SamplingStop("Mappen har ingen fil med saker som er trukket ut.", 2) from None
    counts = dict.fromkeys(found, 0)
    for name in stratum_of.values():
        counts[name] += 1
    if any(counts[name] != item.drawn for name, item in found.items()):
        raise SamplingStop("Filen med saker som er trukket ut, hører ikke til planen.")
    return stratum_of


def _checked(row: Any, stratum_of: dict[str, str], seen: set[str]) -> tuple[str, bool, int | None]:
    """Which case, whether it had a fault, and the øre of fault; None when they are not given. Raises BadRow."""
    if isinstance(row, BadRow):
        raise row
    name, faulty, oere = case_id(row), row.get("feil"), row.get("feil_oere")
    if name not in stratum_of:
        raise BadRow("utvalg.ikke_trukket")
    if name in seen:
        raise BadRow("utvalg.to_ganger")
    right = oere is None or (type(oere) is int and 0 <= oere <= 10**12)
    if not isinstance(faulty, bool) or not right or (oere and not faulty):
        raise BadRow("utvalg.verdi")
    seen.add(name)
    return name, faulty, oere if faulty else 0


# --- told ---


def result_json(outcome: Outcome) -> dict[str, Any]:
    """The estimate with fixed keys: shares in millionths, rounded outward, and whole øre."""
    strata = zip(outcome.found.items(), outcome.estimate.strata, strict=True)
    return {
        "type": "utvalgsresultat",
        "versjon": 1,
        "kontrollert": sum(item.checked for item in outcome.found.values()),
        "trukket": sum(item.drawn for item in outcome.found.values()),
        "feil": sum(item.faulty for item in outcome.found.values()),
        "feilandel_milliondeler": _interval(outcome.estimate.share, _MILLION),
        "feil_oere": _interval(_amount(outcome), 1),
        "faa_feil": outcome.estimate.few,
        "strata": [
            {
                "id": name,
                "saker": item.cases,
                "trukket": item.drawn,
                "kontrollert": item.checked,
                "feil": item.faulty,
                "feilandel_milliondeler": _interval(share, _MILLION),
            }
            for (name, item), share in strata
        ],
    }


def _amount(outcome: Outcome) -> Interval:
    return outcome.estimate.oere if outcome.amounts_known else Interval(None, None, None)


def _interval(item: Interval, times: int) -> dict[str, int | None]:
    return {
        "lavest": None if item.low is None else floor(item.low * times),
        "verdi": None if item.value is None else floor(item.value * times + Fraction(1, 2)),
        "hoeyest": None if item.high is None else ceil(item.high * times),
    }


def result_text(outcome: Outcome, rules: SamplingRules, language: Language) -> Iterator[str]:
    """The estimate as lines of text."""

    def say(key: str, **named: object) -> str:
        return WORDS[key].in_language(language).format(**named)

    found = outcome.found
    checked, drawn = (sum(getattr(item, name) for item in found.values()) for name in ("checked", "drawn"))
    faulty = sum(item.faulty for item in found.values())
    yield say(
        "kontrollert",
        kontrollert=number(checked, language),
        trukket=number(drawn, language),
        feil=number(faulty, language),
    )
    share = outcome.estimate.share
    yield say("andel_ukjent" if share.value is None else "andel", **_percent(share, language))
    amount = _amount(outcome)
    if amount.value is None or amount.low is None or amount.high is None:
        yield say("oere_uten")
    else:
        low, value, high = (kroner(int(bound), language) for bound in (amount.low, amount.value, amount.high + 99))
        yield say("oere", lavest=low, verdi=value, hoeyest=high)
        if outcome.estimate.few:
            yield say("faa")
    labels = {stratum.id: stratum.label for stratum in rules.strata}
    for (name, item), own in zip(found.items(), outcome.estimate.strata, strict=True):
        if not item.cases:
            continue
        words = labels[name].in_language(language) if name in labels else name
        parts = _percent(own, language)
        counted = {"feil": number(item.faulty, language), "kontrollert": number(item.checked, language)}
        yield "  " + say("stratum_ukjent" if own.value is None else "stratum", navn=_upper(words), **parts, **counted)
    if checked < drawn:
        yield say("frafall", antall=number(drawn - checked, language))
    if not outcome.same_rules:
        yield say("andre_regler")


def _percent(item: Interval, language: Language) -> dict[str, str]:
    assert item.low is not None
    assert item.high is not None
    found = {"lavest": decimal(item.low * 100, language), "hoeyest": decimal(item.high * 100, language, up=True)}
    return found if item.value is None else found | {"verdi": decimal(item.value * 100 + Fraction(1, 20), language)}


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]
