"""What the published contract and the model must agree on: limits, patterns, and the parts that are not facts.

`contracts.py` writes them as JSON Schema, `models.py` as pydantic types. Patterns hold to what every regex engine reads
alike: no look-around, and `[0-9]` for a digit, since the short form takes the digits of all scripts in Python.
"""

from __future__ import annotations

from typing import Final, Literal

from reiseregel.remember import once_for_each
from reiseregel.vocabulary import Vocabulary

# --- limits on any document, before its shape is looked at ---

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_DEPTH: Final = 20
MAX_STRING: Final = 1000
#: JSON numbers beyond this are not exact in every program that may read them (RFC 8259 § 6).
MAX_INTEGER: Final = 2**53
#: So many faults are told of at once; a document with more has one cause, and a list of thousands helps nobody.
MAX_FAULTS: Final = 100

# --- limits on the parts around the facts ---

MAX_ENVELOPE_STRING: Final = 64
MAX_ASSESSMENTS: Final = 2000
MAX_SOURCES: Final = 10000
MAX_POINTER: Final = 200
MAX_MOMENT: Final = 99
MAX_MOMENTS: Final = 50

VERSION: Final = 1
LANGUAGE_CODES: Final = ("nb", "nn", "en")
ASSESSMENT_ROLES: Final = ("saksbehandler",)
SOURCE_KINDS: Final = ("register", "egenerklaering", "attest", "helseforetak", "kart")
SourceKind = Literal["register", "egenerklaering", "attest", "helseforetak", "kart"]

# --- patterns, each for the whole text ---

_YEAR = "(?:19[0-9]{2}|20[0-9]{2}|2100)"
_LEAP_YEAR = "(?:19(?:0[48]|[2468][048]|[13579][26])|20(?:0[048]|[2468][048]|[13579][26]))"
_LONG_MONTH = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_SHORT_MONTH = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_FEBRUARY = "02-(?:0[1-9]|1[0-9]|2[0-8])"
_DAY = f"(?:{_LONG_MONTH}|{_SHORT_MONTH}|{_FEBRUARY})"
_DATE = f"(?:{_YEAR}-{_DAY}|{_LEAP_YEAR}-02-29)"

#: A day of the calendar from 1900-01-01 to 2100-12-31, leap years and all.
DATE_PATTERN: Final = f"^{_DATE}$"
#: RFC 3339, in UTC, whole seconds: one way to write each moment.
TIME_PATTERN: Final = f"^{_DATE}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"
REFERENCE_PATTERN: Final = "^[A-Za-z0-9._:-]{1,64}$"
POINTER_PATTERN: Final = "^(?:/[a-z0-9_]+)+$"
HASH_PATTERN: Final = "^[0-9a-f]{64}$"
#: The SHA-256 of no text at all: no reason has it.
HASH_OF_NOTHING: Final = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

# --- keys that are not facts ---

ENVELOPE_KEYS: Final = ("saksreferanse", "innsender")
ROOT_KEYS: Final = ("type", "versjon", "spraak", "konvolutt", "vurderinger", "kilder")
ASSESSMENT_KEYS: Final = ("faktum", "rolle", "referanse", "tidspunkt", "momenter", "begrunnelse_sha256")
SOURCE_KEYS: Final = ("faktum", "kilde", "referanse")


@once_for_each
def known_keys(vocabulary: Vocabulary) -> frozenset[str]:
    """Every key that may stand in some document: only these may show in the pointer of a fault."""
    return frozenset(
        {
            *ROOT_KEYS,
            *ENVELOPE_KEYS,
            *ASSESSMENT_KEYS,
            *SOURCE_KEYS,
            *(name for _, name in vocabulary.facts),
            *(entity.member for entity in vocabulary.entities.values() if entity.member),
        }
    )
