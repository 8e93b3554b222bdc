"""One change to a document: another value somewhere, a key too many or too few, an item too many.

Only data that `reading` lets through: no floats and no whole numbers beyond the limit, which never reach the contract.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]
Path = tuple[str | int, ...]

#: Values that have fooled somebody: of the wrong type, on the wrong side of a bound, or nearly a date.
ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    99,
    100,
    2**53,
    -(2**53),
    "",
    "x",
    "ut",
    "krav",
    "nb",
    "nb\n",
    "æøå",
    "true",
    "1",
    "a" * 64,
    "a" * 65,
    "/pasient\n",
    "ref\n",
    "0" * 64,
    "0" * 63 + "\n",
    "2024-02-29",
    "2026-02-29",
    "1900-02-29",
    "2000-02-29",
    "1899-12-31",
    "2100-12-31",
    "2101-01-01",
    "2026-04-31",
    "2026-13-01",
    "2026-5-10",
    "2026-05-10\n",
    "2026-05-10 ",
    "２０２６-05-10",
    "2026-05-10T12:30:00Z",
    "2026-05-10T24:00:00Z",
    "2026-05-10T12:30:00+00:00",
    [],
    {},
    [None],
    [[]],
    {"x": None},
)
ODD_KEYS = ("", "x", "Dato", "dato ", "æ", "$ref", "model_config", "__class__", "type", "dato", "retning", "0")


def places(value: Any, at: Path = ()) -> Iterator[Path]:
    """The path of every value in a document, the document itself first."""
    yield at
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*at, index))


def value_at(document: Any, path: Path) -> Any:
    for part in path:
        document = document[part]
    return document


def replaced(document: Any, path: Path, value: Any) -> Any:
    """A copy of `document` with another value at `path`."""
    if not path:
        return deepcopy(value)
    copy = deepcopy(document)
    value_at(copy, path[:-1])[path[-1]] = deepcopy(value)
    return copy


def removed(document: Any, path: Path) -> Any:
    """A copy of `document` without what stands at `path`."""
    copy = deepcopy(document)
    del value_at(copy, path[:-1])[path[-1]]
    return copy


@st.composite
def mutated(draw: st.DrawFn, document: Document) -> tuple[str, Any]:
    """What was done, and a copy of `document` in which it is done. The result may still be of the right shape."""
    path = draw(st.sampled_from(list(places(document))))
    value = value_at(document, path)
    changes = ["replace"]
    if path:
        changes.append("remove")
    if isinstance(value, dict):
        changes += ["add_key", "add_key"]
    if isinstance(value, list) and value:
        changes += ["one_more", "far_too_many"]
    if type(value) is int:
        changes += ["near"]
    change = draw(st.sampled_from(changes))
    if change == "remove":
        return change, removed(document, path)
    new: Any
    if change == "add_key":
        new = {**value, draw(st.sampled_from(ODD_KEYS)): draw(st.sampled_from(ODD_VALUES))}
    elif change == "one_more":
        new = [*value, value[0]]
    elif change == "far_too_many":
        new = [value[0]] * 201
    elif change == "near":
        new = value + draw(st.sampled_from([-(10**9), -1, 1, 10**9]))
    else:
        new = draw(st.sampled_from(ODD_VALUES))
    return change, replaced(document, path, new)
