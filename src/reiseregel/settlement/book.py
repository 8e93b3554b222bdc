"""`rules/kontroll/oppgjoer/*.yaml` → what the checks are made of: tariffs, messages, states, problem codes, words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any, Final

from reiseregel.errors import InvalidRules, RuleFault, Text
from reiseregel.resources import rules_folder
from reiseregel.rulebook.shape import shape_faults
from reiseregel.yamlfile import YamlFile, parse

FOLDER: Final = "kontroll/oppgjoer"
#: File → the contract it keeps.
FILES: Final = {
    "takstkoder.yaml": "takstkoder",
    "meldinger.yaml": "oppgjoersmeldinger",
    "problemkoder.yaml": "problemkoder",
    "kontroller.yaml": "oppgjoerskontroller",
}
#: The checks that `checks.py` and `tariff_checks.py` make, each with the slots its sentence may have.
CHECKS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("takst_beloep", "tur_sum", "egenandel_trukket", "melding_sum", "egenandel_sum"), frozenset({"skal"})
    ),
    **dict.fromkeys(
        ("takstkode_kjoeretoey", "takstkode_mot_hendelser", "tilstand_i_melding"),
        frozenset({"koder"}),
    ),
    **dict.fromkeys(
        (
            "startpris",
            "takstkode_takst",
            "takstkode_tid",
            "egenandel_fortegn",
            "samme_avtale",
            "samme_kontor",
            "samme_fakturering",
            "hendelser_i_tid",
            "levert_foer_hentet",
            "hentet_to_ganger",
            "hentet_ikke_levert",
            "rekvisisjon_uten_hendelse",
            "hendelse_uten_rekvisisjon",
            "bomtur_uten_ikke_moett",
            "ikke_moett_og_hentet",
            "tilstand_overgang",
            "rekvisisjon_levert_foer",
            "tur_levert_foer",
        ),
        frozenset(),
    ),
}
MINUTES_A_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Tariff:
    """The first two digits of a code, in force from `since` to `until` (ordinals; None is still in force)."""

    since: int
    until: int | None
    unit: str
    vehicles: bool
    times: bool
    no_show: bool
    label: Text

    def in_force(self, day: int) -> bool:
        """Whether it is in force on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """The last digit: the part begins at some minute from `earliest` to `latest`, counted from the day's shift."""

    code: str
    earliest: int | None
    latest: int | None


@dataclass(frozen=True, slots=True)
class TimeCodes:
    """The last two digits. `shifts` are (ordinal, minute of the clock) from which a new day of tariffs begins."""

    none: str
    holiday: str
    weekday: str
    saturday: str
    sunday: str
    parts: tuple[tuple[str, str | None, str | None], ...]
    shifts: tuple[tuple[int, int], ...]
    maybe_dates: frozenset[str]
    maybe_from_easter: frozenset[int]

    @property
    def all(self) -> frozenset[str]:
        """Every pair of digits a code may end in."""
        days = (self.weekday, self.saturday, self.sunday)
        return frozenset({self.none, self.holiday, *(day + part for day in days for part, _, _ in self.parts)})

    def shift_on(self, day: int) -> int:
        """The minute of the clock at which the day of tariffs begins, in force on the day."""
        return next((minute for since, minute in reversed(self.shifts) if since <= day), self.shifts[0][1])

    def parts_from(self, shift: int) -> tuple[PartOfDay, ...]:
        """The parts of a day that begins at `shift`, in order."""

        def after(clock: str | None) -> int | None:
            return None if clock is None else (minutes(clock) - shift) % MINUTES_A_DAY

        return tuple(PartOfDay(code, after(earliest), after(latest)) for code, earliest, latest in self.parts)


@dataclass(frozen=True, slots=True)
class MessageKind:
    """What a message is: whether the carrier sends in trips by it, and the states that its trips may have."""

    label: Text
    submits: bool
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem code: what it is about, and what of it cannot be told from the message."""

    label: Text
    unchecked: Text


@dataclass(frozen=True, slots=True)
class Check:
    """A mechanical check. `stops`: the fault is one of form or sum, so the whole message is stopped (7030)."""

    problems: tuple[int, ...]
    stops: bool
    chosen_here: bool
    words: Text


@dataclass(frozen=True, slots=True)
class SettlementBook:
    """All of `rules/kontroll/oppgjoer/`."""

    tariffs: Mapping[str, Tariff]
    vehicles: Mapping[str, Text]
    times: TimeCodes
    messages: Mapping[int, MessageKind]
    moves: Mapping[str, tuple[str, ...]]
    state_words: Mapping[str, Text]
    problems: Mapping[int, Problem]
    checks: Mapping[str, Check]
    paragraph: str
    ledd: int
    source: str


def load_settlement_book(folder: Path | None = None) -> SettlementBook:
    """The book in a folder of rules, else the one that comes with the program.

    Raises:
        InvalidRules: a file is missing, or not as it must be.

    """
    top = (folder or rules_folder()) / FOLDER
    texts, faults = {}, []
    for name in FILES:
        try:
            texts[name] = (top / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            place = YamlFile(f"{FOLDER}/{name}").place()
            faults.append(RuleFault(place, "fil", "filen finnes ikke, eller kan ikke leses som UTF-8"))
    if faults:
        raise InvalidRules(faults)
    return book_of(texts)


def book_of(texts: Mapping[str, str]) -> SettlementBook:
    """The book in the texts of its files, by name. Raises InvalidRules with every fault."""
    files = {name: parse(f"{FOLDER}/{name}", texts[name]) for name in FILES}
    faults = [fault for file in files.values() for fault in file.faults]
    if not faults:
        faults = [fault for name, kind in FILES.items() for fault in shape_faults(files[name], kind)]
    if not faults:
        faults = list(_faults(files))
    if faults:
        raise InvalidRules(faults)
    tariffs, messages, problems, checks = (files[name].data for name in FILES)
    return SettlementBook(
        tariffs={code: _tariff(row) for code, row in tariffs["takster"].items()},
        vehicles={code: Text(**words) for code, words in tariffs["kjoeretoey"].items()},
        times=_times(tariffs),
        messages={
            int(kind): MessageKind(Text(**row["navn"]), row["innsending"], tuple(row["tilstander"]))
            for kind, row in messages["meldinger"].items()
        },
        moves={state: tuple(row["til"]) for state, row in messages["tilstander"].items()},
        state_words={state: Text(**row["navn"]) for state, row in messages["tilstander"].items()},
        problems={
            int(code): Problem(Text(**row["navn"]), Text(**row["ikke_kontrollert"]))
            for code, row in problems["problemkoder"].items()
        },
        checks={
            name: Check(tuple(row["problemkoder"]), row["stanser"], row["grunnlag"] == "valgt", Text(**row["tekst"]))
            for name, row in checks["kontroller"].items()
        },
        paragraph=checks["hjemmel"]["paragraf"],
        ledd=checks["hjemmel"]["ledd"],
        source=checks["kilde"],
    )


def minutes(clock: str) -> int:
    """`06:30` as minutes after midnight."""
    return int(clock[:2]) * 60 + int(clock[3:5])


def _ordinal(value: Any) -> int:
    return (value if isinstance(value, date) else date.fromisoformat(value)).toordinal()


def _tariff(row: dict[str, Any]) -> Tariff:
    return Tariff(
        since=_ordinal(row["fra"]),
        until=_ordinal(row["til"]) if "til" in row else None,
        unit=row["enhet"],
        vehicles=row["kjoeretoey"] == "alle",
        times=row["tid"] == "alle",
        no_show=row.get("bomtur", False),
        label=Text(**row["navn"]),
    )


def _times(data: dict[str, Any]) -> TimeCodes:
    row = data["tid"]
    return TimeCodes(
        none=row["gjelder_ikke"],
        holiday=row["helligdag"],
        weekday=row["hverdag"],
        saturday=row["loerdag"],
        sunday=row["soendag"],
        parts=tuple((part["kode"], part.get("tidligst"), part.get("senest")) for part in row["deler"]),
        shifts=tuple((_ordinal(item["fra"]), minutes(item["klokkeslett"])) for item in data["doegnskifte"]),
        maybe_dates=frozenset(row["kan_vaere_helligdag"]["datoer"]),
        maybe_from_easter=frozenset(row["kan_vaere_helligdag"]["dager_fra_paaske"]),
    )


# --- what no schema can say ---


def _faults(files: Mapping[str, YamlFile]) -> Iterator[RuleFault]:
    tariffs, messages, problems, checks = (files[name] for name in FILES)
    yield from _tariff_faults(tariffs)
    states = messages.data["tilstander"]
    for kind, row in messages.data["meldinger"].items():
        yield from _unknown(messages, ("meldinger", kind, "tilstander"), row["tilstander"], states)
    for state, row in states.items():
        yield from _unknown(messages, ("tilstander", state, "til"), row["til"], states)
    known = {int(code) for code in problems.data["problemkoder"]}
    for name, row in checks.data["kontroller"].items():
        place = checks.key_place("kontroller", name)
        if name not in CHECKS:
            yield RuleFault(place, "kontroll", f"programmet har ingen kontroll som heter «{name}»")
            continue
        yield from _unknown(checks, ("kontroller", name, "problemkoder"), row["problemkoder"], known)
        for language, words in row["tekst"].items():
            slots = {slot for _, slot, _, _ in Formatter().parse(words) if slot is not None}
            if slots != CHECKS[name]:
                where = checks.place("kontroller", name, "tekst", language)
                wanted = ", ".join(f"{{{slot}}}" for slot in sorted(CHECKS[name])) or "ingenting"
                yield RuleFault(where, "tekst", f"setningen skal ha plass til {wanted}")
        if not row["problemkoder"] and not row["stanser"]:
            yield RuleFault(place, "kontroll", "en feil må ha en problemkode, eller stanse meldingen")
    for name in CHECKS.keys() - checks.data["kontroller"].keys():
        yield RuleFault(checks.key_place("kontroller"), "kontroll", f"kontrollen «{name}» mangler")


def _tariff_faults(file: YamlFile) -> Iterator[RuleFault]:
    for code, row in file.data["takster"].items():
        if "til" in row and _ordinal(row["til"]) < _ordinal(row["fra"]):
            yield RuleFault(file.place("takster", code, "til"), "rekkefoelge", "den siste dagen er før den første")
    days = [_ordinal(item["fra"]) for item in file.data["doegnskifte"]]
    if any(after <= before for before, after in pairwise(days)):
        yield RuleFault(file.place("doegnskifte"), "rekkefoelge", "døgnskiftene må stå i stigende tid")
    codes = [part["kode"] for part in file.data["tid"]["deler"]]
    if len(set(codes)) != len(codes):
        yield RuleFault(file.place("tid", "deler"), "navn_opptatt", "to deler av døgnet har samme kode")


def _unknown(file: YamlFile, path: tuple[str, ...], used: list[Any], known: Any) -> Iterator[RuleFault]:
    for index, name in enumerate(used):
        if name not in known:
            yield RuleFault(file.place(*path, index), "ukjent_navn", f"«{name}» finnes ikke")
