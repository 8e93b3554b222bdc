"""`sammenlign`: two cases, one on two days or under two readings, a decision and a case; and wrong usage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reiseregel.resources import schemas_folder

pytestmark = pytest.mark.usefixtures("own_rules_once")

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE = EXAMPLES / "01_egen_bil_100_km" / "krav.json"
SHORT = EXAMPLES / "02_for_kort_ut" / "krav.json"
RECOVERY = EXAMPLES / "10_tilbakekreving_ved_forsett" / "tilbakekreving.json"
PLANTED = "12057012345"


@pytest.fixture
def longer(tmp_path: Path) -> Path:
    """The second example with a journey out of 10.001 km."""
    document = json.loads(SHORT.read_text(encoding="utf-8"))
    document["turer"][0]["reisende"][0]["reiser"][0]["reisevei_m"] = 10_001
    return written(tmp_path / "lengre.json", document)


def written(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_two_cases(call: Any, longer: Path) -> None:
    code, out, err = call("sammenlign", SHORT, longer)
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == ["Hva som er forskjellig", "=" * 22]
    assert "Kort reise: fra ja til nei (§ 8 første ledd)." in plain(out)


@pytest.mark.parametrize(("form", "begins"), [("markdown", "# Kva som er ulikt"), ("html", '<section lang="nn">')])
def test_other_formats_and_languages(call: Any, longer: Path, form: str, begins: str) -> None:
    code, out, _ = call("sammenlign", SHORT, longer, "--format", form, "--spraak", "nn")
    assert (code, out.splitlines()[0]) == (0, begins)
    assert "Kva som er ulikt" in out
    assert "Kort reise: frå ja til nei" in out


def test_as_json(call: Any, longer: Path) -> None:
    code, out, _ = call("sammenlign", SHORT, longer, "--format", "json")
    told = json.loads(out)
    schema = json.loads((schemas_folder() / "v1" / "endringer.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(told)
    assert (code, told["differanse_oere"], told["samme_svar"], told["med_spor"]) == (0, 0, False, True)
    assert [post["endring"] for post in told["poster"]] == ["endret", "uendret"]


def test_the_whole_chain_on_demand(call: Any, longer: Path) -> None:
    shown = [call("sammenlign", SHORT, longer, *option)[1] for option in ((), ("--alt",))]
    assert ["Egenandel minst like stor som stønaden" in text for text in shown] == [False, True]
    assert all("Kort reise: fra ja til nei" in text for text in shown)
    forms = {call("sammenlign", SHORT, longer, "--format", "json", *option)[1] for option in ((), ("--alt",))}
    assert len(forms) == 1


@pytest.mark.parametrize("option", ["--flyttet-til", "--dato"])
def test_one_case_on_another_day(call: Any, option: str) -> None:
    code, out, _ = call("sammenlign", CASE, option, "2024-05-04")
    assert code == 0
    assert "Loven 4. mai 2026: innvilget, 298,00 kr. Loven 4. mai 2024: innvilget, 258,00 kr." in plain(out)


def test_one_case_under_another_reading(call: Any) -> None:
    code, out, _ = call("sammenlign", CASE, "--lesning", "par20_4_hjem=til_bostedet")
    assert (code, out.splitlines()[3][:19]) == (0, "Svaret er det samme")


def test_a_decision_and_an_appeal(call: Any, tmp_path: Path, longer: Path) -> None:
    _, printed, _ = call("vurder", SHORT, "--format", "json")
    decision = tmp_path / "vedtak.json"
    decision.write_text(printed, encoding="utf-8")
    code, out, err = call("sammenlign", decision, longer)
    assert (code, err) == (0, "")
    assert plain(out.splitlines()[3]).startswith("Det tidligere vedtaket: delvis innvilget, 0,00 kr. Den nye saken:")
    code, out, _ = call("sammenlign", decision, SHORT)
    assert (code, out.splitlines()[3][:19]) == (0, "Svaret er det samme")
    assert "Opplysningene er de samme i begge." in out


def test_standard_input(call: Any, longer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SHORT.open("rb") as file:
        monkeypatch.setattr("reiseregel.cli.output._standard_input", lambda: file)
        code, out, _ = call("sammenlign", "-", longer)
    assert (code, "Kort reise: fra ja til nei" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "A.json mangler."),
        ([CASE], "Skriv en sak til, --flyttet-til eller --lesning."),
        ([CASE, SHORT, "--flyttet-til", "2024-05-04"], "--flyttet-til kan ikke brukes sammen med en sak til."),
        (["-", "-"], "Bare den ene saken kan leses fra standard inn."),
        ([CASE, RECOVERY], "dokumenter av hver sin type"),
        ([RECOVERY, "--flyttet-til", "2024-05-04"], "Dokumentet har ingen reise å flytte."),
        ([CASE, "--flyttet-til", "1999-05-04"], "Reglene dekker ikke den dagen."),
        ([CASE, "--flyttet-til", "9999-12-31"], "Reglene dekker ikke den dagen."),
        ([CASE, "--flyttet-til", PLANTED], "--flyttet-til"),
        ([CASE, f"/finnes/ikke/{PLANTED}"], "Filen kan ikke leses."),
        ([CASE, "--lesning", f"{PLANTED}=x"], "Lesningen finnes ikke."),
    ],
)
def test_wrong_usage_is_2_and_repeats_nothing(call: Any, arguments: list[Any], said: str) -> None:
    code, out, err = call("sammenlign", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert PLANTED not in err


def test_a_decision_cannot_be_moved(call: Any, tmp_path: Path) -> None:
    _, printed, _ = call("vurder", SHORT, "--format", "json")
    decision = tmp_path / "vedtak.json"
    decision.write_text(printed, encoding="utf-8")
    code, out, err = call("sammenlign", decision, "--flyttet-til", "2024-05-04")
    assert (code, out) == (2, "")
    assert "Et vedtak kan ikke flyttes" in err


@pytest.mark.parametrize("form", ["tekst", "json", "html"])
@pytest.mark.parametrize("first", [True, False])
def test_a_fault_in_either_document_is_1_and_repeats_nothing(call: Any, tmp_path: Path, form: str, first: bool) -> None:
    document = json.loads(SHORT.read_text(encoding="utf-8")) | {"fremsatt": PLANTED}
    faulty = written(tmp_path / "feil.json", document)
    pair = (faulty, SHORT) if first else (SHORT, faulty)
    code, out, err = call("sammenlign", *pair, "--format", form)
    assert code == 1
    assert PLANTED not in out + err
    assert "/fremsatt" in out + err


def test_a_national_id_planted_in_a_decision_is_never_shown(call: Any, tmp_path: Path) -> None:
    _, printed, _ = call("vurder", SHORT, "--format", "json")
    decision = json.loads(printed)
    decision["begrunnelse"][0]["tekst"] = f"Gjelder {PLANTED}."
    code, out, err = call("sammenlign", written(tmp_path / f"{PLANTED}.json", decision), SHORT)
    assert code == 1
    assert PLANTED not in out + err
    assert "vedtak.personopplysning" in err


def test_a_national_id_in_the_envelope_is_never_shown(call: Any, tmp_path: Path, longer: Path) -> None:
    document = json.loads(longer.read_text(encoding="utf-8"))
    document["konvolutt"] = {"pasient_id": PLANTED}
    for form in ("tekst", "json", "html", "markdown"):
        code, out, err = call("sammenlign", SHORT, written(tmp_path / "sak.json", document), "--format", form)
        assert code in {0, 1}
        assert PLANTED not in out + err
