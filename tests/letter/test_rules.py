"""What every letter must hold: the right to complain, its deadline and body, drafts, and nothing about anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reiseregel.calendar import LAST_DAY
from reiseregel.casebook.load import Case, load_cases
from reiseregel.decision import answer
from reiseregel.errors import InvalidDocument
from reiseregel.letter import Details, NoComplaintRules, is_decided, is_draft, letter_language, letter_page
from reiseregel.letter.words import AS_ROLE, FOR_ANOTHER
from reiseregel.prose import Heading, Page, as_text
from tests.conftest import Figures
from tests.letter.cases import (
    GOOD_FAITH,
    NOTHING_LEFT,
    answered,
    book,
    case_named,
    cases_in,
    demand,
    example,
    journeys,
    one_way_open,
    page,
    receipt_missing,
    refused,
)

DECIDED = {
    "innvilget": example("01"),
    "avslag": refused(),
    "forsett": example("10"),
    "god_tro": demand(**GOOD_FAITH),
    "ingenting": demand(**NOTHING_LEFT),
}
OPEN = {"reise": one_way_open(), "dokument": receipt_missing(), "tilbakekreving": demand()}
COMPLAIN, EFFECT = "Du kan klage", "Dette betyr vedtaket for deg"
DATE = re.compile(r"\d{1,2}\. [a-zæøå]+ \d{4}")


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def section(letter: Page, title: str) -> str:
    """The text under one heading."""
    lines, inside = [], False
    for block in letter.blocks:
        if isinstance(block, Heading):
            inside = block.text == title
        elif inside:
            lines.append(as_text(Page(letter.language, (block,))))
    return "\n".join(lines)


def headings(letter: Page) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Heading)]


# --- the right to complain ---


@pytest.mark.parametrize("name", DECIDED)
def test_a_decision_tells_who_decides_the_complaint_where_it_is_sent_and_how(name: str) -> None:
    told = section(page(DECIDED[name]), COMPLAIN)
    for words in ("klage til Statsforvalteren", "Send klagen til Pasientreiser HF", "skriftlig", "skrive under"):
        assert words in told
    for place in ("7-2 første ledd", "7-3", "7-5"):
        assert f"pasient- og brukerrettighetsloven §\u00a0{place}" in told


@pytest.mark.parametrize("name", OPEN)
def test_nothing_can_be_complained_of_before_it_is_decided(name: str) -> None:
    letter = page(OPEN[name], Details(received=day("2026-06-01")))
    assert COMPLAIN not in headings(letter)
    assert "Statsforvalteren" not in as_text(letter)
    assert "får du et nytt brev. Der står det hvordan du kan klage." in as_text(letter)


@pytest.mark.parametrize("name", DECIDED)
def test_no_date_to_complain_by_without_the_day_of_receipt(name: str) -> None:
    told = section(page(DECIDED[name], Details(dated=day("2026-06-10"))), COMPLAIN)
    assert DATE.findall(told) == []
    assert "fire uker etter at du fikk dette brevet" in told


@pytest.mark.parametrize(
    ("received", "last", "moved"),
    [
        ("2026-06-12", "10. juli 2026", False),
        ("2026-04-19", "18. mai 2026", True),  # from Sunday 17 May
        ("2027-04-19", "18. mai 2027", True),  # from Monday 17 May
        ("2026-12-04", "4. januar 2027", True),
    ],
)
@pytest.mark.parametrize("name", ["innvilget", "forsett"])
def test_the_last_day_to_complain_is_a_working_day_four_weeks_after_receipt(
    name: str, received: str, last: str, moved: bool
) -> None:
    told = section(page(DECIDED[name], Details(received=day(received))), COMPLAIN)
    assert f"Siste dag for å klage er {last}" in told
    assert ("flyttet til neste virkedag" in told) is moved
    assert ("domstolloven §\u00a0149" in told) is moved


@pytest.mark.parametrize(
    ("dated", "body"),
    [("2020-12-31", "Fylkesmannen"), ("2021-01-01", "Statsforvalteren"), ("2026-07-01", "Statsforvalteren")],
)
def test_the_body_is_that_of_the_day_of_the_letter(dated: str, body: str) -> None:
    told = section(page(example("01"), Details(dated=day(dated))), COMPLAIN)
    assert set(re.findall("Fylkesmannen|Statsforvalteren", told)) == {body}


def test_who_collects_is_told_from_the_day_the_law_says_so() -> None:
    told = {iso: section(page(example("10"), Details(dated=day(iso))), EFFECT) for iso in ("2025-12-31", "2026-01-01")}
    assert "Innkrevingsmyndigheten" not in told["2025-12-31"]
    assert "Innkrevingsmyndigheten" in told["2026-01-01"]


# --- an ordinary decision, and a demand for repayment ---


@pytest.mark.parametrize("name", ["innvilget", "avslag"])
def test_forvaltningsloven_iv_and_v_are_not_cited_for_an_ordinary_decision(name: str) -> None:
    assert "forvaltningsloven" not in as_text(page(DECIDED[name]))


@pytest.mark.parametrize("name", ["forsett", "god_tro", "ingenting"])
def test_a_decision_on_repayment_tells_of_the_rights_of_a_party(name: str) -> None:
    told = section(page(DECIDED[name]), COMPLAIN)
    for place in ("§\u00a018", "§\u00a019", "§\u00a011", "§\u00a036"):
        assert f"forvaltningsloven {place}" in told


@pytest.mark.parametrize("name", ["forsett", "god_tro"])
def test_a_demand_tells_that_it_can_be_enforced_and_postponed(name: str) -> None:
    told = section(page(DECIDED[name]), EFFECT)
    for words in ("kreves inn med tvang", "trukket fra reisestønad", "forvaltningsloven §\u00a042 første ledd"):
        assert words in told


@pytest.mark.parametrize("name", ["innvilget", "avslag", "ingenting"])
def test_nothing_is_enforced_where_nothing_is_demanded(name: str) -> None:
    assert EFFECT not in headings(page(DECIDED[name]))


def test_the_interest_is_told_with_the_sum() -> None:
    text = as_text(page(example("10"))).replace("\u00a0", " ")
    assert "Du må betale tilbake 11 000,00 kr. Av dette er 1 000,00 kr rentetillegg." in text


def test_before_a_decision_on_repayment_the_person_may_comment() -> None:
    told = section(page(demand()), "Dette kan du gjøre nå")
    assert "rett til å uttale deg før vi avgjør saken" in told
    assert "forvaltningsloven §\u00a016" in told


@pytest.mark.parametrize(("to", "because"), [("mottakeren", "fikk pengene"), ("representanten", "handlet for")])
def test_a_demand_says_why_this_person_gets_it(to: str, because: str) -> None:
    assert f"Vi skriver til deg fordi du {because}" in as_text(page(demand(rettes_mot=to)))


# --- grounds ---


def test_a_refusal_tells_the_fact_that_decided_and_its_source() -> None:
    letter = page(refused())
    why = section(letter, "Derfor er svaret slik")
    assert "9,999\u00a0km. Det må være minst 10\u00a0km (§\u00a08 første ledd)." in why
    assert "9,999\u00a0km (fra et register)" in section(letter, "Opplysninger vi har bygd på")


def test_a_fact_with_two_values_says_which_journey_it_is_of() -> None:
    document = example("01")
    journeys(document)[1]["reisevei_m"] = 90_000
    told = section(page(document), "Opplysninger vi har bygd på")
    assert re.search(r"\(reise ut 4\. mai 2026\): 100\skm", told)
    assert re.search(r"\(reise hjem 4\. mai 2026\): 90\skm", told)


def test_what_was_weighed_is_told() -> None:
    told = section(page(example("07")), "Det vi har vurdert")
    assert re.search(r"Kunne den reisende reise med rutetransport .*\? Nei \(§\s8 første ledd\)\.", told)
    fact = book().vocabulary.facts["reise", "rutetransport_kan_benyttes"]
    weighed = example("07")["vurderinger"][0]["momenter"]
    assert weighed
    for number, moment in enumerate(fact.momenter):
        assert (moment.nb[1:] in told) is (number in weighed)


def test_a_document_that_only_shows_an_emergency_is_not_suggested() -> None:
    entry = next(item for item in book().documentation if item.facts == ("behandling.oeyeblikkelig_hjelp",))
    assert "kort_reise" in entry.reasons
    suggested = section(page(refused()), "Har du dokumenter vi ikke har sett?")
    assert "Attest på at pasientens helsetilstand" in suggested
    assert entry.document.nb[1:] not in suggested


def test_a_document_that_is_there_or_that_its_giver_has_spoken_on_is_not_suggested() -> None:
    """Example 8: it is the health trust that says the taxi was not booked by it, so it is not to be asked again."""
    found = answered(example("08"))
    assert found.decision.posts[1].outcomes == ("redusert",)
    codes = {ground.code for ground in found.decision.posts[1].grounds}
    assert any(codes & set(entry.reasons) and entry.issuers == ("helseforetak",) for entry in book().documentation)
    assert "Har du dokumenter vi ikke har sett?" not in headings(letter_page(found))


def test_an_employer_is_not_sent_to_the_employer() -> None:
    asked = section(page(case_named("par_18a_inntektstap", "Er regulativet ukjent")), "Dette må du svare på")
    assert "Regulativet, tariffavtalen eller taksten" in asked
    assert "Du får det fra" not in asked


def test_a_document_for_two_questions_is_told_once() -> None:
    text = as_text(page(case_named("offentlige_eldre_foelge", "Hva legen har sagt om morens sykdom")))
    assert text.count("Uttalelse om at sykdommen er livstruende") == 1
    assert "Legens uttalelse om minst to ukers behandling" in text


def test_what_is_held_back_stands_between_what_is_granted_and_what_is_paid() -> None:
    letter = page(case_named("offentlige_eldre_bil", "Beløp under 100 kroner ble i 2019 ikke utbetalt"))
    text = as_text(letter).replace("\u00a0", " ")
    assert re.search(r"Reise ut 4\. mars 2019 +innvilget +225,00 kr +149,00 kr +76,00 kr +0,00 kr", text)
    assert "90 km × 2,50 kr per km" in text


def test_no_two_posts_are_called_the_same() -> None:
    text = as_text(page(case_named("par_21_samme_bil", "Foreldre i samme bil får dekket bilen én gang")))
    for number in (1, 2):
        assert f"Forelder til et barn som er innlagt: Reise ut 4. mai 2026 (reisende {number})" in text


def test_a_document_is_asked_for_with_the_question_it_answers() -> None:
    asked = section(page(receipt_missing()), "Dette må du svare på")
    assert "Har du kvittering" in asked
    assert "Kvittering eller oversikt som viser dato og beløp" in asked


def test_a_final_post_of_an_open_case_is_told_as_final() -> None:
    letter = page(one_way_open())
    told = section(letter, "Så langt har vi kommet")
    assert re.search(r"Reise ut 4\. mai 2026 +avslag", told)
    assert re.search(r"Reise hjem 4\. mai 2026 +ikke avgjort", told)
    assert "Reise hjem" not in section(letter, "Derfor er svaret slik")


@pytest.mark.parametrize(
    ("role", "words"),
    [("verge", "Du har satt fram kravet som verge eller forelder."), ("fullmektig", "som fullmektig.")],
)
def test_who_claims_for_another_is_told_so(role: str, words: str) -> None:
    document = example("01", fremsatt_av={"rolle": role, "representasjon": "foreligger"})
    assert words in as_text(page(document))
    assert "Du har satt fram" not in as_text(page(example("01")))


def test_every_role_that_can_claim_has_its_sentence() -> None:
    roles = book().vocabulary.facts["fremsetter", "rolle"].codes.keys() - {"pasient"}
    assert roles == AS_ROLE.keys()
    assert roles > FOR_ANOTHER


@pytest.mark.parametrize("role", ["verge", "ledsager"])
def test_who_is_spoken_to_in_the_questions_is_said_to_one_who_did_not_travel(role: str) -> None:
    document = one_way_open()
    document["fremsatt_av"] = {"rolle": role, "representasjon": "foreligger"}
    assert ("sier «du», mener vi den som reiste" in as_text(page(document))) is (role == "verge")


def test_one_who_acted_for_another_is_not_told_to_keep_the_money() -> None:
    told = {to: as_text(page(demand(**NOTHING_LEFT, rettes_mot=to))) for to in ("mottakeren", "representanten")}
    assert "Du får beholde pengene." in told["mottakeren"]
    assert "beholde pengene" not in told["representanten"]
    assert "Du skal ikke betale noe." in told["representanten"]


# --- drafts, signature, language ---


@pytest.mark.parametrize(
    ("document", "draft"),
    [
        (example("01"), False),
        (example("07"), True),
        (refused(), True),
        (example("10"), True),
        (demand(), True),
        (receipt_missing(), False),
        (one_way_open(), True),
    ],
)
def test_a_letter_for_a_person_to_approve_is_a_draft_until_it_is(document: dict[str, Any], draft: bool) -> None:
    found = answered(document)
    for details, expected in ((Details(), draft), (Details(approved_by="SB-4"), False)):
        text = as_text(letter_page(found, details))
        assert is_draft(found, details) is expected
        assert text.startswith("UTKAST. ") is expected
        assert ("UTKAST" in text) is expected


def test_it_is_said_whether_a_program_or_a_person_decided() -> None:
    automatic, person = "Avgjørelsen er automatisk", "En saksbehandler har avgjort saken. Godkjent: SB-4"
    assert automatic in as_text(page(example("01")))
    assert person in as_text(page(example("01"), Details(approved_by="SB-4")))
    assert automatic not in as_text(page(refused()))
    assert person in as_text(page(refused(), Details(approved_by="SB-4")))
    asking = as_text(page(receipt_missing(), Details(approved_by="SB-4")))
    assert "En saksbehandler har godkjent brevet." in asking
    assert "avgjort saken" not in asking


@pytest.mark.parametrize(("asked", "written"), [("nb", "nb"), ("nn", "nn"), ("en", "nb")])
def test_a_letter_is_in_the_norwegian_of_the_document(asked: Any, written: str) -> None:
    assert letter_language(asked) == written
    assert page(example("01", spraak=asked)).language == written
    assert page(example("01", spraak=asked), language="nn").language == "nn"


def test_rules_without_complaints_give_no_letter() -> None:
    found = answered(example("01"))
    without = replace(found, core=replace(found.core, book=replace(book(), complaint=None)))
    with pytest.raises(NoComplaintRules):
        letter_page(without)


# --- nothing about anybody ---


@pytest.mark.parametrize("number", ["01017012345", "010170 12345", "S-01017012345"])
def test_a_reference_that_may_be_a_national_id_is_masked(number: str) -> None:
    text = as_text(page(refused(), Details(reference=number, approved_by=number)))
    assert "12345" not in text
    assert text.count("***********") == 2


def test_references_are_shown_as_given() -> None:
    assert "Vår referanse: SAK-2026-17" in as_text(page(example("01"), Details(reference="SAK-2026-17")))
    assert "referanse" not in as_text(page(example("01")))


# --- every case there is ---


SOME = ("offentlige_eldre_foelge", "offentlige_eldre_bil", "par_21_samme_bil", "par_25", "pbrl_02_06a")
ENGINE_WORDS = re.compile(r"\b(node|faktum|boolsk|sann|usann|None|instans|trace|reading)\b|[a-z]_[a-z]|\{|\}")


def test_some_cases_of_the_rules_give_letters(figures: Figures) -> None:
    letters_of(cases_in(*SOME)[::4], figures)


@pytest.mark.grundig
@pytest.mark.parametrize("part", range(4))
def test_every_case_of_the_rules_gives_a_letter(part: int, figures: Figures) -> None:
    letters_of(load_cases()[part::4], figures)


def letters_of(cases: Sequence[Case], figures: Figures) -> None:
    """In both forms of Norwegian; a decision always with a complaint, what is open never."""
    kinds = {"avgjort": 0, "åpen": 0}
    for case in cases:
        try:
            found = answer(case.document, book())
        except InvalidDocument:
            continue
        decided = is_decided(found.decision)
        kinds["avgjort" if decided else "åpen"] += 1
        for language in ("nb", "nn"):
            letter = letter_page(found, Details(received=LAST_DAY - 100), language)
            text = as_text(letter)
            assert (COMPLAIN in headings(letter)) is decided, case.name
            assert ENGINE_WORDS.search(text) is None, (case.name, ENGINE_WORDS.search(text))
            assert sum(isinstance(block, Heading) and block.level == 1 for block in letter.blocks) == 1
    assert all(kinds.values())
    figures(f"{sum(kinds.values())} saker ga brev: {kinds['avgjort']} avgjort, {kinds['åpen']} åpne")
