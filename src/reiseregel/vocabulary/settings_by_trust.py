"""Settings: what a health trust, or the whole country, has fixed, such as a deadline. Each is dated, with a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reiseregel.errors import Place, Text
from reiseregel.quantities import ValueType

#: The owner of what holds wherever the trust has not fixed anything itself.
NATIONAL = "nasjonal"
#: The fact that says which trust a document is about. Its codes are those of the settings.
TRUST_FACT = "helseforetak"
#: The kind of source of a fact that was not given, but fixed by a setting.
SETTING = "innstilling"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """What one owner (a code of a trust, or `NATIONAL`) has fixed from `since` (an ordinal) on.

    `value` is as a document would give it: true or false, a code, a date as ISO text, or a whole number in the unit of
    the type. None is an explicit «nobody has fixed it», and `reason` says why. `source` is the key of one of practice.
    """

    owner: str
    since: int
    value: bool | int | str | None
    reason: Text | None
    source: str
    status: Literal["bekreftet", "lokal", "foreloepig"]
    place: Place


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting with its rows, in file order; those of one owner rise in time."""

    name: str
    type: ValueType
    label: Text
    codes: dict[str, Text]
    rows: tuple[SettingRow, ...]
    place: Place

    def owned(self, owner: str, day: int) -> SettingRow | None:
        """What an owner had fixed on a day (an ordinal); None when the owner had not said anything."""
        return next((row for row in reversed(self.rows) if row.owner == owner and row.since <= day), None)

    def on(self, trust: str, day: int) -> SettingRow | None:
        """What held in a trust on a day: its own row goes before the national one, also when it fixes nothing."""
        return self.owned(trust, day) or self.owned(NATIONAL, day)
