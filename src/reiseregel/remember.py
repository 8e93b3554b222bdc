"""Remember what was made from a vocabulary or rule book, by the object itself: it holds tables, so it has no hash."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Source = TypeVar("Source")

#: So many results of one function are kept: a process has one rule book, tests have a few.
KEPT = 16


class _Identity(Generic[Source]):
    """An object as a key: the same object is equal, nothing else is. It keeps the object, so no id comes back."""

    __slots__ = ("source",)

    def __init__(self, source: Source) -> None:
        self.source = source

    def __hash__(self) -> int:
        return id(self.source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.source is self.source


def once_for_each(function: Callable[Concatenate[Source, P], T]) -> Callable[Concatenate[Source, P], T]:
    """`function`, run once for each first argument (by identity) and its other arguments. Safe between threads."""

    @lru_cache(maxsize=KEPT)
    def remembered(key: _Identity[Source], *args: P.args, **kwargs: P.kwargs) -> T:
        return function(key.source, *args, **kwargs)

    def call(source: Source, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return remembered(_Identity(source), *args, **kwargs)  # type: ignore[arg-type]

    update_wrapper(call, function)
    return call
