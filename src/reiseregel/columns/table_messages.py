"""Every fault that flat tables can have beside those of a document: code -> one sentence in three languages."""

from __future__ import annotations

from reiseregel.errors import Fault, Text

CATALOGUE: dict[str, Text] = {
    "tabell.ukjent": Text(
        "Det er en tabell her som ikke finnes i kontrakten. Tabeller som kan være med: {tabeller}.",
        "Det er ein tabell her som ikkje finst i kontrakten. Tabellar som kan vere med: {tabeller}.",
        "There is a table here that the contract does not know. Tables that may be there: {tabeller}.",
    ),
    "tabell.mangler": Text(
        "Denne tabellen må være med.",
        "Denne tabellen må vere med.",
        "This table is required.",
    ),
    "tabell.mangler_kolonne": Text(
        "Tabellen mangler denne kolonnen.",
        "Tabellen manglar denne kolonnen.",
        "The table lacks this column.",
    ),
    "tabell.kolonnetype": Text(
        "Kolonnen har verdier av feil slag. Bruk samme slag i id og forelder, og hele tall i nr.",
        "Kolonnen har verdiar av feil slag. Bruk same slag i id og forelder, og heile tal i nr.",
        "The column holds the wrong kind of value. Use the same kind in id and forelder, and whole numbers in nr.",
    ),
    "tabell.uten_forelder": Text(
        "Raden hører ikke til noen rad i tabellen over. Rett forelder.",
        "Rada høyrer ikkje til noka rad i tabellen over. Rett forelder.",
        "The row belongs to no row of the table above. Correct forelder.",
    ),
    "tabell.dobbel_id": Text(
        "Flere rader i tabellen har denne id-en. Gi hver rad sin egen.",
        "Fleire rader i tabellen har denne id-en. Gi kvar rad sin eigen.",
        "Several rows of the table have this id. Give each row its own.",
    ),
    "tabell.flere_for_en": Text(
        "Det kan bare være én slik rad for hver rad i tabellen over. Behold én av dem.",
        "Det kan berre vere éi slik rad for kvar rad i tabellen over. Behald éi av dei.",
        "There can be only one such row for each row of the table above. Keep one of them.",
    ),
    "tabell.liste_ikke_oppgitt": Text(
        "Kolonnen sier at listen ikke er oppgitt, men det finnes rader i den. Rett en av delene.",
        "Kolonnen seier at lista ikkje er oppgitt, men det finst rader i ho. Rett ein av delane.",
        "The column says that the list is not given, but there are rows in it. Correct one of them.",
    ),
    "tabell.rekkefoelge": Text(
        "Radene står ikke i rekkefølge. Sorter hver tabell etter forelder og så nr, og tabellen øverst etter id.",
        "Radene står ikkje i rekkjefølgje. Sorter kvar tabell etter forelder og så nr, og tabellen øvst etter id.",
        "The rows are not in order. Sort each table by forelder and then nr, and the table at the top by id.",
    ),
}


def table_fault(pointer: str, code: str, **parts: str) -> Fault:
    """The fault `code` at a pointer (`/table`, `/table/column`), with `parts` taken from the contract."""
    text = CATALOGUE[code]
    return Fault(pointer, code, Text(text.nb.format(**parts), text.nn.format(**parts), text.en.format(**parts)))
