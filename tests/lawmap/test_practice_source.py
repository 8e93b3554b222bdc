"""A hjemmel with a source of practice is the same place in the law as one without."""

from __future__ import annotations

from reiseregel.lawmap import map_faults, read_maps
from reiseregel.rulebook import load_files
from reiseregel.vocabulary import Hjemmel
from reiseregel.vocabulary.load import read_hjemmel
from tests.lawmap.small import RULES, WORDS, book, changed

SOURCE = {"praksis/kilder.yaml": f"kilder: {{side: {{tittel: {WORDS}, status: nasjonal}}}}"}


def test_equal_as_a_place_and_written_with_the_source() -> None:
    plain, sourced = Hjemmel("16", 2), read_hjemmel({"paragraf": "16", "ledd": 2, "kilde": "reiseattest"})
    assert plain == sourced
    assert hash(plain) == hash(sourced)
    assert plain.to_json() == {"lov": "pasientreiseforskriften", "paragraf": "16", "ledd": 2}
    assert sourced.to_json() == {**plain.to_json(), "kilde": "reiseattest"}
    assert Hjemmel(**sourced.to_json()).kilde == "reiseattest"  # type: ignore[arg-type]
    assert plain.link == sourced.link


def test_a_rule_with_a_source_keeps_its_place_in_the_map() -> None:
    texts = SOURCE | changed(RULES, "hjemmel: {ledd: 2, bokstav: b}", "hjemmel: {ledd: 2, bokstav: b, kilde: side}")
    maps, faults = read_maps(texts)
    assert faults + map_faults(maps, book(texts)) == []


def test_a_source_does_not_excuse_a_place_that_does_not_exist() -> None:
    texts = SOURCE | changed(RULES, "hjemmel: {ledd: 2, bokstav: b}", "hjemmel: {ledd: 2, bokstav: c, kilde: side}")
    maps, _ = read_maps(texts)
    codes = {fault.code for fault in map_faults(maps, book(texts))}
    assert "ukjent_ledd" in codes, codes


def test_a_source_nobody_has_listed_is_told_with_its_place() -> None:
    texts = changed(RULES, "hjemmel: {ledd: 2, bokstav: b}", "hjemmel: {ledd: 2, bokstav: b, kilde: side}")
    told = [str(fault) for fault in load_files(texts, demand_words=False).faults]
    line = next(number for number, text in enumerate(texts[RULES].splitlines(), 1) if "kilde: side" in text)
    column = texts[RULES].splitlines()[line - 1].index("side") + 1
    assert told == [f"{RULES}:{line}:{column}: ukjent_kilde: kilden «side» finnes ikke i praksis/kilder.yaml."]
