"""One YAML file with the place of every key and value, so that any fault can point at line and column.

In: text. Out: plain data (dict, list, str, int, bool, None, date) plus places by path. YAML 1.2; duplicate keys, floats
and numbers with a leading zero are faults. Never touches the disk except in `read_folder`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reiseregel.errors import InvalidRules, Place, RuleFault

if TYPE_CHECKING:
    from ruamel.yaml.nodes import ScalarNode

#: The way to a value: keys of mappings and indexes of lists, from the top of the file.
KeyPath = tuple[str | int, ...]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_INTEGER = re.compile(r"-?(0|[1-9]\d*)\Z")
_LEADING_ZERO = re.compile(r"0\d+\Z")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+(?=[eE]))([eE][-+]?\d+)?\Z")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
#: What the parser says of the mistakes authors make most → what to do about them.
_ADVICE = {
    "mapping values are not allowed": "kolon og mellomrom inne i en verdi; sett hele verdien i hermetegn",
    "cannot start any token": "tegnet kan ikke stå først her; rykk inn med mellomrom, og sett verdier i hermetegn",
    "expected <block end>": "innrykket stemmer ikke med linjene over",
    "could not find expected ':'": "her mangler et kolon etter nøkkelen",
    "single document": "filen må være ett dokument; fjern linjen med ---",
    "quoted scalar": "hermetegnet blir ikke lukket",
    "flow mapping": "krøllparentesen blir ikke lukket, eller det mangler et komma",
    "flow sequence": "hakeparentesen blir ikke lukket, eller det mangler et komma",
}


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a value is written: for each of its lines, the offset in the value, and line and column in the file."""

    file: str
    lines: tuple[tuple[int, int, int], ...]

    def at(self, offset: int) -> Place:
        """The place of the character at `offset` in the value, folded lines too."""
        start, line, column = next(row for row in reversed(self.lines) if row[0] <= offset)
        return Place(self.file, line, column + offset - start)

    def lines_of(self, text: str) -> str:
        """The value line for line as its author broke it, indented as far as it is from the first line.

        When the first line stands after its key, to the right of another, those below it are indented one step.
        """
        starts = [start for start, _, _ in self.lines]
        parts = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
        columns = [column for _, _, column in self.lines]
        first, after_key = columns[0], min(columns) < columns[0]
        indents = [0, *(2 if after_key else column - first for column in columns[1:])]
        return "\n".join(" " * indent + part for indent, part in zip(indents, parts, strict=True))


@dataclass(slots=True)
class YamlFile:
    """Parsed file: `data`, and the place of each value and each mapping key by its path.

    `texts` has each value that is not a mapping or list, line by line.
    """

    name: str
    data: Any = None
    places: dict[KeyPath, Place] = field(default_factory=dict)
    keys: dict[KeyPath, Place] = field(default_factory=dict)
    texts: dict[KeyPath, TextPlace] = field(default_factory=dict)
    faults: list[RuleFault] = field(default_factory=list)
    source: tuple[str, ...] = ()

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` starts; the nearest parent that exists when it does not."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.name, 1, 1))

    def key_place(self, *path: str | int) -> Place:
        """Where the key at the end of `path` stands."""
        return self.keys.get(path) or self.place(*path)

    def text_place(self, *path: str | int) -> TextPlace:
        """Where the text at `path` is written, line by line."""
        place = self.place(*path)
        return self.texts.get(path) or TextPlace(self.name, ((0, place.line, place.column),))


def parse(name: str, text: str) -> YamlFile:
    """Parse one file; what cannot be read is in `faults`, and `data` is then None."""
    # Neither reader is needed by those who have the rule book from the cache.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    result = YamlFile(name, source=tuple(text.splitlines()))
    try:
        node = _composed_quickly(text) or YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        unclosed = (error.context or "").startswith(("while parsing a flow", "while scanning a quoted"))
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        said = f"{error.context or ''} {error.problem or ''}".strip()
        advice = next((advice for words, advice in _ADVICE.items() if words in said), f"filen kan ikke leses ({said})")
        result.faults.append(RuleFault(place, "yaml", advice))
        return result
    except YAMLError:  # a character that may not stand in YAML at all
        result.faults.append(RuleFault(Place(name, 1, 1), "yaml", "filen har tegn som ikke er tillatt i YAML"))
        return result
    if node is None:
        result.faults.append(RuleFault(Place(name, 1, 1), "yaml", "filen er tom"))
        return result
    result.data = _build(node, (), result)
    return result


def _composed_quickly(text: str) -> Any:
    """The nodes as libyaml reads them, thirty times quicker; None when it is missing or finds anything amiss.

    What it refuses is read again by the slower reader, which says better what is wrong.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", None)
    try:
        return loader and yaml.compose(text, Loader=loader)
    except yaml.YAMLError:
        return None


def read_folder(folder: Path) -> dict[str, str]:
    """The text of every `*.yaml` below `folder`, keyed by path relative to it, in a fixed order.

    Raises InvalidRules with every file that cannot be read as UTF-8 text.
    """
    texts, faults = {}, []
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            faults.append(RuleFault(Place(name, 1, 1), "fil", "filen kan ikke leses som tekst i UTF-8"))
    if faults:
        raise InvalidRules(faults)
    return texts


def _build(node: Any, path: KeyPath, result: YamlFile) -> Any:
    if node.id == "scalar":
        text = str(node.value)
        result.texts[path] = _text_place(node, text, result)
        result.places[path] = result.texts[path].at(0)
        return _scalar(node, text, result.places[path], result)
    result.places[path] = Place(result.name, node.start_mark.line + 1, node.start_mark.column + 1)
    if node.id == "mapping":
        return _mapping(node, path, result)
    return [_build(child, (*path, index), result) for index, child in enumerate(node.value)]


def _text_place(node: ScalarNode, text: str, result: YamlFile) -> TextPlace:
    """Finds each line of the value again in the file, so that it holds however YAML folded the lines."""
    quoted, block = node.style in ("'", '"'), node.style in (">", "|")
    first, last = node.start_mark.line, node.end_mark.line
    lines = [] if block else [(0, first + 1, node.start_mark.column + 1 + quoted)]
    position = 0
    for number in range(first + 1 if block else first, min(last + 1, len(result.source))):
        start = node.start_mark.column + quoted if number == first else 0
        end = node.end_mark.column - quoted if number == last and not block else None
        written = result.source[number][start:end]
        found = text.find(written.strip(), position)
        if not written.strip() or found < 0:
            continue
        if number > first:
            lines.append((found if lines else 0, number + 1, start + len(written) - len(written.lstrip()) + 1))
        position = found + len(written.strip())
    return TextPlace(result.name, tuple(lines) or ((0, first + 1, node.start_mark.column + 1),))


def _mapping(node: Any, path: KeyPath, result: YamlFile) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        place = Place(result.name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if key in data:
            message = f"nøkkelen «{key}» står alt på linje {result.keys[(*path, key)].line}"
            result.faults.append(RuleFault(place, "dobbel_noekkel", message))
            continue
        result.keys[(*path, key)] = place
        data[key] = _build(value_node, (*path, key), result)
    return data


def _scalar(node: ScalarNode, text: str, place: Place, result: YamlFile) -> Any:
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    if _LEADING_ZERO.match(text):
        result.faults.append(RuleFault(place, "ledende_null", "tall med ledende null må stå i hermetegn"))
    elif _FLOAT.match(text):
        result.faults.append(RuleFault(place, "desimaltall", "skriv hele øre, meter eller minutter, ikke desimaltall"))
    elif _DATE.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            result.faults.append(RuleFault(place, "dato", "datoen finnes ikke i kalenderen"))
    return text


def ordinal(value: object) -> int:
    """A date from a rule file, plain or quoted, as an ordinal. The schema has checked the form."""
    return (value if isinstance(value, date) else date.fromisoformat(str(value))).toordinal()
