"""Rates, readings and the operator's policy: the numbers and choices the rules refer to by name."""

from __future__ import annotations

from typing import Any

from reiseregel.errors import RuleFault, Text
from reiseregel.quantities import number
from reiseregel.rulebook.model import Policy, Rate, RateRow, Reading
from reiseregel.rulebook.shape import file_kind
from reiseregel.vocabulary.load import read_hjemmel, read_text
from reiseregel.yamlfile import YamlFile, ordinal


def read_rates(files: dict[str, YamlFile], faults: list[RuleFault]) -> dict[str, Rate]:
    """Every rate by name; rows must rise in time."""
    rates: dict[str, Rate] = {}
    for file in files.values():
        if file_kind(file.name) != "sats":
            continue
        name = file.data["sats"]
        if name in rates:
            faults.append(RuleFault(file.place("sats"), "navn_opptatt", f"satsen «{name}» finnes alt"))
        rows = tuple(
            RateRow(ordinal(row["fra"]), row["verdi"], row["kilde"], row["status"], file.place("verdier", index))
            for index, row in enumerate(file.data["verdier"])
        )
        for before, after in zip(rows, rows[1:], strict=False):
            if after.since <= before.since:
                faults.append(RuleFault(after.place, "rekkefoelge", "satsene må stå i stigende tid"))
        hjemmel = read_hjemmel(file.data["hjemmel"])
        rates[name] = Rate(name, number(file.data["enhet"]), hjemmel, rows, read_text(file.data.get("navn")))
    return rates


def read_readings(files: dict[str, YamlFile], faults: list[RuleFault]) -> dict[str, Reading]:
    """Every reading by name; the chosen code must be among the alternatives."""
    readings: dict[str, Reading] = {}
    for file in files.values():
        if file_kind(file.name) != "lesninger":
            continue
        for name, data in file.data["lesninger"].items():
            codes = tuple(data["alternativer"])
            if data["valgt"] not in codes:
                place = file.place("lesninger", name, "valgt")
                faults.append(RuleFault(place, "ukjent_kode", "den valgte lesningen står ikke blant alternativene"))
            readings[name] = Reading(
                name=name,
                chosen=data["valgt"],
                codes=codes,
                status=data["status"],
                hjemmel=read_hjemmel(data["hjemmel"]),
                question=read_text(data["spoersmaal"]),
                texts=_texts(data["alternativer"]),
                basis=read_text(data["grunnlag"]),
                place=file.key_place("lesninger", name),
            )
    return readings


def _texts(data: dict[str, Any]) -> dict[str, Text]:
    return {code: text for code, words in data.items() if (text := read_text(words)) is not None}


def read_policy(files: dict[str, YamlFile]) -> Policy:
    """What may be decided without a person; with no file, nothing but a plain grant."""
    data: dict[str, Any] = {}
    for file in files.values():
        if file_kind(file.name) == "automatisering":
            data = file.data["automatisk"]
    return Policy(
        refusal=data.get("avslag", False),
        zero=data.get("null_kroner", False),
        judgement=data.get("skjoenn", False),
        provisional_rate=data.get("foreloepig_sats", False),
        confirmed_readings=tuple(data.get("bekreftede_lesninger", ())),
    )
