"""`praksis/innstillinger.yaml`, `innstillinger_EMNE.yaml` → trusts and settings; and faults in facts that use them.

The shape is checked against the contract before this runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Place, RuleFault, Text, nearest
from reiseregel.quantities import named_type
from reiseregel.vocabulary.model import FactDef, Vocabulary
from reiseregel.vocabulary.settings_by_trust import NATIONAL, TRUST_FACT, Setting, SettingRow
from reiseregel.yamlfile import KeyPath, YamlFile, ordinal

_FILES = re.compile(r"praksis/innstillinger(_[a-z_]+)?\.yaml")
#: What a value of each kind of type is called in a fault.
_WORDS = {"boolsk": "true eller false", "kode": "en av kodene", "dato": "en dato", "tall": "et helt tall, 0 eller mer"}


def is_settings_file(name: str) -> bool:
    """True for the files with settings, by their path below the rules folder."""
    return bool(_FILES.fullmatch(name))


def read_settings(files: Mapping[str, YamlFile], faults: list[RuleFault]) -> tuple[dict[str, Setting], dict[str, Text]]:
    """The settings by name and the trusts by code, each named once; and the faults in the rows."""
    reader = _Reader(faults)
    chosen = [files[name] for name in sorted(files) if is_settings_file(name)]
    for file in chosen:
        reader.trusts_of(file)
    for file in chosen:
        reader.settings_of(file)
    return reader.settings, reader.trusts


@dataclass(slots=True)
class _Reader:
    faults: list[RuleFault]
    trusts: dict[str, Text] = field(default_factory=dict)
    settings: dict[str, Setting] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def trusts_of(self, file: YamlFile) -> None:
        for code, text in file.data.get("helseforetak", {}).get("koder", {}).items():
            place = file.key_place("helseforetak", "koder", code)
            self._once(code, place, self.places)
            if code == NATIONAL:
                message = f"«{NATIONAL}» er det som gjelder hele landet, ikke et helseforetak"
                self.faults.append(RuleFault(place, "navn_opptatt", message))
            self.trusts.setdefault(code, _text(text))
            self.places.setdefault(code, place)

    def settings_of(self, file: YamlFile) -> None:
        for name, data in file.data.get("innstillinger", {}).items():
            place = file.key_place("innstillinger", name)
            self._once(name, place, {key: item.place for key, item in self.settings.items()})
            codes = {code: _text(text) for code, text in data.get("koder", {}).items()}
            path: KeyPath = ("innstillinger", name, "rader")
            setting = Setting(
                name=name,
                type=named_type(data["type"], tuple(codes)),
                label=_text(data["navn"]),
                codes=codes,
                rows=tuple(self._row(file, (*path, index), row) for index, row in enumerate(data["rader"])),
                place=place,
            )
            for index, row in enumerate(setting.rows):
                self.faults += _value_faults(file, (*path, index), setting, row)
            self.faults += _out_of_order(file, path, setting.rows)
            self.settings.setdefault(name, setting)

    def _row(self, file: YamlFile, path: KeyPath, data: dict[str, Any]) -> SettingRow:
        owner = data["helseforetak"]
        if owner != NATIONAL and owner not in self.trusts:
            message = f"helseforetaket «{owner}» finnes ikke.{nearest(owner, [NATIONAL, *self.trusts])}"
            self.faults.append(RuleFault(file.place(*path, "helseforetak"), "ukjent_kode", message))
        value = data["verdi"]
        return SettingRow(
            owner=owner,
            since=ordinal(data["fra"]),
            value=value.isoformat() if isinstance(value, date) else value,
            reason=_text(data["grunn"]) if "grunn" in data else None,
            source=data["kilde"],
            status=data["status"],
            place=file.place(*path),
        )

    def _once(self, name: str, place: Place, taken: Mapping[str, Place]) -> None:
        if name in taken:
            message = f"«{name}» står alt i {taken[name].file}"
            self.faults.append(RuleFault(place, "navn_opptatt", message))


def _text(data: dict[str, str]) -> Text:
    return Text(data["nb"], data["nn"], data["en"])


def _value_faults(file: YamlFile, path: KeyPath, setting: Setting, row: SettingRow) -> Iterator[RuleFault]:
    """A value that the type does not have. The contract asks for a reason where there is no value, and only there."""
    place = file.place(*path, "verdi")
    if row.value is None or _is_of(setting, row.value):
        return
    if setting.type.kind == "kode" and isinstance(row.value, str):
        message = f"«{row.value}» er ikke blant kodene.{nearest(row.value, setting.codes)}"
        yield RuleFault(place, "ukjent_kode", message)
        return
    yield RuleFault(place, "verdi", f"verdien må være {_WORDS[setting.type.kind]}")


def _is_of(setting: Setting, value: bool | int | str) -> bool:
    match setting.type.kind:
        case "boolsk":
            return isinstance(value, bool)
        case "kode":
            return isinstance(value, str) and value in setting.codes
        case "dato":
            return isinstance(value, str) and _is_date(value)
        case "tall":
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_date(value: str) -> bool:
    try:
        return FIRST_DAY <= date.fromisoformat(value).toordinal() <= LAST_DAY
    except ValueError:
        return False


def _out_of_order(file: YamlFile, path: KeyPath, rows: tuple[SettingRow, ...]) -> Iterator[RuleFault]:
    """The rows of each owner must rise in time."""
    last: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row.since <= last.get(row.owner, FIRST_DAY - 1):
            later, earlier = (date.fromordinal(day).isoformat() for day in (row.since, last[row.owner]))
            message = f"radene til «{row.owner}» må stå i stigende tid: {later} kommer etter {earlier}"
            yield RuleFault(file.place(*path, index, "fra"), "rekkefoelge", message)
        last[row.owner] = max(row.since, last.get(row.owner, FIRST_DAY))


def setting_faults(vocabulary: Vocabulary, files: Mapping[str, YamlFile]) -> Iterator[RuleFault]:
    """Facts with a setting that cannot be looked up, and facts with trusts that are not those of the settings."""
    for fact in vocabulary.facts.values():
        file = files[fact.place.file]
        path: KeyPath = ("fakta", fact.name)
        if fact.setting:
            yield from _of_fact(vocabulary, fact, file, path)
        if fact.name == TRUST_FACT and vocabulary.trusts and set(fact.codes) != set(vocabulary.trusts):
            missing = [code for code in vocabulary.trusts if code not in fact.codes]
            wrong = [code for code in fact.codes if code not in vocabulary.trusts]
            message = "kodene må være helseforetakene i praksis/innstillinger.yaml."
            message += f" Mangler: {', '.join(missing)}." if missing else ""
            message += f" Finnes ikke der: {', '.join(wrong)}." if wrong else ""
            yield RuleFault(file.place(*path, "koder"), "helseforetak", message)


def _of_fact(vocabulary: Vocabulary, fact: FactDef, file: YamlFile, path: KeyPath) -> Iterator[RuleFault]:
    place = file.place(*path, "innstilling")
    setting = vocabulary.settings.get(fact.setting)
    if setting is None:
        message = f"innstillingen «{fact.setting}» finnes ikke.{nearest(fact.setting, vocabulary.settings)}"
        yield RuleFault(place, "ukjent_navn", message)
        return
    if (fact.type.kind, fact.type.unit) != (setting.type.kind, setting.type.unit):
        message = f"innstillingen er av en annen type enn faktumet: {setting.type.unit or setting.type.kind}"
        yield RuleFault(place, "type", message)
    elif set(fact.codes) != set(setting.codes):
        message = f"innstillingen har andre koder enn faktumet: {', '.join(setting.codes)}"
        yield RuleFault(place, "type", message)
    elif any(_outside(fact, row) for row in setting.rows):
        row = next(row for row in setting.rows if _outside(fact, row))
        since = date.fromordinal(row.since).isoformat()
        yield RuleFault(place, "grenser", f"verdien til «{row.owner}» fra {since} er utenfor grensene for faktumet")
    holder = vocabulary.trust_owner(fact.entity)
    if holder is None or not vocabulary.facts[holder, TRUST_FACT].content:
        message = f"verken «{fact.entity}» eller noe over har «{TRUST_FACT}» som innhold"
        yield RuleFault(place, "helseforetak", message)


def _outside(fact: FactDef, row: SettingRow) -> bool:
    return fact.type.kind == "tall" and row.value is not None and not fact.low <= int(row.value) <= fact.high
