"""The trace of an answer and its hash, each made when it is first asked for and then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reiseregel.engine import Evaluator, Trace, build_trace, trace_hash


class Traced:
    """The trace that an evaluator gives. `fingerprint` gives its hash where that can be had without the trace."""

    __slots__ = ("_evaluator", "_fingerprint", "_sha256", "_trace")

    def __init__(self, evaluator: Evaluator, fingerprint: Callable[[], str] | None = None) -> None:
        self._evaluator: Evaluator | None = evaluator
        self._fingerprint = fingerprint
        self._trace: Trace | None = None
        self._sha256 = ""

    @property
    def trace(self) -> Trace:
        """Every node by its id."""
        if self._trace is None:
            assert self._evaluator is not None
            self._trace = build_trace(self._evaluator)
        return self._trace

    @property
    def sha256(self) -> str:
        """The hash of the values in the trace."""
        if not self._sha256:
            self._sha256 = trace_hash(self.trace) if self._fingerprint is None else self._fingerprint()
        return self._sha256

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Traced) and self.trace == other.trace

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _kept, (self.trace, self.sha256)


def _kept(trace: Trace, sha256: str) -> Traced:
    """A trace that was made before."""
    traced: Traced = Traced.__new__(Traced)
    traced._evaluator, traced._fingerprint = None, None  # noqa: SLF001 - its own maker
    traced._trace, traced._sha256 = trace, sha256  # noqa: SLF001
    return traced
