"""One page in each form: references before the full stop, signs that are markup escaped, levels kept."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from reiseregel.prose import (
    Heading,
    Item,
    Items,
    Page,
    Reference,
    Table,
    as_html,
    as_json,
    as_markdown,
    as_text,
    paragraph,
    sentence,
)

PAR_8 = Reference("§ 8 første ledd", "https://lovdata.no/forskrift/2015-06-25-793/§8")
PAGE = Page(
    "nb",
    (
        Heading("Avslag", 1),
        paragraph(sentence("Reisen er for kort.", PAR_8), "Du får ingenting <nå>.", kind="lead"),
        Heading("Slik regnet vi"),
        Items(
            (
                Item((sentence("Reisen ut"),), (Item((sentence("*ja*", PAR_8),), mark="✓"),)),
                Item((sentence("Reisen hjem"),)),
            ),
            numbered=True,
        ),
        Table("Poster", ("Post", "Beløp"), (("Ut", "0,00 kr"), ("1. a|b", "1 280,00 kr")), amounts=(1,)),
    ),
)


def test_text() -> None:
    assert as_text(PAGE).splitlines() == [
        "Avslag",
        "======",
        "",
        "Reisen er for kort (§ 8 første ledd). Du får ingenting <nå>.",
        "",
        "Slik regnet vi",
        "  1. Reisen ut",
        "     ✓ *ja* (§ 8 første ledd)",
        "  2. Reisen hjem",
        "",
        "Poster",
        "  Post          Beløp",
        "  Ut          0,00 kr",
        "  1. a|b  1 280,00 kr",
    ]


def test_text_is_folded_and_keeps_amounts_whole() -> None:
    page = Page("nb", (paragraph("Vi betaler deg 1\u00a0280,00\u00a0kr for reisen fram og tilbake til sykehuset."),))
    lines = as_text(page, 24).splitlines()
    assert max(map(len, lines)) <= 24
    assert any("1\u00a0280,00\u00a0kr" in line for line in lines)


def test_markdown() -> None:
    link = "[§ 8 første ledd](https://lovdata.no/forskrift/2015-06-25-793/§8)"
    assert as_markdown(PAGE).splitlines() == [
        "# Avslag",
        "",
        rf"**Reisen er for kort ({link}). Du får ingenting \<nå\>.**",
        "",
        "## Slik regnet vi",
        "",
        "1. Reisen ut",
        rf"   - ✓ \*ja\* ({link})",
        "2. Reisen hjem",
        "",
        "**Poster**",
        "",
        "| Post | Beløp |",
        "| --- | --: |",
        "| Ut | 0,00 kr |",
        r"| 1\. a\|b | 1 280,00 kr |",
    ]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_balanced_and_escaped() -> None:
    html = as_html(PAGE, first_level=2)
    tags = _Tags()
    tags.feed(html)
    assert tags.open == []
    assert "<h2>Avslag</h2>" in html
    assert "<h3>Slik regnet vi</h3>" in html
    assert "&lt;nå&gt;" in html
    assert '<a href="https://lovdata.no/forskrift/2015-06-25-793/§8">§ 8 første ledd</a>).' in html
    assert '<p class="lead">' in html
    assert '<th scope="row">Ut</th><td>0,00 kr</td>' in html


def test_json_has_every_word() -> None:
    data = as_json(PAGE)
    assert json.loads(json.dumps(data)) == data
    assert [block["slag"] for block in data["blokker"]] == ["overskrift", "avsnitt", "overskrift", "liste", "tabell"]
    assert data["blokker"][1]["setninger"][0] == {
        "tekst": "Reisen er for kort.",
        "hjemler": [{"tekst": "§ 8 første ledd", "lenke": PAR_8.link}],
    }
    assert data["blokker"][3]["punkter"][0]["under"][0]["merke"] == "✓"


PAR_21 = Reference("§ 21 første ledd", "https://lovdata.no/forskrift/2015-06-25-793/§21")
RUN = paragraph(
    sentence("Drosjen var ikke avtalt.", PAR_8),
    sentence("Den dekkes ikke.", PAR_8),
    sentence("100 km gir 320 kr.", PAR_21),
    sentence("Den var heller ikke nødvendig.", PAR_8),
    "Send inn kvitteringen.",
)


def test_a_place_that_sentences_in_a_row_rest_on_is_shown_after_the_last_of_them() -> None:
    page = Page("nb", (RUN, Items((Item(RUN.sentences[:2]),))))

    first, _, line = as_text(page).splitlines()
    assert first == (
        "Drosjen var ikke avtalt. Den dekkes ikke (§ 8 første ledd). 100 km gir 320 kr (§ 21 første ledd). "
        "Den var heller ikke nødvendig (§ 8 første ledd). Send inn kvitteringen."
    )
    assert line == "  – Drosjen var ikke avtalt. Den dekkes ikke (§ 8 første ledd)."
    assert as_html(page).count(PAR_8.link) == as_markdown(page).count(PAR_8.link) == 3
    assert "avtalt. Den dekkes ikke (" in as_html(page)
    assert "avtalt. Den dekkes ikke (" in as_markdown(page)


def test_json_has_the_place_of_every_sentence() -> None:
    said = as_json(Page("nb", (RUN,)))["blokker"][0]["setninger"]

    assert [item.get("hjemler", [{}])[0].get("lenke") for item in said] == [
        PAR_8.link,
        PAR_8.link,
        PAR_21.link,
        PAR_8.link,
        None,
    ]
