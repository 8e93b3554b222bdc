"""What is counted: one decision, and what the accompanying table says of it. Nothing of it is kept once counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reiseregel.errors import Fault, Text

#: Stands for what no file says. Never guessed.
UNKNOWN: Final = "ukjent"
#: A code that the rule book in use does not have: an older or newer one decided. Its name is not repeated.
OTHER: Final = "annet"
#: The row of all health trusts together.
ALL: Final = "alle"
#: Outcomes of an answer that is not settled.
OPEN_OUTCOMES: Final = ("mangler_opplysninger", "til_vurdering")

#: The exit codes of a report that cannot be made; as in `reiseregel.cli`.
FAULT_IN_INPUT, WRONG_USAGE = 1, 2


class StatisticsStop(Exception):
    """No report can be made: a sentence in bokmål, as all of the command line, and the exit code."""

    def __init__(self, sentence: str, exit_code: int = WRONG_USAGE) -> None:
        self.sentence = sentence
        self.exit_code = exit_code
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer: outcome, øre, the open facts as (owner, `entity.name`) in the order they are asked, and codes.

    `amount` is None while the answer is open, `highest` where nothing bounds it, and all three where there is no money.
    """

    kind: str
    outcome: str
    amount: int | None
    lowest: int | None
    highest: int | None
    open_facts: tuple[tuple[str, str], ...]
    automatic: bool
    hindrances: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether outcome or amount can still differ."""
        return self.outcome in OPEN_OUTCOMES


@dataclass(frozen=True, slots=True)
class Beside:
    """What the accompanying table says of one document: codes, days as ordinals, øre. None is not said."""

    trust: str | None = None
    channel: str | None = None
    ground: str | None = None
    received: int | None = None
    decided: int | None = None
    cost: int | None = None

    def over(self, other: Beside) -> Beside:
        """What is said here, and where nothing is, what the other says."""
        return Beside(
            self.trust if self.trust is not None else other.trust,
            self.channel if self.channel is not None else other.channel,
            self.ground if self.ground is not None else other.ground,
            self.received if self.received is not None else other.received,
            self.decided if self.decided is not None else other.decided,
            self.cost if self.cost is not None else other.cost,
        )

    @property
    def days(self) -> int | None:
        """Whole days from received to decided; None unless both are known and in order."""
        if self.received is None or self.decided is None or self.decided < self.received:
            return None
        return self.decided - self.received


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that is not counted: the file (masked), the row from 1, and what is wrong. No value is repeated."""

    file: str
    row: int
    fault: Fault


@dataclass(slots=True)
class Seen:
    """What a run read. It is for whoever runs it, not for the report: a total beside hidden cells would give them."""

    documents: int = 0
    counted: int = 0
    repeated: int = 0
    without_answer: int = 0
    faults: int = 0
    register_rows: int = 0
    register_used: int = 0


#: A row that cannot be counted: code → sentence.
ROW_FAULTS: Final[dict[str, Text]] = {
    "statistikk.json": Text(
        "Raden er ikke et gyldig JSON-objekt.", "Rada er ikkje eit gyldig JSON-objekt.", "The row is no JSON object."
    ),
    "statistikk.lang": Text(
        "Raden er lengre enn et svar kan være.", "Rada er lengre enn eit svar kan vere.", "The row is too long."
    ),
    "statistikk.vedtak": Text(
        "Raden er ikke et svar slik «vurder» eller «batch» skriver det.",
        "Rada er ikkje eit svar slik «vurder» eller «batch» skriv det.",
        "The row is no answer as «vurder» or «batch» writes it.",
    ),
    "statistikk.gjelder": Text(
        "Dokumenttypen finnes ikke i reglene.", "Dokumenttypen finst ikkje i reglane.", "The rules lack this type."
    ),
    "statistikk.utfall": Text(
        "Utfallet hører ikke til dokumenttypen.",
        "Utfallet høyrer ikkje til dokumenttypen.",
        "The outcome is not one of this type of document.",
    ),
    "statistikk.beloep": Text(
        "Beløpene må være hele øre fra 0, og det laveste ikke over det høyeste.",
        "Beløpa må vere heile øre frå 0, og det lågaste ikkje over det høgaste.",
        "Amounts must be whole øre from 0, the lowest not above the highest.",
    ),
    "statistikk.eier": Text(
        "Et åpent faktum har en eier som ikke finnes.",
        "Eit ope faktum har ein eigar som ikkje finst.",
        "An open fact has an owner that does not exist.",
    ),
    "statistikk.rekkefoelge": Text(
        "Saksnummeret er ikke høyere enn det forrige i kjøringen.",
        "Saksnummeret er ikkje høgare enn det førre i køyringa.",
        "The number of the case is not above the one before it in the run.",
    ),
    "statistikk.id": Text(
        "Id-en må være 1 til 64 tegn av A–Z, a–z, 0–9, «_» og «-», og ikke et fødselsnummer.",
        "Id-en må vere 1 til 64 teikn av A–Z, a–z, 0–9, «_» og «-», og ikkje eit fødselsnummer.",
        "The id must be 1 to 64 of A–Z, a–z, 0–9, «_» and «-», and no national identity number.",
    ),
    "statistikk.id_brukt": Text(
        "Id-en er brukt av et annet svar. Det første står.",
        "Id-en er brukt av eit anna svar. Det første står.",
        "Another answer has this id. The first one stands.",
    ),
    "register.form": Text(
        "Raden har ikke like mange felt som første linje, eller hermetegnene går ikke opp.",
        "Rada har ikkje like mange felt som første linje, eller hermeteikna går ikkje opp.",
        "The row does not have as many fields as the first line, or its quotes do not match.",
    ),
    "register.ukjent": Text(
        "Raden har en nøkkel som ikke hører til i registeret.",
        "Rada har ein nøkkel som ikkje høyrer til i registeret.",
        "The row has a key that the register does not know.",
    ),
    "register.noekkel": Text(
        "Raden må ha enten «id», eller «kjoering» og «sak», eller bare «kjoering» for hele kjøringen.",
        "Rada må ha anten «id», eller «kjoering» og «sak», eller berre «kjoering» for heile køyringa.",
        "The row must have «id», or «kjoering» and «sak», or «kjoering» alone for the whole run.",
    ),
    "register.helseforetak": Text(
        "Helseforetaket er ikke en av kodene i innstillingene.",
        "Helseføretaket er ikkje ein av kodane i innstillingane.",
        "The health trust is not one of the codes in the settings.",
    ),
    "register.kode": Text(
        "«kanal» eller «grunnlag» er ikke en av kodene i statistikkmålene.",
        "«kanal» eller «grunnlag» er ikkje ein av kodane i statistikkmåla.",
        "«kanal» or «grunnlag» is not one of the codes of the measures.",
    ),
    "register.dato": Text(
        "«mottatt» og «avgjort» må være datoer som ÅÅÅÅ-MM-DD, fra 2000 til 2099.",
        "«mottatt» og «avgjort» må vere datoar som ÅÅÅÅ-MM-DD, frå 2000 til 2099.",
        "«mottatt» and «avgjort» must be dates as YYYY-MM-DD, from 2000 to 2099.",
    ),
    "register.datoer": Text(
        "«avgjort» er før «mottatt».", "«avgjort» er før «mottatt».", "«avgjort» is before «mottatt»."
    ),
    "register.kostnad": Text(
        "«kostnad_oere» må være hele øre fra 0.",
        "«kostnad_oere» må vere heile øre frå 0.",
        "«kostnad_oere» must be whole øre from 0.",
    ),
    "register.brukt": Text(
        "En annen rad sier noe annet om det samme dokumentet. Den første står.",
        "Ei anna rad seier noko anna om det same dokumentet. Den første står.",
        "Another row says otherwise of the same document. The first one stands.",
    ),
}


class BadRow(Exception):
    """A row that cannot be counted; `code` is one of `ROW_FAULTS`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def row_fault(file: str, row: int, code: str) -> RowFault:
    """One of the faults above, at its place."""
    return RowFault(file, row, Fault("", code, ROW_FAULTS[code]))
