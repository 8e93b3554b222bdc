"""The sources of practice as data: pages and documents that say how the law is followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reiseregel.errors import Place, Text


@dataclass(frozen=True, slots=True)
class PracticeSource:
    """One source. `link` is empty when it has no known address.

    `date` is what the source itself says, as far as it says it (`2023-12-21`, `2024-02`, `2025`); empty when it has
    none. `status` is where the practice holds: all over the country, in one place or case, or no longer for certain.
    """

    key: str
    title: Text
    link: str
    date: str
    status: Literal["nasjonal", "lokal", "historisk"]
    place: Place
