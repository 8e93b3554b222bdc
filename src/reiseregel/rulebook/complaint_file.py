"""`praksis/klage.yaml` → `ComplaintRules`. Laws and sentences must be among those in the file; rows rise in time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from reiseregel.errors import RuleFault, Text, nearest
from reiseregel.rulebook.complaint import Body, Citation, ComplaintRow, ComplaintRules, Told
from reiseregel.rulebook.shape import file_kind
from reiseregel.rulebook.timeline import iso
from reiseregel.yamlfile import KeyPath, YamlFile, ordinal


def read_complaint(files: dict[str, YamlFile], faults: list[RuleFault]) -> ComplaintRules | None:
    """The rules in the file; None when there is none, or it has faults."""
    for file in files.values():
        if file_kind(file.name) == "klageregler":
            found = [*_unknown(file), *_out_of_order(file)]
            faults += found
            return None if found else _rules(file.data)
    return None


def _rules(data: dict[str, Any]) -> ComplaintRules:
    told = {
        name: Told(_text(item), _citations(item["hjemler"], data["lover"])) for name, item in data["setninger"].items()
    }
    return ComplaintRules(
        bodies=_bodies(data["klageinstans"]),
        recipients=_bodies(data["mottaker"]),
        rows=tuple(_row(kind, row, data["lover"], told) for kind, rows in data["avgjoerelser"].items() for row in rows),
    )


def _row(kind: str, row: dict[str, Any], laws: dict[str, Any], told: dict[str, Told]) -> ComplaintRow:
    return ComplaintRow(
        kind=kind,
        since=ordinal(row["fra"]),
        called=_text(row["kalles"]),
        right=_citations(row["klagerett"], laws),
        weeks=row["frist"]["uker"],
        deadline=_citations(row["frist"]["hjemler"], laws),
        moved=_citations(row["frist"]["flyttes_etter"], laws),
        always=tuple(told[name] for name in row["opplyses"]),
        on_demand=tuple(told[name] for name in row.get("ved_krav", ())),
        before=tuple(told[name] for name in row.get("foer_vedtak", ())),
    )


def _bodies(rows: list[dict[str, Any]]) -> tuple[Body, ...]:
    return tuple(Body(ordinal(row["fra"]), _text(row["navn"])) for row in rows)


def _citations(places: list[dict[str, Any]], laws: dict[str, Any]) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            law=_text(laws[place["lov"]]["navn"]),
            law_link=laws[place["lov"]]["lenke"],
            paragraf=place["paragraf"],
            ledd=place.get("ledd", 0),
            punktum=place.get("punktum", 0),
        )
        for place in places
    )


def _text(data: dict[str, str]) -> Text:
    return Text(data["nb"], data["nn"], data["en"])


def _unknown(file: YamlFile) -> Iterator[RuleFault]:
    laws, sentences = file.data["lover"], file.data["setninger"]
    for path, place in _places(file.data):
        if place["lov"] not in laws:
            message = f"loven «{place['lov']}» står ikke under lover.{nearest(place['lov'], laws)}"
            yield RuleFault(file.place(*path, "lov"), "ukjent_navn", message)
    for path, row in _rows(file.data):
        for key in ("opplyses", "ved_krav", "foer_vedtak"):
            for index, name in enumerate(row.get(key, ())):
                if name not in sentences:
                    message = f"setningen «{name}» står ikke under setninger.{nearest(name, sentences)}"
                    yield RuleFault(file.place(*path, key, index), "ukjent_navn", message)


def _places(data: dict[str, Any]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Every place in the law that the file cites, with the way to it."""
    for name, item in data["setninger"].items():
        yield from _each(("setninger", name, "hjemler"), item["hjemler"])
    for path, row in _rows(data):
        yield from _each((*path, "klagerett"), row["klagerett"])
        for key in ("hjemler", "flyttes_etter"):
            yield from _each((*path, "frist", key), row["frist"][key])


def _rows(data: dict[str, Any]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    for kind, rows in data["avgjoerelser"].items():
        yield from _each(("avgjoerelser", kind), rows)


def _each(path: KeyPath, items: list[dict[str, Any]]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    return (((*path, index), item) for index, item in enumerate(items))


def _out_of_order(file: YamlFile) -> Iterator[RuleFault]:
    dated: dict[KeyPath, list[dict[str, Any]]] = {
        **{(key,): file.data[key] for key in ("klageinstans", "mottaker")},
        **{("avgjoerelser", kind): rows for kind, rows in file.data["avgjoerelser"].items()},
    }
    for path, rows in dated.items():
        for index, (before, after) in enumerate(pairwise(rows), 1):
            first, second = ordinal(before["fra"]), ordinal(after["fra"])
            if second <= first:
                message = f"radene må stå i stigende tid: {iso(second)} kommer etter {iso(first)}"
                yield RuleFault(file.place(*path, index), "rekkefoelge", message)
