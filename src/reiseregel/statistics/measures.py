"""The measures as data: what is counted, of what, by which words, on whose account (`rules/kontroll/statistikk/`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from jsonschema import FormatChecker

from reiseregel.errors import InvalidRules, RuleFault, Text
from reiseregel.resources import rules_folder
from reiseregel.rulebook.shape import validator
from reiseregel.yamlfile import YamlFile, parse

FILE: Final = "kontroll/statistikk/maal.yaml"
MeasureKind = Literal["fordeling", "forekomst", "varighet", "beloep", "forhold"]
#: What a measure may count, by how it counts.
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "fordeling": ("vei", "utfall", "kanal", "grunnlag", "kostnadsklasse", "lesning"),
    "forekomst": ("eiere", "aapne_fakta", "hindringer", "lesninger", "grunner"),
    "varighet": ("dager", "dager_automatisk", "dager_manuell"),
    "beloep": ("utbetalt", "aapent_minst", "aapent_hoeyst"),
    "forhold": ("",),
}
_MONDAY: Final = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `by_trust`: for each health trust too. `kinds`: only these types of document; empty is all.

    What `follows` hides, this hides too. A `forhold` is documents of type `part` of those and the type `against`.
    """

    id: str
    kind: MeasureKind
    field: str
    by_trust: bool
    kinds: tuple[str, ...]
    follows: str
    drawn: bool
    part: str
    against: str
    label: Text
    definition: Text
    source: Text

    def is_for(self, kind: str) -> bool:
        """Whether it is a measure of this type of document."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class CostClass:
    """Amounts up to `most` øre; None has no limit."""

    code: str
    most: int | None
    label: Text


@dataclass(frozen=True, slots=True)
class Measures:
    """The file as a whole. `codes` has the words of each category by field, in the order they are shown."""

    anchor: date
    least: int
    least_percentile: int
    to_office: dict[str, frozenset[str]]
    codes: dict[str, dict[str, Text]]
    classes: tuple[CostClass, ...]
    all: tuple[Measure, ...]
    digest: str

    def cost_class(self, amount: int | None) -> str:
        """The code of the class that øre are in; the last one is of what is not known."""
        if amount is None:
            return self.classes[-1].code
        return next(item.code for item in self.classes[:-1] if item.most is None or amount <= item.most)


def load_measures(folder: Path | None = None) -> Measures:
    """The measures in a folder of rules, else those that come with the program.

    Raises:
        InvalidRules: the file is missing, or not as it must be.

    """
    path = (folder or rules_folder()) / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        place = YamlFile(FILE).place()
        raise InvalidRules([RuleFault(place, "fil", "filen finnes ikke, eller kan ikke leses som UTF-8")]) from None
    return measures_of(text)


def measures_of(text: str) -> Measures:
    """The measures in the text of a file. Raises InvalidRules with every fault."""
    file = parse(FILE, text)
    if file.faults:
        raise InvalidRules(file.faults)
    faults = list(_shape_faults(file)) or list(_faults(file))
    if faults:
        raise InvalidRules(faults)
    data = file.data
    sources = {key: Text(**words) for key, words in data["kilder"].items()}
    return Measures(
        anchor=_day(data["anker"]),
        least=data["minste_celle"],
        least_percentile=data["minst_for_prosentil"],
        to_office={kind: frozenset(codes) for kind, codes in data["til_kontoret"].items()},
        codes={name: {code: Text(**words) for code, words in codes.items()} for name, codes in data["koder"].items()},
        classes=tuple(
            CostClass(item["kode"], item.get("til_oere"), Text(**item["navn"])) for item in data["kostnadsklasser"]
        ),
        all=tuple(_measure(item, sources) for item in data["maal"]),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _measure(item: dict[str, Any], sources: dict[str, Text]) -> Measure:
    return Measure(
        id=item["id"],
        kind=item["slag"],
        field=item.get("felt", ""),
        by_trust=item.get("nivaa", "helseforetak") == "helseforetak",
        kinds=tuple(item.get("gjelder", ())),
        follows=item.get("foelger", ""),
        drawn=item.get("figur", False),
        part=item.get("teller", ""),
        against=item.get("mot", ""),
        label=Text(**item["navn"]),
        definition=Text(**item["definisjon"]),
        source=sources[item["kilde"]],
    )


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _shape_faults(file: YamlFile) -> Iterator[RuleFault]:
    """Where the file departs from its schema, by place; the schema says there what is wanted."""
    with_dates = validator("statistikkmaal").evolve(format_checker=FormatChecker(["date"]))
    for error in with_dates.iter_errors(_plain(file.data)):
        place = file.place(*error.absolute_path)
        message = f"står ikke slik statistikkmaal.schema.json sier (nøkkelordet «{error.validator}»)"
        yield RuleFault(place, "form", message)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _faults(file: YamlFile) -> Iterator[RuleFault]:
    """What no schema can say: names that must be there, in order, once."""
    data = file.data
    if _day(data["anker"]).weekday() != _MONDAY:
        yield RuleFault(file.place("anker"), "anker", "dagen er ikke en mandag")
    wanted = ("vei", "eiere", "kanal", "grunnlag", "lesning", "hindringer")
    for name in wanted:
        if name not in data["koder"]:
            yield RuleFault(file.place("koder"), "koder", f"feltet «{name}» mangler koder")
    limits = [item.get("til_oere") for item in data["kostnadsklasser"]]
    below = [limit for limit in limits if limit is not None]
    if limits[-2:] != [None, None] or len(below) != len(limits) - 2 or below != sorted(set(below)):
        message = "grensene må stige, og bare de to siste klassene er uten: den uten øvre grense, og de ukjente"
        yield RuleFault(file.place("kostnadsklasser"), "kostnadsklasser", message)
    known: dict[str, dict[str, Any]] = {}
    for index, item in enumerate(data["maal"]):
        place = file.place("maal", index)
        if item["id"] in known:
            yield RuleFault(place, "maal.id", f"målet «{item['id']}» står alt lenger opp")
        if item.get("felt", "") not in FIELDS[item["slag"]]:
            yield RuleFault(place, "maal.felt", f"feltet hører ikke til slaget «{item['slag']}»")
        if item["kilde"] not in data["kilder"]:
            yield RuleFault(place, "maal.kilde", "kilden står ikke under «kilder»")
        if "foelger" in item and known.get(item["foelger"], {}).get("slag") not in ("fordeling", "forekomst"):
            yield RuleFault(place, "maal.foelger", "det finnes ikke noe slikt mål lenger opp, med kategorier")
        known[item["id"]] = item
