"""Facts that are not given, but fixed by a setting: of the trust, else of the country, on the day whose law is read."""

from __future__ import annotations

from typing import Any

import pytest

from reiseregel.decision import answer, decide
from reiseregel.errors import Language
from reiseregel.explain import explanation
from reiseregel.explain.readers import Reader
from reiseregel.explain.words import setting_words
from reiseregel.facts import FactTree, Instance, build_facts
from reiseregel.prose import written
from reiseregel.rulebook import RuleBook, load_files
from reiseregel.sets import is_single, single

#: What the contracts demand of every fact, and nothing here is about.
WORDS = "navn: {nb: a, nn: a, en: a}, spoersmaal: {nb: A?, nn: A?, en: A?}, hjemmel: {paragraf: '16'}"
TEXT = "{nb: a, nn: a, en: a}"
FILES = {
    "fakta/entiteter.yaml": """
        entiteter:
          bestilling: {rot: bestilling, navn: TEXT, lovtid: {faktum: dag}, dekker: {fra: 2016-10-01, til: 2027-12-31}}
          strekning:
            {forelder: bestilling, navn: TEXT, liste: strekninger, innhold: true, minst: 0, hoeyst: 9,
             lovtid: {faktum: reisedag}}
          merknad: {forelder: bestilling, liste: merknader, minst: 0, hoeyst: 9, eier: pasient, WORDS}
        """,
    "fakta/bestilling.yaml": """
        entitet: bestilling
        fakta:
          dag: {WORDS, type: dato, innhold: true, eier: pasient}
          helseforetak: {WORDS, type: kode, innhold: true, eier: pasient, koder: {fonna: TEXT, bergen: TEXT}}
          frist_min: {WORDS, type: varighet, minst: 0, hoeyst: 1439, eier: helseforetak, innstilling: frist}
          i_bruk: {WORDS, type: boolsk, eier: helseforetak, innstilling: i_bruk}
          dagen: {WORDS, type: kode, eier: helseforetak, innstilling: dagen, koder: {virkedag: TEXT, dagen_foer: TEXT}}
          siden: {WORDS, type: dato, eier: helseforetak, innstilling: siden}
        """,
    "fakta/strekning.yaml": """
        entitet: strekning
        fakta:
          reisedag: {WORDS, type: dato, innhold: true, eier: pasient}
          vent_min: {WORDS, type: varighet, minst: 0, hoeyst: 999, eier: helseforetak, innstilling: vent}
        """,
    "fakta/merknad.yaml": """
        entitet: merknad
        fakta:
          sen_min: {WORDS, type: varighet, minst: 0, hoeyst: 1439, eier: helseforetak, innstilling: frist}
        """,
    "praksis/innstillinger.yaml": """
        helseforetak: {koder: {bergen: {nb: Helse Bergen, nn: Helse Bergen, en: Helse Bergen}, fonna: TEXT}}
        innstillinger:
          frist:
            navn: TEXT
            type: varighet
            rader:
              - {helseforetak: nasjonal, fra: 2020-01-01, verdi: 780, kilde: side, status: bekreftet}
              - {helseforetak: bergen, fra: 2022-01-01, verdi: 600, kilde: side, status: lokal}
              - {helseforetak: bergen, fra: 2024-01-01, verdi: 660, kilde: side, status: lokal}
          i_bruk:
            navn: TEXT
            type: boolsk
            rader:
              - {helseforetak: nasjonal, fra: 2020-01-01, verdi: false, kilde: side, status: bekreftet}
              - {helseforetak: nasjonal, fra: 2024-02-19, verdi: null, grunn: TEXT, kilde: side, status: foreloepig}
              - {helseforetak: bergen, fra: 2021-01-01, verdi: null, grunn: TEXT, kilde: side, status: foreloepig}
          dagen:
            navn: TEXT
            type: kode
            koder: {dagen_foer: TEXT, virkedag: TEXT}
            rader: [{helseforetak: nasjonal, fra: 2020-01-01, verdi: dagen_foer, kilde: side, status: bekreftet}]
          siden:
            navn: TEXT
            type: dato
            rader: [{helseforetak: nasjonal, fra: 2020-01-01, verdi: 2021-02-15, kilde: side, status: bekreftet}]
          vent:
            navn: TEXT
            type: varighet
            rader:
              - {helseforetak: nasjonal, fra: 2020-01-01, verdi: 30, kilde: side, status: bekreftet}
              - {helseforetak: fonna, fra: 2020-01-01, verdi: 0, kilde: side, status: lokal}
        """,
    "praksis/kilder.yaml": "kilder: {side: {tittel: TEXT, status: nasjonal}}",
    "rekvisisjon/frist.yaml": """
        paragraf: "16"
        tittel: TEXT
        gjelder: bestilling
        begreper:
          romslig:
            type: boolsk
            versjoner:
              - {fra: 2016-10-01, hjemmel: {ledd: 1, kilde: side}, er: bestilling.frist_min >= 660 min}
        """,
    "rekvisisjon/poster_bestilling.yaml": """
        svar:
          bestilling: {ja: {kode: ja, navn: TEXT}, delvis: {kode: ring, navn: TEXT}, nei: {kode: nei, navn: TEXT}}
        poster:
          frist:
            gjelder: bestilling
            slag: svar
            navn: TEXT
            naar: sann
            rett: romslig
            grunner: [{begrep: romslig, er: true, kode: romslig, gruppe: frist}]
        """,
}


@pytest.fixture(scope="module")
def book() -> RuleBook:
    texts = {name: text.replace("WORDS", WORDS).replace("TEXT", TEXT) for name, text in FILES.items()}
    loaded = load_files(texts, demand_words=False)
    assert loaded.book is not None, [str(fault) for fault in loaded.faults]
    return loaded.book


def tree(book: RuleBook, day: str, trust: str, **more: Any) -> FactTree:
    return build_facts("bestilling", {"dag": day, "helseforetak": trust, **more}, book.vocabulary, {})


def told(instance: Instance, name: str) -> tuple[int | None, str]:
    """The value that is known, else None; and whose setting it is from, and since when."""
    slot = instance.facts[name]
    known = single(slot.values) if is_single(slot.values) else None
    assert (known is None) == bool(slot.bit)
    origin = slot.origin
    assert origin is None or origin.source == "innstilling"
    return known, origin.reference if origin else ""


@pytest.mark.parametrize(
    ("day", "trust", "expected"),
    [
        ("2019-12-31", "bergen", (None, "")),
        ("2020-01-01", "bergen", (780, "nasjonal:2020-01-01")),
        ("2021-12-31", "bergen", (780, "nasjonal:2020-01-01")),
        ("2022-01-01", "bergen", (600, "bergen:2022-01-01")),
        ("2023-12-31", "bergen", (600, "bergen:2022-01-01")),
        ("2024-01-01", "bergen", (660, "bergen:2024-01-01")),
        ("2024-01-01", "fonna", (780, "nasjonal:2020-01-01")),
    ],
)
def test_the_trust_goes_before_the_country_on_the_day(
    book: RuleBook, day: str, trust: str, expected: tuple[int | None, str]
) -> None:
    assert told(tree(book, day, trust).root, "frist_min") == expected


@pytest.mark.parametrize(
    ("day", "trust", "expected"),
    [
        ("2024-02-18", "fonna", (0, "nasjonal:2020-01-01")),
        ("2024-02-19", "fonna", (None, "")),
        ("2020-12-31", "bergen", (0, "nasjonal:2020-01-01")),
        ("2021-01-01", "bergen", (None, "")),
    ],
)
def test_what_is_explicitly_unset_is_open(
    book: RuleBook, day: str, trust: str, expected: tuple[int | None, str]
) -> None:
    """Also where the trust says that it has fixed nothing, and the country has."""
    facts = tree(book, day, trust)
    assert told(facts.root, "i_bruk") == expected
    assert ("bestilling.i_bruk" in {item.key for item in facts.open_facts}) == (expected[0] is None)


def test_codes_are_read_by_name_and_dates_as_dates(book: RuleBook) -> None:
    root = tree(book, "2024-01-01", "fonna").root
    assert root.facts["dagen"].definition.type.codes == ("virkedag", "dagen_foer")
    assert told(root, "dagen")[0] == 1
    assert told(root, "siden")[0] == 737836  # 15 February 2021


def test_what_the_document_says_goes_first(book: RuleBook) -> None:
    assert told(tree(book, "2024-01-01", "bergen", frist_min=700).root, "frist_min") == (700, "")


def test_the_trust_is_that_of_the_document_above_and_the_day_its_own(book: RuleBook) -> None:
    """Each stretch has a day of its own; the country had nothing before 2020."""
    stretches = [{"reisedag": "2019-12-31"}, {"reisedag": "2020-01-01"}]
    fonna = tree(book, "2024-01-01", "fonna", strekninger=stretches).of_entity("strekning")
    bergen = tree(book, "2024-01-01", "bergen", strekninger=stretches).of_entity("strekning")
    assert [told(item, "vent_min") for item in fonna] == [(None, ""), (0, "fonna:2020-01-01")]
    assert [told(item, "vent_min") for item in bergen] == [(None, ""), (30, "nasjonal:2020-01-01")]


def test_a_list_nobody_knows_has_nothing_fixed(book: RuleBook) -> None:
    root = tree(book, "2024-01-01", "bergen").root
    assert root.lists["merknad"] is None
    slot = root.nameless["merknad"].facts["sen_min"]
    assert slot.bit
    assert slot.origin is None
    known = tree(book, "2024-01-01", "bergen", merknader=[{}]).of_entity("merknad")
    assert [told(item, "sen_min") for item in known] == [(660, "bergen:2024-01-01")]


# --- what is told of it ---


def document(trust: str, **more: Any) -> dict[str, Any]:
    return {"type": "bestilling", "versjon": 1, "dag": "2024-05-01", "helseforetak": trust, **more}


@pytest.mark.parametrize(("trust", "reference"), [("bergen", "bergen:2024-01-01"), ("fonna", "nasjonal:2020-01-01")])
def test_the_trace_says_whose_it_is_and_since_when(book: RuleBook, trust: str, reference: str) -> None:
    trace = decide(document(trust), book).trace
    node = trace["#bestilling.frist_min"]
    assert (node["kilde"], node["referanse"]) == ("innstilling", reference)
    given = decide(document(trust, frist_min=660), book).trace["#bestilling.frist_min"]
    assert "kilde" not in given
    assert given["verdi"] == 660


def test_the_trace_names_the_source_of_practice(book: RuleBook) -> None:
    node = decide(document("fonna"), book).trace["#frist.romslig"]
    assert node["hjemmel"] == {"lov": "pasientreiseforskriften", "paragraf": "16", "ledd": 1, "kilde": "side"}


@pytest.mark.parametrize(
    ("language", "own", "national"),
    [
        ("nb", "innstilling for Helse Bergen (fra 1. januar 2024)", "nasjonal innstilling (fra 1. januar 2020)"),
        ("nn", "innstilling for Helse Bergen (frå 1. januar 2024)", "nasjonal innstilling (frå 1. januar 2020)"),
        ("en", "setting of Helse Bergen (from 1 January 2024)", "national setting (from 1 January 2020)"),
    ],
)
def test_words(book: RuleBook, language: Language, own: str, national: str) -> None:
    trusts = book.vocabulary.trusts
    assert setting_words("bergen:2024-01-01", trusts, language) == own
    assert setting_words("nasjonal:2020-01-01", trusts, language) == national


@pytest.mark.parametrize("reader", ["saksbehandler", "jurist"])
def test_who_reads_the_answer_sees_whose_it_is(book: RuleBook, reader: Reader) -> None:
    read = {
        trust: written(explanation(answer(document(trust), book), reader, "nb", everything=True), "tekst").replace(
            "\u00a0", " "
        )
        for trust in ("bergen", "fonna")
    }
    assert "helseforetaket, innstilling for Helse Bergen (fra 1. januar 2024)" in " ".join(read["bergen"].split())
    assert "helseforetaket, nasjonal innstilling (fra 1. januar 2020)" in " ".join(read["fonna"].split())
