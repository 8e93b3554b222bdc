"""A row of a CSV → a document. A column is named by the way to its value: `turer.0.reisende.0.reiser.0.reisevei_m`.

An empty cell is not given. `[]` in the column of a list is an empty list, and `{}` in that of an object or an item is
one of which nothing is given. Numbers are whole; yes and no are `true` and `false`, `sann` and `usann`, or `ja` and
`nei`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pyarrow as pa

from reiseregel.batch.model import FAULT_IN_INPUT, BatchStop, InputFile
from reiseregel.batch.texts import row_fault
from reiseregel.case.shapes import MAX_INTEGER
from reiseregel.columns.arrow_schema import document_schema
from reiseregel.errors import Fault
from reiseregel.remember import once_for_each
from reiseregel.vocabulary import Vocabulary

Way = tuple[str | int, ...]
#: The kind of value at the end of a way, where each place in a list is written `#`.
Forms = dict[tuple[str, ...], str]

_PLACE: Final = re.compile("0|[1-9][0-9]{0,3}")
_WHOLE: Final = re.compile("-?[0-9]+")
_DECIMAL: Final = re.compile("-?[0-9]*[.,][0-9]+")
_YES: Final = frozenset({"true", "sann", "ja"})
_NO: Final = frozenset({"false", "usann", "nei"})
#: What bytes that are not UTF-8 became.
_BROKEN: Final = re.compile("[\udc80-\udcff]")


def check_header(file: InputFile, vocabulary: Vocabulary) -> None:
    """Stop at a column that no type of document has; told by its number, for its name may be anything."""
    known = {way for forms in every_form(vocabulary).values() for way in forms}
    for number, name in enumerate(file.header, 1):
        if _general(_way(name)) not in known:
            sentence = f"{file.name}: Kolonne nr. {number} heter ikke noe som finnes i noen type dokument."
            raise BatchStop(sentence, FAULT_IN_INPUT)


@once_for_each
def every_form(vocabulary: Vocabulary) -> dict[str, Forms]:
    """By type of document: the kind of value (`tekst`, `heltall`, `boolsk`, `liste`, `objekt`) at each way."""
    found = {}
    for kind in vocabulary.roots:
        forms: Forms = {}
        for field in document_schema(kind, vocabulary):
            _add(forms, (field.name,), field.type)
        found[kind] = forms
    return found


def _add(forms: Forms, way: tuple[str, ...], form: pa.DataType) -> None:
    if pa.types.is_list(form):
        forms[way] = "liste"
        _add(forms, (*way, "#"), form.value_type)
    elif pa.types.is_struct(form):
        forms[way] = "objekt"
        for field in form:
            _add(forms, (*way, field.name), field.type)
    else:
        forms[way] = "boolsk" if pa.types.is_boolean(form) else "heltall" if pa.types.is_integer(form) else "tekst"


def _way(name: str) -> Way:
    return tuple(int(part) if _PLACE.fullmatch(part) else part for part in name.split("."))


def _general(way: Way) -> tuple[str, ...]:
    return tuple("#" if isinstance(part, int) else part for part in way)


class FlatReader:
    """Reads the rows under one header."""

    def __init__(self, header: Sequence[str], separator: str, vocabulary: Vocabulary) -> None:
        self.separator = separator
        self.ways = [_way(name) for name in header]
        self.kind_at = header.index("type") if "type" in header else -1
        by_kind = every_form(vocabulary)
        general = [_general(way) for way in self.ways]
        anywhere = {way: form for forms in by_kind.values() for way, form in forms.items()}
        # Of a type without the column, the value is put there all the same: the check says that it is unknown.
        self.forms = {
            kind: [forms.get(way, anywhere.get(way, "tekst")) for way in general] for kind, forms in by_kind.items()
        }
        self.other = [anywhere.get(way, "tekst") for way in general]

    def document(self, record: str) -> dict[str, Any] | Fault:
        """The document in one row, to be checked; or what is wrong with the row as such."""
        if _BROKEN.search(record):
            return row_fault("csv.koding")
        try:
            rows = list(csv.reader([record], delimiter=self.separator, strict=True))
        except csv.Error:
            rows = []
        if len(rows) != 1:
            return row_fault("csv.form")
        cells = [cell.strip() for cell in rows[0]]
        if len(cells) != len(self.ways):
            return row_fault("csv.felt")
        forms = self.forms.get(cells[self.kind_at], self.other) if self.kind_at >= 0 else self.other
        top: dict[str | int, Any] = {}
        for way, form, cell in zip(self.ways, forms, cells, strict=True):
            if cell and not _put(top, way, _value(cell, form)):
                return row_fault("csv.motstrid")
        whole = _whole(top, "")
        assert isinstance(whole, dict | Fault)
        return whole


def _value(cell: str, form: str) -> Any:
    """What the cell says; text that says no such thing stays text, and the check tells what should be there."""
    if form == "heltall":
        if _DECIMAL.fullmatch(cell):
            return 0.5  # any decimal number: the check refuses it, whatever its value
        if _WHOLE.fullmatch(cell):
            return int(cell) if len(cell) < 18 else MAX_INTEGER + 1
    elif form == "boolsk":
        word = cell.lower()
        return True if word in _YES else False if word in _NO else cell
    elif (form, cell) == ("liste", "[]"):
        return []
    elif form == "objekt" and cell == "{}":
        return {}
    return cell


def _put(top: dict[str | int, Any], way: Way, value: Any) -> bool:
    """Put a value at the end of a way, objects and lists as dicts; False when something else stands there already."""
    at = top
    for part in way[:-1]:
        below = at.setdefault(part, {})
        if not isinstance(below, dict):
            return False
        at = below
    found = at.setdefault(way[-1], value)
    return found is value or (isinstance(found, dict) and value == {})


def _whole(found: Any, pointer: str) -> Any:
    """Dicts by place → lists; a fault where a place is left out."""
    if not isinstance(found, dict):
        return found
    made = {}
    for key, item in found.items():
        made[key] = _whole(item, f"{pointer}/{key}")
        if isinstance(made[key], Fault):
            return made[key]
    if not any(isinstance(key, int) for key in made):
        return made
    places = sorted(key for key in made if isinstance(key, int))
    if places != list(range(len(made))):
        return row_fault("csv.hull", pointer)
    return [made[place] for place in places]


def records(data: bytes) -> Iterator[str]:
    """The rows in a piece of a CSV, each with the line ends that stand inside its quotes."""
    text = data.decode(errors="surrogateescape")
    if '"' not in text:
        yield from _without_last(text.split("\n"))
        return
    pending: list[str] = []
    inside = False
    for line in _without_last(text.split("\n")):
        inside ^= line.count('"') % 2 == 1
        pending.append(line)
        if not inside:
            yield "\n".join(pending)
            pending = []
    if pending:
        yield "\n".join(pending)


def _without_last(lines: list[str]) -> Iterable[str]:
    return lines[:-1] if lines and not lines[-1] else lines
