"""The faults of a row that is no document yet, and what went wrong in the program: code → sentence."""

from __future__ import annotations

from typing import Final

from reiseregel.errors import Fault, Text

ROW_FAULTS: Final[dict[str, Text]] = {
    "csv.koding": Text(
        "Raden er ikke UTF-8. Lagre filen som UTF-8.",
        "Rada er ikkje UTF-8. Lagre fila som UTF-8.",
        "The row is not UTF-8. Save the file as UTF-8.",
    ),
    "csv.form": Text(
        "Anførselstegnene i raden går ikke opp. Sett dem rundt hele verdien, og doble dem inni den.",
        "Hermeteikna i rada går ikkje opp. Set dei rundt heile verdien, og doble dei inni han.",
        "The quotes in the row do not match. Put them around the whole value, and double them inside it.",
    ),
    "csv.felt": Text(
        "Raden har ikke like mange felt som første linje.",
        "Rada har ikkje like mange felt som første linje.",
        "The row does not have as many fields as the first line.",
    ),
    "csv.motstrid": Text(
        "To kolonner sier hver sin ting om det samme stedet. Fyll ut én av dem.",
        "To kolonnar seier kvar sin ting om den same staden. Fyll ut éin av dei.",
        "Two columns say different things of the same place. Fill in one of them.",
    ),
    "csv.hull": Text(
        "Listen her hopper over et nummer. Begynn med 0 og bruk hvert nummer.",
        "Lista her hoppar over eit nummer. Byrj med 0 og bruk kvart nummer.",
        "The list here leaves out a number. Begin with 0 and use each number.",
    ),
    "parquet.verdi": Text(
        "Raden har en tekst som ikke er UTF-8, eller en dag som ikke finnes i kalenderen.",
        "Rada har ein tekst som ikkje er UTF-8, eller ein dag som ikkje finst i kalenderen.",
        "The row has a text that is not UTF-8, or a day that is not in the calendar.",
    ),
    "intern": Text(
        "Noe gikk galt i programmet med dette dokumentet. Meld fra, uten å legge ved opplysninger om noen.",
        "Noko gjekk gale i programmet med dette dokumentet. Meld frå, utan å leggje ved opplysningar om nokon.",
        "Something went wrong in the program with this document. Report it, without information about anybody.",
    ),
}


def row_fault(code: str, pointer: str = "") -> Fault:
    """One of the faults above."""
    return Fault(pointer, code, ROW_FAULTS[code])
