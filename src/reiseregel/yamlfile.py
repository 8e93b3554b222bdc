"""One YAML file with the place of every key and value, so that any fault can point at line and column.

In: text. Out: plain data (dict, list, str, int, bool, None, date) plus places by path. YAML 1.2; duplicate keys, floats
and numbers with a leading zero are faults. Never touches the disk except in `read_folder`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from reiseregel.errors import BlockPlace, Place, RuleFault

Path_ = tuple[str | int, ...]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_INTEGER = re.compile(r"-?(0|[1-9]\d*)\Z")
_LEADING_ZERO = re.compile(r"0\d+\Z")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+(?=[eE]))([eE][-+]?\d+)?\Z")
_FOLD_MARK = "\a"  # ruamel leaves one where it folded a line
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class YamlFile:
    """Parsed file: `data`, and `places[path]` for each value, `keys[path]` for each mapping key."""

    name: str
    data: Any = None
    places: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)
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


def parse(name: str, text: str) -> YamlFile:
    """Parse one file; what cannot be read is in `faults`, and `data` is then None."""
    result = YamlFile(name, source=tuple(text.splitlines()))
    try:
        node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        result.faults.append(RuleFault(place, "yaml", f"filen er ikke gyldig YAML ({error.problem})"))
        return result
    if node is None:
        result.faults.append(RuleFault(Place(name, 1, 1), "yaml", "filen er tom"))
        return result
    result.data = _build(node, (), result)
    return result


def read_folder(folder: Path) -> dict[str, str]:
    """The text of every `*.yaml` below `folder`, keyed by path relative to it, in a fixed order."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))
    }


def _build(node: Any, path: Path_, result: YamlFile) -> Any:
    place = Place(result.name, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, ScalarNode) and node.style in ("'", '"'):
        place = Place(place.file, place.line, place.column + 1)
    elif isinstance(node, ScalarNode) and node.style in (">", "|"):
        place = _block(node, result)
    result.places[path] = place
    if isinstance(node, MappingNode):
        return _mapping(node, path, result)
    if isinstance(node, SequenceNode):
        return [_build(child, (*path, index), result) for index, child in enumerate(node.value)]
    return _scalar(node, place, result)


def _block(node: Any, result: YamlFile) -> BlockPlace:
    """A value written over the lines below its key."""
    lines = []
    for number in range(node.start_mark.line + 1, node.end_mark.line + 1):
        written = result.source[number] if number < len(result.source) else ""
        if written.strip():
            lines.append((number + 1, len(written) - len(written.lstrip()) + 1, len(written.strip())))
    first = lines[0] if lines else (node.start_mark.line + 1, node.start_mark.column + 1, 0)
    return BlockPlace(result.name, first[0], first[1], tuple(lines))


def _mapping(node: Any, path: Path_, result: YamlFile) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        place = Place(result.name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if key in data:
            result.faults.append(RuleFault(place, "dobbel_noekkel", f"nøkkelen «{key}» står to ganger"))
            continue
        result.keys[(*path, key)] = place
        data[key] = _build(value_node, (*path, key), result)
    return data


def _scalar(node: Any, place: Place, result: YamlFile) -> Any:
    text = str(node.value).replace(_FOLD_MARK, "")
    if node.style is not None:
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
