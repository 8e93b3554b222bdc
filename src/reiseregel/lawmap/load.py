"""The files of `rules/dekning/` → law maps. What is told here needs no rules: form, numbers, parts without a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import Place, RuleFault, nearest
from reiseregel.lawmap.model import LawMap, Ledd, Placement, written
from reiseregel.rulebook.shape import LAW_MAP, STRUCTURE, file_kind, shape_faults
from reiseregel.rulebook.timeline import iso
from reiseregel.vocabulary import Hjemmel
from reiseregel.yamlfile import YamlFile, ordinal, parse


def read_maps(texts: dict[str, str]) -> tuple[list[LawMap], list[RuleFault]]:
    """The law maps in file texts keyed by path below the rules folder, and every fault in them."""
    files = {name: parse(name, texts[name]) for name in sorted(texts) if file_kind(name) in (STRUCTURE, LAW_MAP)}
    faults = [fault for file in files.values() for fault in file.faults]
    faults += [fault for file in files.values() if not file.faults for fault in shape_faults(file)]
    faults += _lone(files)
    if faults:
        return [], sorted(set(faults))
    maps = []
    for name, structure in files.items():
        if file_kind(name) == STRUCTURE:
            found = _map(structure, files[_partner(name)])
            maps.append(found)
            faults += [*_misnamed(structure), *_misnumbered(found), *placement_faults(found)]
    maps.sort(key=lambda found: (found.law, -found.since))
    return maps, sorted({*faults, *_overlapping(maps)})


def _partner(name: str) -> str:
    """The other file of the pair: structure and placements."""
    stem = name.removesuffix(".yaml")
    return f"{stem.removesuffix('.struktur')}.yaml" if stem.endswith(".struktur") else f"{stem}.struktur.yaml"


def _lone(files: dict[str, YamlFile]) -> Iterator[RuleFault]:
    for name, file in files.items():
        if _partner(name) not in files:
            yield RuleFault(file.place(), "mangler_fil", f"denne filen hører sammen med {_partner(name)}, som mangler")


def _overlapping(maps: list[LawMap]) -> Iterator[RuleFault]:
    """Two texts of one law on the same day; the newer comes first in the list."""
    for newer, older in pairwise(maps):
        if newer.law == older.law and older.until >= newer.since:
            message = f"fra {iso(newer.since)} gjelder teksten i {newer.structure_place.file}; la denne slutte før"
            yield RuleFault(older.structure_place, "overlapp", message)


def _misnamed(file: YamlFile) -> Iterator[RuleFault]:
    """The file is named after its law; that of an earlier text by the year it began too."""
    name = PurePosixPath(file.name).name.removesuffix(".struktur.yaml")
    law, year = file.data["lov"], date.fromordinal(ordinal(file.data["fra"])).year
    if name not in (law, f"{law}_{year}"):
        yield RuleFault(file.place("lov"), "navn", f"loven må hete det samme som filen: «{name}»")


def _map(structure: YamlFile, placements: YamlFile) -> LawMap:
    data = structure.data
    law, since = data["lov"], ordinal(data["fra"])
    ledd = [
        _ledd(law, paragraf, number, item, since, structure.place("paragrafer", paragraf, number - 1))
        for paragraf, items in data["paragrafer"].items()
        for number, item in enumerate(items, 1)
    ]
    return LawMap(
        law=law,
        text_as_of=date.fromordinal(ordinal(data["tekst_per"])),
        read_on=date.fromordinal(ordinal(data["lest"])),
        since=since,
        until=ordinal(data["til"]) if "til" in data else LAST_DAY,
        ledd=tuple(ledd),
        placements=tuple(_placements(law, placements)),
        place=placements.key_place("paragrafer"),
        structure_place=structure.place("til") if "til" in data else structure.place("fra"),
        paragraph_places={
            paragraf: placements.key_place("paragrafer", paragraf) for paragraf in placements.data["paragrafer"]
        },
    )


def _ledd(law: str, paragraf: str, number: int, data: dict[str, Any], since: int, place: Place) -> Ledd:
    unread = data.get("ikke_lest", {})
    return Ledd(
        law=law,
        paragraf=paragraf,
        number=number,
        sentences=data.get("punktum", 1),
        letters=data.get("bokstaver", {}),
        since=ordinal(data["fra"]) if "fra" in data else since,
        earlier=tuple((ordinal(item["til"]), item["ledd"]) for item in data.get("foer", ())),
        changed=tuple(ordinal(day) for day in data.get("endret", ())),
        place=place,
        guidance=unread.get("veiledning", ""),
        unread_until=ordinal(unread["til"]) if "til" in unread else None,
    )


def _placements(law: str, file: YamlFile) -> Iterator[Placement]:
    for paragraf, items in file.data["paragrafer"].items():
        for index, item in enumerate(items):
            at = ("paragrafer", paragraf, index)
            rules, facts = item.get("regler", ()), item.get("fakta", ())
            yield Placement(
                unit=Hjemmel(paragraf, item["ledd"], item.get("bokstav", ""), item.get("punktum", 0), law),
                kind=item["plass"],
                decides=item.get("avgjoer", True),
                rules=tuple(rules),
                facts=tuple(facts),
                reason=item.get("grunn", ""),
                place=file.place(*at),
                rule_places=tuple(file.place(*at, "regler", number) for number in range(len(rules))),
                fact_places=tuple(file.place(*at, "fakta", number) for number in range(len(facts))),
            )


def _misnumbered(found: LawMap) -> Iterator[RuleFault]:
    """On every day when numbers change, the ledd of a paragraph are numbered 1, 2, 3 …; letters a, b, c …"""
    for paragraf, items in found.paragraphs.items():
        days = {found.since, *(item.since for item in items), *(end + 1 for item in items for end, _ in item.earlier)}
        for day in sorted(days):
            numbers = sorted(number for item in items if (number := item.number_on(day)))
            if numbers != list(range(1, len(numbers) + 1)) and found.tells(day):
                said = ", ".join(map(str, numbers))
                message = f"fra {iso(day)} er leddene i § {paragraf} nummerert {said}; de skal være 1, 2, 3 …"
                yield RuleFault(items[0].place, "rekkefoelge", message)
    for item in found.ledd:
        wanted = [chr(ord("a") + index) for index in range(len(item.letters))]
        if list(item.letters) != wanted:
            message = f"bokstavene i {written(item.unit)} skal være {', '.join(wanted)}"
            yield RuleFault(item.place, "rekkefoelge", message)


def placement_faults(found: LawMap) -> Iterator[RuleFault]:
    """A part without a place, a place for what does not exist, and a part placed twice."""
    first: dict[Hjemmel, Placement] = {}
    for placement in found.placements:
        if placement.unit in first:
            message = f"{written(placement.unit)} har alt en plass på linje {first[placement.unit].place.line}"
            yield RuleFault(placement.place, "plassert_to_ganger", message)
        first.setdefault(placement.unit, placement)
    known: set[Hjemmel] = set()
    for item in found.ledd:
        for whole, sentences in item.wholes():
            parts = [replace(whole, punktum=number) for number in range(1, sentences + 1)] if sentences > 1 else []
            known |= {whole, *parts}
            yield from _whole_faults(found, whole, parts)
    for placement in found.placements:
        if placement.unit not in known:
            yield RuleFault(placement.place, "ukjent_ledd", _unknown(found, placement.unit))


def _whole_faults(found: LawMap, whole: Hjemmel, parts: list[Hjemmel]) -> Iterator[RuleFault]:
    split = [part for part in parts if part in found.by_unit]
    if whole in found.by_unit:
        for part in split:
            message = f"{written(whole)} har en plass som helhet, så punktum {part.punktum} kan ikke ha sin egen"
            yield RuleFault(found.by_unit[part].place, "plassert_to_ganger", message)
        return
    place = found.paragraph_places.get(whole.paragraf, found.place)
    for part in parts if split else [whole]:
        if part not in found.by_unit:
            yield RuleFault(place, "ledd_uten_plass", f"{written(part)} har ikke fått noen plass")


def _unknown(found: LawMap, unit: Hjemmel) -> str:
    """What to say of a placement for something the structure does not have."""
    items = found.paragraphs.get(unit.paragraf, ())
    if not items:
        return f"§ {unit.paragraf} finnes ikke.{nearest(unit.paragraf, found.paragraphs)}"
    item = next((item for item in items if item.number == unit.ledd), None)
    if item is None:
        return f"{written(unit)} finnes ikke: § {unit.paragraf} har {len(items)} ledd"
    if item.letters and not unit.bokstav:
        return f"{written(item.unit)} har bokstavene {', '.join(item.letters)}; gi hver av dem sin plass"
    if unit.bokstav and unit.bokstav not in item.letters:
        letters = f"har bokstavene {', '.join(item.letters)}" if item.letters else "har ingen bokstaver"
        return f"{written(unit)} finnes ikke: {written(item.unit)} {letters}"
    return f"{written(replace(unit, punktum=0))} har ikke punktum {unit.punktum}, eller bare det"
