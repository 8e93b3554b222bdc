"""The index: one line for each page, and how to read one."""

from __future__ import annotations

from collections.abc import Sequence

from reiseregel.casebook.load import Case
from reiseregel.pages.cases import OTHERS
from reiseregel.pages.documents import DOCUMENTS
from reiseregel.pages.markdown import bullets, heading, link, page
from reiseregel.pages.material import Material
from reiseregel.pages.paragraph import section_title

INDEX = "README.md"


def index_page(materials: Sequence[Material], others: Sequence[Case]) -> str:
    """The whole page as Markdown. `others` are the cases that belong to no single rule file."""
    rest = [link("Dokumentasjon", DOCUMENTS) + ": hva som må legges fram, fra hvem, og når det kan unnlates"]
    if others:
        rest.append(f"{link('Saker for hele regelverket', OTHERS)} ({len(others)} saker)")
    return page(
        heading(1, "Reglene, paragraf for paragraf"),
        "Hver side viser hva reglene i én regelfil avgjør, hvilke opplysninger de bygger på og hvem som kan svare, "
        "satser, lesninger av loven, dokumentasjon og saker. Lovteksten står hos Lovdata.",
        heading(2, "Sidene"),
        bullets([*map(_line, materials), *rest]),
        heading(2, "Slik leser du en side"),
        _HOW_TO_READ,
    )


_HOW_TO_READ = """\
- Hvert begrep har en hovedregel og kan ha unntak. Passer et unntak, gjelder det i stedet for hovedregelen. Unntak som
  kan passe samtidig og gir ulike svar, har en bestemt rekkefølge.
- `sann` og `usann` er ja og nei. `reise.dato` er opplysningen `dato` om en reise. `sats.` viser til en sats og
  `lesning.` til en lesning. Andre navn er begreper.
- «Fra» er den første dagen en utgave av regelen gjelder, vanligvis regnet etter reisedagen.
- Beløpet i en sak er det som utbetales for hele kravet. Er kravet ikke avgjort, vises det laveste og det høyeste.
- Ordene er forklart i [begreper.md](../begreper.md), og programmet i [saksbehandler.md](../saksbehandler.md)."""


def _line(material: Material) -> str:
    concepts, cases = len(material.concepts), len(material.cases)
    counted = f"{concepts} {'begrep' if concepts == 1 else 'begreper'}, {cases} {'sak' if cases == 1 else 'saker'}"
    return f"{link(section_title(material.section), f'{material.section.name}.md')} ({counted})"
