"""What comes from a rule file is never read as Markdown; cases find the page they belong to."""

from __future__ import annotations

from datetime import date

import pytest

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.casebook import Case
from reiseregel.errors import Place, Text
from reiseregel.pages.markdown import bullets, code, fenced, heading, link, page, plain, table
from reiseregel.pages.material import beside, in_order
from reiseregel.pages.words import period
from reiseregel.rulebook.model import Section
from reiseregel.vocabulary import Hjemmel
from reiseregel.vocabulary.model import LAWS


def section(name: str, paragraph: str, law: str = "pasientreiseforskriften") -> Section:
    return Section(name, f"pasientreiseforskriften/{name}.yaml", Hjemmel(paragraph, lov=law), Text(name, name, name))


def case(stem: str) -> Case:
    return Case(f"pasientreiseforskriften/{stem}.saker.yaml", Place("f", 1, 1), stem, {}, {})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("§ 8 første ledd", "§ 8 første ledd"),
        ("a|b", r"a\|b"),
        ("*x* og _y_", r"\*x\* og \_y\_"),
        ("<a href>", r"\<a href\>"),
        ("[x](y)", r"\[x\](y)"),
        ("a`b\\", "a\\`b\\\\"),
    ],
)
def test_text_is_escaped(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_the_parts_of_a_page() -> None:
    assert link("a_b", "x.md#y") == r"[a\_b](x.md#y)"
    assert heading(3, "Kort reise", "kort_reise") == '<a id="kort_reise"></a>\n### Kort reise'
    assert bullets(["a", "b"], 2) == "  - a\n  - b"
    assert fenced("a\n b", 2) == "  ```\n  a\n   b\n  ```"
    assert table(("A", "B"), [("1", code("x"))]) == "| A | B |\n| --- | --- |\n| 1 | `x` |"
    assert page("a", "", "b").split("\n\n")[1:] == ["a", "b\n"]


def test_a_case_belongs_to_the_longest_name_its_file_begins_with() -> None:
    sections = [section("par_22", "22"), section("par_22_felles", "22"), section("par_2", "2")]
    cases = [case("par_22"), case("par_22_felles_sum"), case("par_22_ferge"), case("offentlige_1"), case("par_23")]
    found = beside(sections, cases)
    assert {name: [item.name for item in items] for name, items in found.items()} == {
        "par_22": ["par_22", "par_22_ferge"],
        "par_22_felles": ["par_22_felles_sum"],
        "": ["offentlige_1", "par_23"],
    }


def test_paragraphs_come_in_the_order_of_the_law() -> None:
    sections = [
        section("pbrl_02_06", "2-6", "pbrl"),
        section("par_10", "10"),
        section("par_01a", "1a"),
        section("par_02", "2"),
        section("par_01", "1"),
        section("pbrl_02_06a", "2-6a", "pbrl"),
        section("pbrl_01_02", "1-2", "pbrl"),
    ]
    ordered = [item.name for item in in_order(sections, LAWS)]
    assert ordered == ["par_01", "par_01a", "par_02", "par_10", "pbrl_01_02", "pbrl_02_06", "pbrl_02_06a"]


def test_a_period_in_words() -> None:
    start, end = date(2025, 3, 3).toordinal(), date(2025, 5, 31).toordinal()
    assert period(FIRST_DAY, LAST_DAY) == "uten tidsgrense"
    assert period(start, LAST_DAY) == "fra 3. mars 2025"
    assert period(start, end) == "fra 3. mars 2025 til 31. mai 2025"
