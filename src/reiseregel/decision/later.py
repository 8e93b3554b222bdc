"""A value that is worked out when it is first asked for, and then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """What `make` gives. Two are equal when their values are; a copy sent elsewhere is made before it is sent."""

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make

    @property
    def value(self) -> T:
        """The value."""
        if self._make is not None:
            self._value = self._make()
            self._make = None
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Later) and bool(self.value == other.value)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _kept, (self.value,)


def _kept(value: T) -> Later[T]:
    """A value that was made before."""
    later: Later[T] = Later.__new__(Later)
    later._make, later._value = None, value  # noqa: SLF001 - its own maker
    return later
