"""Rates, readings and the operator's policy: the numbers and choices the rules refer to by name."""

from __future__ import annotations

from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from reiseregel.errors import RuleFault, nearest
from reiseregel.quantities import number
from reiseregel.rulebook.model import Policy, Rate, RateRow, Reading
from reiseregel.rulebook.shape import file_kind
from reiseregel.rulebook.timeline import iso
from reiseregel.vocabulary.load import read_earlier, read_hjemmel, read_text, read_texts
from reiseregel.yamlfile import YamlFile, ordinal


def read_rates(files: dict[str, YamlFile], faults: list[RuleFault]) -> dict[str, Rate]:
    """Every rate by the name of its file; rows must rise in time."""
    found = [read_rate(file, faults) for file in files.values() if file_kind(file.name) == "sats"]
    return {rate.name: rate for rate in found}


def read_rate(file: YamlFile, faults: list[RuleFault]) -> Rate:
    """The rate in one file."""
    name = PurePosixPath(file.name).stem
    if file.data["sats"] != name:
        message = f"satsen må hete det samme som filen: «{name}»"
        faults.append(RuleFault(file.place("sats"), "navn", message))
    hjemmel = read_hjemmel(file.data["hjemmel"])
    rows = [
        RateRow(
            since=ordinal(row["fra"]),
            value=row["verdi"],
            source=row["kilde"],
            status=row["status"],
            hjemmel=read_hjemmel(row["hjemmel"]) if "hjemmel" in row else hjemmel,
            place=file.place("verdier", index),
        )
        for index, row in enumerate(file.data["verdier"])
    ]
    for before, after in pairwise(rows):
        if after.since <= before.since:
            message = f"verdiene må stå i stigende tid: {iso(after.since)} kommer etter {iso(before.since)}"
            faults.append(RuleFault(after.place, "rekkefoelge", message))
    rows.sort(key=lambda row: row.since)
    return Rate(name, number(file.data["enhet"]), hjemmel, tuple(rows), read_text(file.data.get("navn")))


def read_readings(files: dict[str, YamlFile], faults: list[RuleFault]) -> dict[str, Reading]:
    """Every reading by name; the chosen code must be among the alternatives."""
    readings: dict[str, Reading] = {}
    for file in files.values():
        if file_kind(file.name) != "lesninger":
            continue
        for name, data in file.data["lesninger"].items():
            codes = tuple(data["alternativer"])
            if name in readings:
                message = f"lesningen «{name}» står alt i {readings[name].place.file}"
                faults.append(RuleFault(file.key_place("lesninger", name), "navn_opptatt", message))
            if data["valgt"] not in codes:
                place = file.place("lesninger", name, "valgt")
                hint = nearest(data["valgt"], codes) or f" Alternativene er {', '.join(codes)}."
                message = f"«{data['valgt']}» står ikke blant alternativene.{hint}"
                faults.append(RuleFault(place, "ukjent_kode", message))
            readings[name] = Reading(
                name=name,
                chosen=data["valgt"],
                codes=codes,
                status=data["status"],
                hjemmel=read_hjemmel(data["hjemmel"]),
                question=read_text(data["spoersmaal"]),
                texts=read_texts(data["alternativer"]),
                basis=read_text(data["grunnlag"]),
                place=file.key_place("lesninger", name),
                rejected=read_texts(data.get("forkastet", {})),
                unused=read_texts(data.get("ikke_kjoerbare", {})),
                earlier=read_earlier(file, ("lesninger", name), data, faults),
            )
    return readings


def read_policy(files: dict[str, YamlFile], readings: dict[str, Reading], faults: list[RuleFault]) -> Policy:
    """What may be decided without a person; with no file, nothing but a plain grant."""
    data: dict[str, Any] = {}
    for file in files.values():
        if file_kind(file.name) == "automatisering":
            data = file.data["automatisk"]
            for index, name in enumerate(data.get("bekreftede_lesninger", ())):
                if name not in readings:
                    place = file.place("automatisk", "bekreftede_lesninger", index)
                    message = f"lesningen «{name}» finnes ikke.{nearest(name, readings)}"
                    faults.append(RuleFault(place, "ukjent_navn", message))
    return Policy(
        refusal=data.get("avslag", False),
        zero=data.get("null_kroner", False),
        judgement=data.get("skjoenn", False),
        provisional_rate=data.get("foreloepig_sats", False),
        unread_wording=data.get("ulest_ordlyd", False),
        confirmed_readings=tuple(data.get("bekreftede_lesninger", ())),
    )
