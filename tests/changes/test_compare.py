"""Pairs a caseworker meets: just under and over a limit, two days, an appeal with more, an appeal judged otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from reiseregel.casebook.moving import moved
from reiseregel.changes import Changes, FactChange, PostChange, Step, compare
from reiseregel.explain.changes_text import Kind, changes_page
from reiseregel.prose import as_text
from reiseregel.rulebook import RuleBook
from tests.changes.cases import JOURNEY, Document, answered, assessment, book, changed, example

PBRL = "pasient- og brukerrettighetsloven"


def told(changes: Changes, kind: Kind = "saker", language: Any = "nb", rules: RuleBook | None = None) -> str:
    return as_text(changes_page(changes, rules or book(), language, kind)).replace("\u00a0", " ")


def home_from_abroad() -> Document:
    """One journey, home to another country: 120 km there, 100 km to where the patient lives."""
    home = example("01")
    del home["turer"][0]["reisende"][0]["reiser"][0]
    home = changed(home, {f"{JOURNEY}/endepunkt": "utlandet", f"{JOURNEY}/planlagt_behandling": True})
    return changed(home, {f"{JOURNEY}/reisevei_endepunkt_m": 120_000, f"{JOURNEY}/i_norge": None})


def steps(post: PostChange) -> dict[str, Step]:
    return {step.concept: step for step in post.chain.steps}


def bearing(changes: Changes) -> list[FactChange]:
    return [change for change in changes.facts if change.bears]


@pytest.fixture(scope="module")
def over_the_limit() -> Changes:
    short = example("02")
    return compare(answered(short), answered(changed(short, {f"{JOURNEY}/reisevei_m": 10_001})))


def test_a_few_metres_more_open_the_right(over_the_limit: Changes) -> None:
    (post,) = over_the_limit.changed_posts
    assert (over_the_limit.before.status, over_the_limit.after.status) == ("delvis_innvilget", "innvilget")
    assert (post.post.place, post.sort, post.difference) == (JOURNEY, "endret", 0)
    assert [ground.code for ground in post.grounds_gone] == ["kort_reise"]
    assert [ground.code for ground in post.grounds_new] == ["egenandel_overstiger_stoenad"]
    found = steps(post)
    assert post.chain.roots[0].endswith("rett_til_reisestoenad")
    assert (found["par_08.kort_reise"].before, found["par_08.kort_reise"].after) == (True, False)
    road = found["par_08.reisevei_mot_avstandskravet"]
    assert (road.before, road.after, road.causes) == (9_999, 10_001, 0)
    assert [step.facts for step in found.values() if step.causes] == [(f"{JOURNEY}/reisevei_m",)]
    assert [fact.pointer for fact in bearing(over_the_limit)] == [f"{JOURNEY}/reisevei_m"]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "nb",
            (
                "  – Beregnet: fra 0,00 kr til 32,00 kr.",
                "  – Utfall: fra avslag til innvilget (§ 8 første ledd; § 21 første ledd).",
                "     – Kort reise: fra ja til nei (§ 8 første ledd).",
            ),
        ),
        ("nn", ("  – Utfall: frå avslag til innvilga (§ 8 første ledd; § 21 første ledd).",)),
        ("en", ("  – Outcome: from refused to granted (§ 8 first paragraph; § 21 first paragraph).",)),
    ],
)
def test_it_is_told_in_the_words_of_the_law(over_the_limit: Changes, language: str, lines: tuple[str, ...]) -> None:
    text = told(over_the_limit, language=language).splitlines()
    for line in lines:
        assert line in text


def test_two_journeys_that_change_alike_are_told_together_and_shortly() -> None:
    """The charge is shared by the two, and every sum of both changes; the reader is told the road and the limit."""
    case = example("01")
    nearer = changed(case, {f"{JOURNEY[:-1]}{number}/reisevei_m": 9_000 for number in (0, 1)})
    changes = compare(answered(case), answered(nearer))
    whole = as_text(changes_page(changes, book(), "nb", whole=True)).splitlines()
    lines = told(changes).splitlines()
    at = lines.index("Reise ut 4. mai 2026 og Reise hjem 4. mai 2026")
    assert lines[at + 1 : at + 8] == [
        "  – Utfall: fra innvilget til ikke avgjort (§ 21 første ledd).",
        "  – Til utbetaling: fra 149,00 kr til 0,00 kr.",
        "",
        "Slik henger det sammen",
        f"  – Vilkårene for reisestønad: først ja, så ikke avgjort ({PBRL} § 2-6 første ledd).",
        "     – Kort reise: først nei, så ikke avgjort (§ 8 første ledd).",
        "        – Beregnet reisevei fra folkeregistrert adresse: fra 100 km til 9 km [register].",
    ]
    assert "Det er 298,00 kr mindre." in told(changes), "both amounts are known, though one outcome is not"
    assert len(whole) > 2 * len(lines)


def test_the_rate_of_another_year() -> None:
    case = example("01")
    changes = compare(answered(case), answered(moved(case, "2024-05-04") or {}))
    assert (changes.difference, [post.difference for post in changes.posts]) == (-4_000, [-2_000, -2_000])
    (rate,) = changes.rates
    assert (rate.name, rate.before[0]["verdi"], rate.after[0]["verdi"]) == ("standardsats", 320, 300)
    assert changes.rules == ()
    assert {fact.key for fact in bearing(changes)} == {"reise.dato"}
    assert {fact.key for fact in changes.facts if not fact.bears} == {"krav.fremsatt", "pasient.foedselsdato"}
    text = told(changes, "datoer")
    assert "Loven 4. mai 2026: innvilget, 298,00 kr. Loven 4. mai 2024: innvilget, 258,00 kr." in text
    assert "fra 3,20 kr per km (sats fra 1. januar 2026) til 3,00 kr per km (sats fra 1. januar 2024)" in text
    assert "Reise ut 4. mai 2024 og Reise hjem 4. mai 2024" in text
    assert "ikke de som gjør forskjellen her: datoen kravet ble satt fram, pasientens fødselsdato" in text


def test_the_text_of_another_time() -> None:
    """Until 3 March 2025 § 10 refused every journey to or from abroad; § 20 fourth paragraph now takes one home."""
    home = home_from_abroad()
    changes = compare(answered(home), answered(moved(home, "2017-05-04") or {}))
    (post,) = changes.changed_posts
    assert [ground.code for ground in post.grounds_new] == ["utenfor_norge"]
    rule = next(rule for rule in changes.rules if rule.concept.endswith("reise_og_helsehjelp_i_norge"))
    assert rule.before is not None
    assert rule.after is not None
    assert (rule.before.hjemmel.paragraf, rule.after.hjemmel.paragraf) == ("20", "10")
    assert any(step.rule == rule for step in post.chain.steps)
    assert {fact.key for fact in bearing(changes)} == {"reise.dato"}
    assert "regelen fra 3. mars 2025 er en annen enn regelen fra 1. oktober 2016" in told(changes, "datoer")


def test_a_rule_that_gives_the_same_is_no_cause() -> None:
    """§ 8 has another text before 2025 too, but a long journey is long under both."""
    case = example("01")
    changes = compare(answered(case), answered(moved(case, "2017-05-04") or {}))
    assert changes.rules == ()
    assert {rate.name for rate in changes.rates} == {"standardsats", "egenandel_ordinaer"}


def test_an_appeal_with_a_new_attest() -> None:
    refused = example("02")
    attest = next(iter(example("03")["turer"][0]["attester"]))
    appeal = changed(refused, {"/turer/0/attester": [attest]})
    changes = compare(answered(refused), answered(appeal))
    post = next(post for post in changes.changed_posts if post.post.place == JOURNEY)
    assert [ground.code for ground in post.grounds_gone] == ["kort_reise"]
    listed = next(fact for fact in bearing(changes) if fact.listed)
    assert (listed.pointer, listed.owner) == ("/turer/0/attester", "behandler")
    assert listed.after is not None
    assert (listed.after.value, listed.after.given) == (1, True)
    given = [fact for fact in bearing(changes) if fact.pointer.startswith("/turer/0/attester/0/")]
    assert given
    assert all(fact.before is None for fact in given)
    assert "/turer/0/attester" in {pointer for step in post.chain.steps for pointer in step.facts}
    text = told(changes)
    assert "Attest (antall): fra ingen til 1 [behandleren]." in text
    assert "Grunnen til attesten (attest 1): fra ikke oppgitt til pasientens helsetilstand [behandleren" in text


@pytest.fixture(scope="module")
def judged_otherwise() -> Changes:
    first = example("07")
    pointer = f"{JOURNEY}/rutetransport_kan_benyttes"
    value = not first["turer"][0]["reisende"][0]["reiser"][0]["rutetransport_kan_benyttes"]
    appeal = changed(first, {pointer: value, "/vurderinger/0": assessment(pointer, "V-2026-99", "2026-08-01", 1)})
    return compare(answered(first), answered(appeal))


def test_an_appeal_judged_otherwise(judged_otherwise: Changes) -> None:
    (fact,) = bearing(judged_otherwise)
    assert fact.owner == "saksbehandler"
    assert fact.before is not None
    assert fact.after is not None
    origins = [state.origin for state in (fact.before, fact.after)]
    assert [origin.reference for origin in origins if origin] == ["V-2026-17", "V-2026-99"]
    text = told(judged_otherwise)
    assert "Før vurdert av saksbehandleren 3. juni 2026 (V-2026-17). Lagt vekt på: " in text
    assert "Vurdert av saksbehandleren 1. august 2026 (V-2026-99). Lagt vekt på: den reisendes alder." in text


def test_the_same_judgement_by_another_is_told_apart() -> None:
    first = example("07")
    again = changed(first, {"/vurderinger/0/referanse": "V-2026-99"})
    changes = compare(answered(first), answered(again))
    (fact,) = changes.facts
    assert fact.only_source
    assert not fact.bears
    assert changes.same_answer
    assert not changes.empty
    assert "har en annen kilde eller vurdering bak seg" in told(changes)


def test_one_case_under_two_readings() -> None:
    """§ 20 fourth paragraph: is the way home from abroad reckoned to the place left, or to where the patient lives?"""
    case = home_from_abroad()
    first = answered(case)
    (resting,) = (item for item in first.decision.rests_on if item.reading.name == "par20_4_hjem")
    changes = compare(first, answered(case, par20_4_hjem=resting.alternative))
    assert [item.name for item in changes.readings] == ["par20_4_hjem"]
    assert (changes.facts, changes.rules, changes.rates) == ((), (), ())
    assert (changes.after.outcomes, changes.after.bounds) == (resting.outcomes, resting.bounds)
    assert any(step.readings == ("par20_4_hjem",) for step in changes.posts[0].chain.steps)
    text = told(changes, "lesninger")
    assert "Den valgte lesningen: " in text
    assert resting.reading.texts[resting.alternative].nb in text


def test_a_journey_that_only_one_has() -> None:
    both = example("01")
    one = changed(both, {"/turer/0/reisende/0/reiser/1": None})
    changes = compare(answered(one), answered(both))
    assert [post.sort for post in changes.posts] == ["uendret", "ny"]
    assert (changes.difference, changes.posts[1].difference) == (14_900, 14_900)
    assert [fact.pointer for fact in bearing(changes) if fact.listed] == ["/turer/0/reisende/0/reiser"]
    text = told(changes)
    assert "Posten er bare med i den andre saken." in text
    assert "Reise (antall): fra 1 til 2 [kravet]." in text
    gone = compare(answered(both), answered(one))
    assert [post.sort for post in gone.posts] == ["uendret", "borte"]


def test_two_travellers_are_told_apart_by_who_they_are() -> None:
    case = example("01")
    companion = {"rolle": "ledsager", "reiser": case["turer"][0]["reisende"][0]["reiser"][:1]}
    both = changed(case, {"/turer/0/reisende/-": companion})
    text = told(compare(answered(both), answered(moved(both, "2024-05-04") or {})), "datoer")
    assert "Pasienten selv: Reise ut 4. mai 2024" in text
    assert "Ledsager for pasienten: Reise ut 4. mai 2024" in text
    assert "ledsager for pasienten, reise ut 4. mai 2024" in text


def test_recovery() -> None:
    case = example("10")
    changes = compare(answered(case), answered(changed(case, {"/utbetalt": "2020-05-04"})))
    assert changes.before.kind == "tilbakekreving"
    assert told(changes)


def test_two_types_of_documents_are_refused() -> None:
    with pytest.raises(ValueError, match="different types"):
        compare(answered(example("01")), answered(example("10")))
