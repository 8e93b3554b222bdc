"""Remember what was made from a vocabulary, by the vocabulary object itself: it holds tables, so it has no hash."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from reiseregel.vocabulary import Vocabulary

P = ParamSpec("P")
T = TypeVar("T")

#: So many results of one function are kept: a process has one vocabulary, tests have a few.
KEPT = 16


class _Identity:
    """A vocabulary as a key: the same object is equal, nothing else is. It keeps the object, so no id comes back."""

    __slots__ = ("vocabulary",)

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.vocabulary is self.vocabulary


def per_vocabulary(function: Callable[Concatenate[Vocabulary, P], T]) -> Callable[Concatenate[Vocabulary, P], T]:
    """`function`, run once for each vocabulary object and its other arguments. Safe to call from several threads."""

    @lru_cache(maxsize=KEPT)
    def remembered(key: _Identity, *args: P.args, **kwargs: P.kwargs) -> T:
        return function(key.vocabulary, *args, **kwargs)

    def call(vocabulary: Vocabulary, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return remembered(_Identity(vocabulary), *args, **kwargs)  # type: ignore[arg-type]

    update_wrapper(call, function)
    return call
