"""`regler --dokumentasjon`: what must be shown for each post, as text and as data."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("own_rules_once")


def test_text_says_for_each_post_what_from_whom_and_when_it_may_be_waived(call: Any) -> None:
    code, out, err = call("regler", "--dokumentasjon")

    lines = out.splitlines()
    assert (code, err) == (0, "")
    start = lines.index("  kvittering_for_bom_og_parkering: når bompenger eller parkering kreves dekket")
    assert [line for line in lines[:start] if not line.startswith(" ")][-1] == "Ferge, bompenger og parkering"
    assert lines[start + 1] == "    kvittering eller oversikt som viser dato og beløp"
    assert lines[start + 2].startswith("    fra den som fikk betalt (§\u00a022 første ledd, står i loven; praksis/")
    assert lines[start + 3] == "    gir svar på: dokumentasjon på utgiften"
    assert lines[start + 4] == "    kan ikke unnlates (§\u00a022 første ledd)"


def test_json_has_the_catalogue_in_three_languages(call: Any) -> None:
    code, out, _ = call("regler", "--dokumentasjon", "--format", "json")

    found = {item["id"]: item for item in json.loads(out)}
    assert code == 0
    kost = found["ingen_dokumentasjon_av_kost"]
    assert kost["poster"] == ["kost"]
    assert set(kost["dokument"]) == {"nb", "nn", "en"}
    assert kost["fritak"] == {
        "regel": "kreves_ikke",
        "fakta": [],
        "hjemmel": {"lov": "pasientreiseforskriften", "paragraf": "26", "ledd": 1},
        "tidligere": [],
    }
    assert found["oppmoetebekreftelse"]["merknad"]["nn"]


@pytest.mark.parametrize("paragraph", ["22", "§ 22", "par_22"])
def test_one_paragraph(call: Any, paragraph: str) -> None:
    _, out, _ = call("regler", paragraph, "--dokumentasjon", "--format", "json")

    found = json.loads(out)
    assert found
    for item in found:
        places = [place["hjemmel"] for part in (item, item["fritak"]) for place in [part, *part["tidligere"]]]
        assert "22" in {place["paragraf"] for place in places}


# --- the law of a day ---


def of_day(call: Any, day: str) -> dict[str, Any]:
    _, out, _ = call("regler", "--dokumentasjon", "--dato", day, "--format", "json")
    return {item["id"]: item for item in json.loads(out)}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2025-03-02", "kvittering_for_bilutgifter_foer_2025"),
        ("2025-03-03", "kvittering_for_ferge"),
        ("2020-03-12", "lempet_krav_under_pandemien"),
        ("2022-05-31", "lempet_krav_under_pandemien"),
        ("2019-01-01", "bekreftelse_fra_helsepersonell"),
    ],
)
def test_what_the_law_of_a_day_asks_for(call: Any, day: str, name: str) -> None:
    assert name in of_day(call, day)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2025-03-03", "kvittering_for_bilutgifter_foer_2025"),
        ("2025-03-02", "kvittering_for_ferge"),
        ("2020-03-11", "lempet_krav_under_pandemien"),
        ("2022-06-01", "lempet_krav_under_pandemien"),
        ("2018-12-31", "bekreftelse_fra_helsepersonell"),
    ],
)
def test_what_the_law_of_a_day_does_not_ask_for(call: Any, day: str, name: str) -> None:
    assert name not in of_day(call, day)


@pytest.mark.parametrize(
    ("day", "name", "place", "waiver"),
    [
        ("2025-05-31", "bekreftet_ledsagerbehov", ("17", 2), ("17", 2)),
        ("2025-06-01", "bekreftet_ledsagerbehov", ("17", 3), ("17", 3)),
        ("2025-03-02", "grunn_til_fritak_for_egenandel", ("24", 2), ("26", 1)),
        ("2025-03-03", "grunn_til_fritak_for_egenandel", ("24", 3), ("26", 1)),
        ("2025-03-02", "henvisning", ("26", 1), ("7", 1)),
    ],
)
def test_where_it_stood_on_a_day(
    call: Any, day: str, name: str, place: tuple[str, int], waiver: tuple[str, int]
) -> None:
    item = of_day(call, day)[name]
    assert "tidligere" not in item
    assert (item["hjemmel"]["paragraf"], item["hjemmel"]["ledd"]) == place
    assert (item["fritak"]["hjemmel"]["paragraf"], item["fritak"]["hjemmel"]["ledd"]) == waiver


def test_the_whole_catalogue_says_when_each_holds_and_where_it_stood(call: Any) -> None:
    _, out, _ = call("regler", "--dokumentasjon", "--format", "json")
    found = {item["id"]: item for item in json.loads(out)}
    assert found["lempet_krav_under_pandemien"]["gjelder"] == {"fra": "2020-03-12", "til": "2022-05-31"}
    assert found["henvisning"]["gjelder"] == {"fra": None, "til": None}
    assert [item["til"] for item in found["bekreftet_ledsagerbehov"]["tidligere"]] == ["2025-05-31"]

    _, text, _ = call("regler", "--dokumentasjon")
    lines = {line.strip() for line in text.splitlines()}
    assert "gjelder fra 12. mars 2020 til 31. mai 2022" in lines
    assert "gjelder til og med 2. mars 2025" in lines
    assert "til og med 31. mai 2025: §\u00a017 andre ledd" in lines
    assert "til og med 2. mars 2025 sto fritaket i §\u00a07 første ledd" in lines


def test_text_of_a_day_has_the_names_and_places_of_that_day(call: Any) -> None:
    _, text, _ = call("regler", "22", "--dokumentasjon", "--dato", "2024-05-06")
    assert "Ferge, bompenger, parkering og piggdekk" in text.splitlines()
    assert "bokstav" not in text
    assert "22a" not in text


def test_a_paragraph_that_asks_for_nothing_on_the_day(call: Any) -> None:
    code, _, err = call("regler", "22a", "--dokumentasjon", "--dato", "2024-05-06")
    assert (code, "den dagen" in err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["regler", "28", "--dokumentasjon"],
        ["regler", "SECRET", "--dokumentasjon"],
        ["regler", "--dokumentasjon", "--dekning"],
        ["regler", "--format", "json"],
    ],
    ids=" ".join,
)
def test_wrong_usage(call: Any, arguments: list[str]) -> None:
    code, out, err = call(*arguments)

    assert (code, out) == (2, "")
    assert "--dokumentasjon" in err
    assert "SECRET" not in err
