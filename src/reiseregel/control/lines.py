"""What a fact raises → lines of JSON: the signal, whom and when it is about, what was looked at, and why in words."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final, TypeAlias

from reiseregel.control.features import PERIODS
from reiseregel.control.model import FeatureFact
from reiseregel.control.signals import ControlBook
from reiseregel.control.told import tell
from reiseregel.control.windows import WindowKind, window_of
from reiseregel.errors import Language

_Key: TypeAlias = tuple[object, ...]
#: So many different explanations are remembered; then it begins again.
MOST_KEPT: Final = 5_000


class Writer:
    """Writes lines in one language. Two facts with the same values on days of the same month are told of alike."""

    def __init__(self, book: ControlBook, language: Language, window: WindowKind) -> None:
        self._book, self._language, self._window = book, language, window
        self._told: dict[_Key, str] = {}

    def line(self, signal: str, fact: FeatureFact, *, sure: bool) -> str:
        """One line without its end. Keys stand in the order of `docs/kontroll.md`."""
        day = str(fact.values["dato"])
        about: dict[str, Any] = {"signal": signal, "subjekt": fact.subject, "dato": day}
        if fact.entity.endswith(PERIODS):
            first, last = window_of(date.fromisoformat(day), self._window)
            about["vindu"] = {"fra": first.isoformat(), "til": last.isoformat()}
        begun = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
        return f"{begun[:-1]},{self._rest(signal, fact, sure=sure)}"

    def _rest(self, signal: str, fact: FeatureFact, *, sure: bool) -> str:
        key = (signal, sure, *fact.values.items())
        found = self._told.get(key)
        if found is None:
            told = tell(self._book, signal, fact, self._language, sure=sure).to_json()
            told["regler_sha256"] = self._book.digest
            told.pop("signal")
            found = json.dumps(told, ensure_ascii=False, separators=(",", ":"))[1:]
            if len(self._told) >= MOST_KEPT:
                self._told.clear()
            self._told[key] = found
        return found
