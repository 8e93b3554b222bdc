"""Faults of a guided session: code -> one sentence in bokmål, nynorsk and English, telling what to do."""

from __future__ import annotations

from reiseregel.errors import Fault, Text

CATALOGUE: dict[str, Text] = {
    "veiledning.maa_besvares": Text(
        "Dette må være med. Svar på spørsmålet, eller gå tilbake.",
        "Dette må vere med. Svar på spørsmålet, eller gå attende.",
        "This must be said. Answer the question, or go back.",
    ),
    "veiledning.ferdig": Text(
        "Det er ikke mer å spørre om. Gå tilbake for å endre et svar.",
        "Det er ikkje meir å spørje om. Gå attende for å endre eit svar.",
        "There is nothing more to ask. Go back to change an answer.",
    ),
    "veiledning.fil": Text(
        "Filen er ikke en lagret veiledning. Bruk en fil som ble skrevet med --lagre.",
        "Fila er ikkje ei lagra rettleiing. Bruk ei fil som vart skriven med --lagre.",
        "The file is not a saved guidance. Use a file written with --lagre.",
    ),
    "veiledning.form": Text(
        "Den lagrede veiledningen har ikke rett form her. Bruk en fil som ikke er endret for hånd.",
        "Den lagra rettleiinga har ikkje rett form her. Bruk ei fil som ikkje er endra for hand.",
        "The saved guidance does not have the right form here. Use a file not changed by hand.",
    ),
    "veiledning.type": Text(
        "Dokumentet er av en type reglene ikke kjenner. Begynn en ny veiledning.",
        "Dokumentet er av ein type reglane ikkje kjenner. Byrj ei ny rettleiing.",
        "The document is of a type the rules do not know. Begin a new guidance.",
    ),
    "veiledning.ukjent_sted": Text(
        "Svaret gjelder noe som ikke finnes i dokumentet, eller som reglene ikke lenger spør om. Ta svaret bort.",
        "Svaret gjeld noko som ikkje finst i dokumentet, eller som reglane ikkje lenger spør om. Ta svaret bort.",
        "The answer is about something not in the document, or that the rules no longer ask for. Remove the answer.",
    ),
}


def fault(pointer: str, code: str) -> Fault:
    """The fault `code` at `pointer`."""
    return Fault(pointer, code, CATALOGUE[code])
