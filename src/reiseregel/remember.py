"""Remember what was made from a vocabulary or rule book, by the object itself: it holds tables, so it has no hash."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from threading import Lock
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Source = TypeVar("Source")

#: So many results of one function are kept: a process has one rule book, tests have a few.
KEPT: Final = 16


def once_for_each(function: Callable[Concatenate[Source, P], T]) -> Callable[Concatenate[Source, P], T]:
    """`function`, run once for each first argument (by identity) and its other arguments. Safe between threads."""
    # Each result stands with the object it was made from: while it is kept, no other object can have its id.
    kept: dict[Any, tuple[Source, T]] = {}
    changing = Lock()

    def call(source: Source, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (id(source), args, *kwargs.items()) if args or kwargs else id(source)
        found = kept.get(key)
        if found is not None:
            return found[1]
        result = function(source, *args, **kwargs)
        with changing:
            while len(kept) >= KEPT:
                del kept[next(iter(kept))]
            kept[key] = source, result
        return result

    update_wrapper(call, function)
    return call
