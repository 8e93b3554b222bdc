"""The law map by itself and against the rules: each mistake is told once, where it stands."""

from __future__ import annotations

import pytest

from tests.lawmap.small import FILES, MAP, OLD_MAP, OLD_STRUCTURE, RULES, STRUCTURE, changed, said, the_map, with_older

NO_PART = "leddet har ikke den bokstaven eller det punktumet"


def test_a_whole_map_has_no_faults() -> None:
    assert said(FILES) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    - {ledd: 1, plass: kodet, regler: [par_01.rett]}\n",
            "",
            "3:3 ledd_uten_plass: § 1 ledd 1 har ikke fått noen plass",
        ),
        (
            "    - {ledd: 2, bokstav: a, plass: prosedyre, grunn: en plikt}\n",
            "",
            "3:3 ledd_uten_plass: § 1 ledd 2 bokstav a har ikke fått noen plass",
        ),
        (
            "    - {ledd: 2, punktum: 1, plass: utenfor, avgjoer: false, grunn: en innledning}\n",
            "",
            "3:3 ledd_uten_plass: § 1 ledd 2 punktum 1 har ikke fått noen plass",
        ),
        (
            "    - {ledd: 2, punktum: 2, plass: prosedyre, grunn: en frist}\n",
            "",
            "10:3 ledd_uten_plass: § 3 ledd 2 punktum 2 har ikke fått noen plass",
        ),
        (
            '  "2":\n    - {ledd: 1, plass: skjoenn, fakta: [krav.rimelig], grunn: en vurdering}\n',
            "",
            "2:1 ledd_uten_plass: § 2 ledd 1 har ikke fått noen plass",
        ),
        (
            "ledd: 2, bokstav: a, plass: prosedyre",
            "ledd: 2, plass: prosedyre",
            "3:3 ledd_uten_plass: § 1 ledd 2 bokstav a har ikke fått noen plass",
        ),
    ],
)
def test_what_is_not_placed_is_told(old: str, new: str, expected: str) -> None:
    assert expected in said(changed(MAP, old, new))


def test_a_ledd_with_letters_is_placed_by_its_letters() -> None:
    told = said(changed(MAP, "ledd: 2, bokstav: a, plass", "ledd: 2, plass"))

    assert told == [
        "3:3 ledd_uten_plass: § 1 ledd 2 bokstav a har ikke fått noen plass",
        "6:7 ukjent_ledd: § 1 ledd 2 har bokstavene a, b; gi hver av dem sin plass",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '  "3":\n',
            '    - {ledd: 2, plass: utenfor, grunn: x}\n  "3":\n',
            "10:7 ukjent_ledd: § 2 ledd 2 finnes ikke: § 2 har 1 ledd",
        ),
        (
            '  "3":\n',
            '    - {ledd: 1, bokstav: a, plass: utenfor, grunn: x}\n  "3":\n',
            "10:7 ukjent_ledd: § 2 ledd 1 bokstav a finnes ikke: § 2 ledd 1 har ingen bokstaver",
        ),
        (
            '  "2":\n',
            '    - {ledd: 2, bokstav: c, plass: utenfor, grunn: x}\n  "2":\n',
            "8:7 ukjent_ledd: § 1 ledd 2 bokstav c finnes ikke: § 1 ledd 2 har bokstavene a, b",
        ),
        (
            '  "3":\n',
            '  "4":\n    - {ledd: 1, plass: utenfor, grunn: x}\n  "3":\n',
            "11:7 ukjent_ledd: § 4 finnes ikke.",
        ),
        (
            "ledd: 2, punktum: 2, plass",
            "ledd: 2, punktum: 2, plass: utenfor, grunn: x}\n    - {ledd: 2, punktum: 3, plass",
            "14:7 ukjent_ledd: § 3 ledd 2 har ikke punktum 3, eller bare det",
        ),
        (
            "ledd: 1, plass: skjoenn",
            "ledd: 1, plass: utenfor, grunn: x}\n    - {ledd: 1, plass: skjoenn",
            "10:7 plassert_to_ganger: § 2 ledd 1 har alt en plass på linje 9",
        ),
        (
            "ledd: 2, bokstav: b, plass",
            "ledd: 2, bokstav: b, punktum: 2, plass: utenfor, grunn: x}\n    - {ledd: 2, bokstav: b, plass",
            "7:7 plassert_to_ganger: § 1 ledd 2 bokstav b har en plass som helhet, så punktum 2 kan ikke ha sin egen",
        ),
        (
            "par_01.hast",
            "par_01.haste",
            "7:52 ukjent_navn: regelen «par_01.haste» finnes ikke. Mente du «par_01.hast»?",
        ),
        (
            "[par_01.hast, par_01.rett]",
            "[par_01.hast, par_01.flyttet]",
            "7:65 regel_viser_ikke_hit: «par_01.flyttet» har ikke § 1 ledd 2 bokstav b som hjemmel",
        ),
        (
            "fakta: [krav.rimelig]",
            "fakta: [krav.rimlig]",
            "9:41 ukjent_navn: opplysningen «krav.rimlig» finnes ikke. Mente du «krav.rimelig»?",
        ),
        (
            "fakta: [krav.rimelig]",
            "fakta: [krav.haster]",
            "9:41 skjoenn_uten_momenter: «krav.haster» er ikke en opplysning saksbehandleren vurderer etter momenter",
        ),
    ],
)
def test_a_wrong_placement_is_told(old: str, new: str, expected: str) -> None:
    assert said(changed(MAP, old, new)) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'paragraf: "2", ledd: 1',
            'paragraf: "2", ledd: 4',
            [
                "9:42 regel_viser_ikke_hit: «par_01.rimelig_krav» har ikke § 2 ledd 1 som hjemmel",
                f"{RULES}:16:9 ukjent_ledd: hjemmelen § 2 ledd 4 finnes ikke: § 2 har 1 ledd",
            ],
        ),
        (
            "ledd: 2, bokstav: b",
            "ledd: 2, bokstav: d",
            [
                "7:52 regel_viser_ikke_hit: «par_01.hast» har ikke § 1 ledd 2 bokstav b som hjemmel",
                "7:65 regel_viser_ikke_hit: «par_01.rett» har ikke § 1 ledd 2 bokstav b som hjemmel",
                f"{RULES}:12:13 ukjent_ledd: hjemmelen § 1 ledd 2 bokstav d finnes ikke: {NO_PART}",
            ],
        ),
        (
            'paragraf: "2", ledd: 1',
            'paragraf: "9", ledd: 1',
            [
                "9:42 regel_viser_ikke_hit: «par_01.rimelig_krav» har ikke § 2 ledd 1 som hjemmel",
                f"{RULES}:16:9 ukjent_ledd: hjemmelen § 9 ledd 1 finnes ikke: § 9 er ikke i strukturen",
            ],
        ),
    ],
)
def test_a_hjemmel_that_does_not_exist_is_told(old: str, new: str, expected: list[str]) -> None:
    texts = changed(RULES, old, new)
    texts[MAP] = texts[MAP].replace("plass: skjoenn,", "plass: skjoenn, regler: [par_01.rimelig_krav],")

    assert said(texts) == expected


def test_a_fact_with_a_hjemmel_that_does_not_exist_is_told() -> None:
    texts = changed("fakta/krav.yaml", 'hjemmel: {paragraf: "2", ledd: 1}', 'hjemmel: {paragraf: "2", ledd: 2}')

    assert said(texts) == ["fakta/krav.yaml:7:3 ukjent_ledd: hjemmelen § 2 ledd 2 finnes ikke: § 2 har 1 ledd"]


# --- numbers that move ---


def test_a_rule_that_holds_across_a_renumbering_is_split_there() -> None:
    told = said(
        changed(
            RULES,
            'fra: 2022-01-01, hjemmel: {paragraf: "3", ledd: 2',
            'fra: 2021-06-01, hjemmel: {paragraf: "3", ledd: 2',
        )
    )

    moved = "§ 3 ledd 2 punktum 1 er ikke det samme før og etter 2022-01-01; del regelen ved den datoen"
    assert told == [f"{RULES}:20:9 ledd_flyttet: {moved}"]


def test_a_rule_from_before_a_renumbering_cites_the_number_of_its_time() -> None:
    before = '- {fra: 2020-01-01, hjemmel: {paragraf: "3", ledd: 1, punktum: 1}, er: sann}\n      - {fra: 2022-01-01'

    assert said(changed(RULES, "- {fra: 2022-01-01", before)) == []


def test_a_rule_that_ended_before_the_text_is_left_in_peace() -> None:
    now = '- {fra: 2020-01-01, hjemmel: {paragraf: "2"'
    older = '- {fra: 2010-01-01, hjemmel: {paragraf: "2", ledd: 7}, er: usann}\n      '

    assert said(changed(RULES, now, older + now)) == []


def test_numbers_on_a_day() -> None:
    third = the_map(FILES).paragraphs["3"]

    assert [ledd.number_on(ledd.since - 1) for ledd in third] == [0, 0]
    assert [[ledd.number_on(day) for ledd in third] for day in (third[0].since - 1, third[0].since)] == [[0, 1], [1, 2]]


# --- the structure ---


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "{fra: 2022-01-01}",
            "{}",
            f"{STRUCTURE}:12:7 rekkefoelge: fra 2020-01-01 er leddene i § 3 nummerert 1, 1; de skal være 1, 2, 3 …",
        ),
        ("{a: 1, b: 2}", "{b: 1, a: 2}", f"{STRUCTURE}:8:7 rekkefoelge: bokstavene i § 1 ledd 2 skal være a, b"),
        (
            "lov: pas",
            "lov: pbrl # pas",
            f"{STRUCTURE}:1:6 navn: loven må hete det samme som filen: «pasientreiseforskriften»",
        ),
    ],
)
def test_a_faulty_structure_is_told(old: str, new: str, expected: str) -> None:
    assert expected in said(changed(STRUCTURE, old, new))


@pytest.mark.parametrize(("left", "gone"), [(MAP, STRUCTURE), (STRUCTURE, MAP)])
def test_one_file_without_the_other_is_told(left: str, gone: str) -> None:
    texts = {name: text for name, text in FILES.items() if name != gone}
    place = "" if left == MAP else f"{left}:"

    assert said(texts) == [f"{place}1:1 mangler_fil: denne filen hører sammen med {gone}, som mangler"]


def test_rules_without_a_map_are_left_in_peace() -> None:
    assert said({name: text for name, text in FILES.items() if not name.startswith("dekning/")}) == []


# --- an earlier text ---


def test_a_law_may_have_a_map_of_each_text() -> None:
    """§ 1 ledd 1 was § 4 ledd 1 then; each citation is held against the text of its own time."""
    assert said(with_older()) == []


def test_what_is_not_placed_in_the_earlier_text_is_told() -> None:
    told = said(with_older(OLD_MAP, "    - {ledd: 2, plass: kodet, regler: [par_01.hast]}\n", ""))

    assert told == [f"{OLD_MAP}:3:3 ledd_uten_plass: § 4 ledd 2 har ikke fått noen plass"]


def test_a_hjemmel_that_the_earlier_text_does_not_have_is_told() -> None:
    told = said(with_older(RULES, 'hjemmel: {paragraf: "4", ledd: 1}', 'hjemmel: {paragraf: "1", ledd: 1}'))

    assert told == [
        f"{OLD_MAP}:4:40 regel_viser_ikke_hit: «par_01.rett» har ikke § 4 ledd 1 som hjemmel",
        f"{RULES}:8:9 ukjent_ledd: hjemmelen § 1 ledd 1 finnes ikke 2019-12-31: § 1 er ikke i strukturen",
    ]


def test_a_fact_that_the_earlier_text_had_elsewhere_needs_its_earlier_hjemmel() -> None:
    told = said(with_older("fakta/krav.yaml", ', tidligere: [{til: 2019-12-31, hjemmel: {paragraf: "4"}}]', ""))

    assert told == [
        "fakta/krav.yaml:5:3 ukjent_ledd: hjemmelen § 1 ledd 1 finnes ikke 2019-12-31: § 1 er ikke i strukturen"
    ]


def test_a_whole_paragraph_is_enough_where_the_wording_was_not_read() -> None:
    """The exception cites § 4 as a whole, which has two ledd; only the second was not read."""
    told = said(with_older(OLD_STRUCTURE, "{ikke_lest: {veiledning: Haster gir ikke rett.}}", "{}"))

    assert told == [f"{OLD_MAP}:5:40 regel_viser_ikke_hit: «par_01.hast» har ikke § 4 ledd 2 som hjemmel"]


def test_two_texts_on_one_day_are_told() -> None:
    told = said(with_older(OLD_STRUCTURE, "til: 2019-12-31", "til: 2020-01-01"))

    assert f"{OLD_STRUCTURE}:5:6 overlapp: fra 2020-01-01 gjelder teksten i {STRUCTURE}; la denne slutte før" in told


def test_an_earlier_text_is_named_by_the_year_it_began() -> None:
    name = OLD_STRUCTURE.replace("_2015", "_2014")
    told = said({name.replace("_2015", "_2014"): text for name, text in with_older().items()})

    assert told == [f"{name}:1:6 navn: loven må hete det samme som filen: «pasientreiseforskriften_2014»"]
