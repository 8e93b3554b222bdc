"""A travel attest as it is handed in, and what it came to for one trip of a claim."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from reiseregel.case import CheckedDocument
from reiseregel.case.shapes import REFERENCE_PATTERN
from reiseregel.errors import Text
from reiseregel.identifiers import looks_like_identifier

#: What an attest is for a trip; `open` when a fact is missing, or when it covers only one of the ways.
Standing = Literal["valid", "not_valid", "open"]


@dataclass(frozen=True, slots=True, repr=False)
class GivenAttest:
    """A document of type `attest`: JSON text, or a dict as its JSON would be.

    `reference` is the mark of the sender's own system. It reaches the sources of the claim, so it must name nobody: up
    to 64 letters, digits and `. _ : -`. Empty: a fingerprint of the attest stands there instead.
    """

    document: bytes | str | dict[str, Any]
    reference: str = ""


@dataclass(frozen=True, slots=True)
class TripAnswer:
    """One attest tested for one trip: trip and attest by place in their lists, from 0.

    `written` says whether the claim got the attest: one that is not sure to be valid is left out of a claim that does
    not say which attests there are, since that list would then look complete. `grounds` are the reasons of a
    `not_valid`, `missing` the questions of an `open`.
    """

    trip: int
    attest: int
    reference: str
    standing: Standing
    written: bool
    grounds: tuple[Text, ...] = ()
    missing: tuple[Text, ...] = ()


def reference_of(checked: CheckedDocument, wanted: str) -> str:
    """The reference to put in the claim: the one wanted when it is opaque, otherwise a fingerprint of the attest."""
    if re.fullmatch(REFERENCE_PATTERN, wanted) and not looks_like_identifier(wanted):
        return wanted
    text = json.dumps(checked.data, sort_keys=True, ensure_ascii=False)
    return f"attest-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
