"""`rules/kontroll/utvalg/plan.yaml` → strata, costs and assumptions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from reiseregel.errors import InvalidRules, RuleFault, Text
from reiseregel.resources import rules_folder
from reiseregel.rulebook.shape import shape_faults
from reiseregel.sampling.model import SEVERITIES, Case
from reiseregel.yamlfile import YamlFile, parse

FILE: Final = "kontroll/utvalg/plan.yaml"


@dataclass(frozen=True, slots=True)
class Stratum:
    """Cases of like risk. A condition that is None is not asked for; what is not known of a case is not met.

    `shares` are the expected fault share: low, middle, high. `part` is how much of the amount is wrong in a case with a
    fault. `minutes` is the time one check takes.
    """

    id: str
    label: Text
    severity: int | None
    least_oere: int | None
    below_oere: int | None
    automatic: bool | None
    self_declared: bool | None
    minutes: int
    shares: tuple[Fraction, Fraction, Fraction]
    part: Fraction
    source: str

    def takes(self, case: Case) -> bool:
        """Whether the case meets every condition."""
        return (
            (self.severity is None or case.severity >= self.severity)
            and (self.least_oere is None or case.oere >= self.least_oere)
            and (self.below_oere is None or case.oere < self.below_oere)
            and (self.automatic is None or case.automatic is self.automatic)
            and (self.self_declared is None or case.self_declared is self.self_declared)
        )


@dataclass(frozen=True, slots=True)
class SamplingRules:
    """The file as a whole. `floor` is the least number checked in a stratum, `measuring` a share from 0 to 1."""

    strata: tuple[Stratum, ...]
    oere_a_minute: int
    budget_minutes: int
    floor: int
    measuring: Fraction
    paragraph: str
    ledd: int
    digest: str

    def stratum_of(self, case: Case) -> int:
        """The place of the first stratum that takes the case; the last takes all."""
        return next(index for index, stratum in enumerate(self.strata) if stratum.takes(case))


def load_sampling_rules(folder: Path | None = None) -> SamplingRules:
    """The rules in a folder, else those that come with the program.

    Raises:
        InvalidRules: the file is missing, or not as it must be.

    """
    try:
        text = ((folder or rules_folder()) / FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        place = YamlFile(FILE).place()
        raise InvalidRules([RuleFault(place, "fil", "filen finnes ikke, eller kan ikke leses som UTF-8")]) from None
    return rules_of(text)


def rules_of(text: str) -> SamplingRules:
    """The rules in the text of a file. Raises InvalidRules with every fault."""
    file = parse(FILE, text)
    faults = list(file.faults) or list(shape_faults(file, "utvalgsregler")) or list(_faults(file))
    if faults:
        raise InvalidRules(faults)
    data = file.data
    return SamplingRules(
        strata=tuple(_stratum(row) for row in data["strata"]),
        oere_a_minute=data["oere_per_minutt"]["verdi"],
        budget_minutes=data["budsjett_minutter"]["verdi"],
        floor=data["minst_i_stratum"]["verdi"],
        measuring=Fraction(data["maaling_prosent"]["verdi"], 100),
        paragraph=data["hjemmel"]["paragraf"],
        ledd=data["hjemmel"]["ledd"],
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _stratum(row: dict[str, Any]) -> Stratum:
    when, shares = row.get("naar", {}), row["feilandel_promille"]
    return Stratum(
        id=row["id"],
        label=Text(**row["navn"]),
        severity=SEVERITIES[when["signal_minst"]] if "signal_minst" in when else None,
        least_oere=when.get("beloep_minst_oere"),
        below_oere=when.get("beloep_under_oere"),
        automatic=when.get("automatisk"),
        self_declared=when.get("egenerklaert"),
        minutes=row["kontroll_minutter"],
        shares=(Fraction(shares["lav"], 1000), Fraction(shares["midt"], 1000), Fraction(shares["hoey"], 1000)),
        part=Fraction(row["feil_av_beloep_promille"], 1000),
        source=row["kilde"],
    )


def _faults(file: YamlFile) -> Iterator[RuleFault]:
    """What no schema can say: names once, shares in order, and a last stratum that takes the rest."""
    known: set[str] = set()
    rows = file.data["strata"]
    for index, row in enumerate(rows):
        if row["id"] in known:
            yield RuleFault(file.place("strata", index, "id"), "navn_opptatt", f"«{row['id']}» står alt lenger opp")
        known.add(row["id"])
        shares = row["feilandel_promille"]
        if not shares["lav"] <= shares["midt"] <= shares["hoey"]:
            place = file.place("strata", index, "feilandel_promille")
            yield RuleFault(place, "rekkefoelge", "anslagene må stå i stigende rekkefølge: lav, midt, høy")
        if ("naar" in row) == (index == len(rows) - 1):
            message = "det siste stratumet tar resten, og skal ikke ha «naar»; alle de andre skal ha det"
            yield RuleFault(file.place("strata", index), "resten", message)
