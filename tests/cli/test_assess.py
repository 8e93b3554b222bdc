"""Judgement on the command line: what closes a case, what is refused, and that the reason is written nowhere."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("own_rules_once")
ROOT = Path(__file__).resolve().parents[2]
FACT = "reise.rutetransport_kan_benyttes"
JOURNEYS = "/turer/0/reisende/0/reiser"
REASON = "Kari Nordmann bor 4 km fra holdeplassen."
TIME = ("--tidspunkt", "2026-06-03T09:30:00Z")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Example 07 before its two assessments: judgement is all that is left."""
    claim = json.loads((ROOT / "examples/07_skjoenn_om_rutetransport/krav.json").read_text(encoding="utf-8"))
    del claim["vurderinger"]
    for journey in claim["turer"][0]["reisende"][0]["reiser"]:
        del journey["rutetransport_kan_benyttes"]
    claim["konvolutt"] = {"saksreferanse": "A-1"}
    file = tmp_path / "sak.json"
    file.write_text(json.dumps(claim), encoding="utf-8")
    return file


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_question_shows_the_momenter_and_the_name(call: Any, case: Path) -> None:
    code, out, _ = call("vurder", case)

    assert code == 0
    assert f"     Momenter å vurdere ({FACT}):" in out.splitlines()
    assert "       1. hvor langt den reisende måtte gå til og fra holdeplassen" in out.splitlines()


def test_an_assessment_closes_every_open_place_and_says_which(call: Any, case: Path) -> None:
    code, out, err = call("vurder", case, "--vurdering", f"{FACT}=nei", "--begrunnelse", REASON, *TIME)

    assert code == 0
    assert plain(out).startswith("INNVILGET  192,00 kr\n")
    assert err == (
        "Vurdert: mulighet for å reise med rutetransport til minstetakst "
        f"({JOURNEYS}/0/rutetransport_kan_benyttes, {JOURNEYS}/1/rutetransport_kan_benyttes)\n"
    )
    assert "nei (§ 8 første ledd; kommandolinjen, 3. juni 2026)" in plain(out)


def test_a_name_without_its_entity_and_a_pointer_mean_the_same(call: Any, case: Path) -> None:
    wide = call("vurder", case, "--vurdering", "rutetransport_kan_benyttes=nei", "--begrunnelse", REASON, *TIME)
    each = [item for n in (0, 1) for item in ("--vurdering", f"{JOURNEYS}/{n}/rutetransport_kan_benyttes=nei")]
    code, out, err = call("vurder", case, *each, "--begrunnelse", REASON, *TIME)

    assert (code, out) == wide[:2]
    assert err == ""


def test_one_place_leaves_the_other_open(call: Any, case: Path) -> None:
    _, out, _ = call(
        "vurder", case, "--vurdering", f"{JOURNEYS}/0/rutetransport_kan_benyttes=nei", "--begrunnelse", REASON
    )

    assert out.startswith("TIL VURDERING")


def test_the_saved_case_has_the_assessments_and_gives_the_same_answer(call: Any, case: Path, tmp_path: Path) -> None:
    closed = tmp_path / "lukket.json"
    answer = call(
        "vurder", case, "--vurdering", f"{FACT}=nei", "--begrunnelse", REASON, "--moment", "1", "--moment", "5",
        "--vurdert-av", "V-17", *TIME, "--lagre", closed,
    )  # fmt: skip

    assert answer[0] == 0
    document = json.loads(closed.read_text(encoding="utf-8"))
    assert document["konvolutt"] == {"saksreferanse": "A-1"}
    assert document["vurderinger"][0] == {
        "faktum": f"{JOURNEYS}/0/rutetransport_kan_benyttes",
        "rolle": "saksbehandler",
        "referanse": "V-17",
        "tidspunkt": "2026-06-03T09:30:00Z",
        "momenter": [0, 4],
        "begrunnelse_sha256": hashlib.sha256(REASON.encode()).hexdigest(),
    }
    assert call("vurder", closed)[:2] == answer[:2]


def test_the_reason_is_printed_and_written_nowhere(call: Any, case: Path, tmp_path: Path) -> None:
    closed = tmp_path / "lukket.json"
    for extra in ((), ("--format", "json"), ("--lagre", closed), ("--moment", REASON), ("--vurdert-av", REASON)):
        _, out, err = call("vurder", case, "--vurdering", f"{FACT}=nei", "--begrunnelse", REASON, *extra)
        assert "Nordmann" not in out + err
    assert "Nordmann" not in closed.read_text(encoding="utf-8")


def test_the_reason_may_stand_in_a_file(call: Any, case: Path, tmp_path: Path) -> None:
    closed, reason = tmp_path / "lukket.json", tmp_path / "begrunnelse.txt"
    reason.write_text(REASON, encoding="utf-8")
    code, _, _ = call("vurder", case, "--vurdering", f"{FACT}=nei", "--begrunnelse", f"@{reason}", "--lagre", closed)

    assert code == 0
    found = json.loads(closed.read_text(encoding="utf-8"))["vurderinger"][0]["begrunnelse_sha256"]
    assert found == hashlib.sha256(REASON.encode()).hexdigest()
    assert call("vurder", case, "--vurdering", f"{FACT}=nei", "--begrunnelse", "@mangler.txt")[0] == 2


def test_the_time_is_now_unless_it_is_given(call: Any, case: Path, tmp_path: Path) -> None:
    closed = tmp_path / "lukket.json"
    call("vurder", case, "--vurdering", f"{FACT}=nei", "--begrunnelse", REASON, "--lagre", closed)

    found = json.loads(closed.read_text(encoding="utf-8"))["vurderinger"][0]["tidspunkt"]
    assert (len(found), found[-1]) == (20, "Z")


def test_a_reason_for_each_in_order(call: Any, case: Path, tmp_path: Path) -> None:
    closed = tmp_path / "lukket.json"
    each = [item for n in (0, 1) for item in ("--vurdering", f"{JOURNEYS}/{n}/rutetransport_kan_benyttes=nei")]
    moment = ("--moment", f"{JOURNEYS}/1/rutetransport_kan_benyttes=2,3")
    code, _, _ = call("vurder", case, *each, "--begrunnelse", "a", "--begrunnelse", "b", *moment, "--lagre", closed)

    assert code == 0
    found = json.loads(closed.read_text(encoding="utf-8"))["vurderinger"]
    assert [item["begrunnelse_sha256"] for item in found] == [hashlib.sha256(x).hexdigest() for x in (b"a", b"b")]
    assert [item["momenter"] for item in found] == [[], [1, 2]]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--vurdering", f"{FACT}=nei"], "vurdering.uten_begrunnelse"),
        (["--vurdering", f"{FACT}=nei", "--begrunnelse", "  "], "vurdering.uten_begrunnelse"),
        (["--vurdering", f"{FACT}=SECRET", "--begrunnelse", "x"], "verdi.form"),
        (["--vurdering", "SECRET=nei", "--begrunnelse", "x"], "vurdering.uten_betydning"),
        (["--vurdering", "behandling.noedvendig_vurdert=nei", "--begrunnelse", "x"], "vurdering.uten_betydning"),
        (["--vurdering", "reise.frikort=ja", "--begrunnelse", "x"], "vurdering.feil_eier"),
        (["--vurdering", f"{JOURNEYS}/0/felles_takstsone=ja", "--begrunnelse", "x"], "vurdering.feil_eier"),
        (["--vurdering", "/SECRET/0=ja", "--begrunnelse", "x"], "vurdering.ukjent_faktum"),
        (["--vurdering", f"{FACT}=nei", "--vurdering", f"{FACT}=ja", "--begrunnelse", "x"], "vurdering.dobbel"),
        (["--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--moment", "7"], "vurdering.ukjent_moment"),
        (["--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--moment", "0"], "vurdering.ukjent_moment"),
        (["--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--moment", "SECRET"], "vurdering.ukjent_moment"),
        (["--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--moment", "1", "--moment", "1"], "dobbelt_moment"),
        (["--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--moment", "SECRET=1"], "moment_uten_vurdering"),
        (["--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--vurdert-av", "SECRET SECRET"], "krav.referanse"),
        (["--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--tidspunkt", "SECRET"], "krav.tidspunkt"),
    ],
)
@pytest.mark.parametrize("form", ["tekst", "json"])
def test_what_cannot_be_used_is_1_and_decides_nothing(
    call: Any, case: Path, tmp_path: Path, arguments: Any, code: Any, form: Any
) -> None:
    closed = tmp_path / "lukket.json"
    exit_code, out, err = call("vurder", case, *arguments, "--format", form, "--lagre", closed)

    assert exit_code == 1
    assert code in out + err
    assert "SECRET" not in out + err
    assert not closed.exists()
    if form == "json":
        assert all(set(fault) == {"kode", "sted", "melding"} for fault in json.loads(out)["feil"])
    else:
        assert out == ""
        assert err.startswith("Vurderingen kan ikke brukes:")


def test_what_is_given_already_is_refused(call: Any) -> None:
    done = ROOT / "examples/07_skjoenn_om_rutetransport/krav.json"
    pointer = f"{JOURNEYS}/0/rutetransport_kan_benyttes"

    assert "vurdering.alt_oppgitt" in call("vurder", done, "--vurdering", f"{pointer}=ja", "--begrunnelse", "x")[2]
    named = call("vurder", done, "--vurdering", f"{FACT}=ja", "--begrunnelse", "x")
    assert named[0] == 1
    assert "Det er ikke noe skjønn igjen i saken som kan endre svaret." in named[2]


def test_a_name_of_several_facts_asks_which(call: Any, tmp_path: Path) -> None:
    claim = json.loads((ROOT / "examples/03_helseattest_bom_og_parkering/krav.json").read_text(encoding="utf-8"))
    traveller = claim["turer"][0]["reisende"][0]
    traveller["overnattinger"] = [{"dato": traveller["reiser"][0]["dato"], "beloep_oere": 50000}]
    luggage = {"art": "bagasje_og_utstyr", "beloep_oere": 40000, "dokumentasjon": "finnes_ikke"}
    traveller["reiser"][0]["utgifter"].append(luggage)
    file = tmp_path / "sak.json"
    file.write_text(json.dumps(claim), encoding="utf-8")

    code, _, err = call("vurder", file, "--vurdering", "dokumentasjon_kan_unnlates=ja", "--begrunnelse", "x")

    assert code == 1
    assert "Flere opplysninger i saken har dette navnet." in err
    assert "utgift.dokumentasjon_kan_unnlates" in err
    assert "overnatting.dokumentasjon_kan_unnlates" in err
    code, _, err = call("vurder", file, "--vurdering", "utgift.dokumentasjon_kan_unnlates=ja", "--begrunnelse", "x")
    assert code == 0
    assert "overnattinger" not in err


def test_faults_are_in_the_language_asked_for(call: Any, case: Path) -> None:
    _, _, err = call("vurder", case, "--vurdering", f"{FACT}=kanskje", "--begrunnelse", "x", "--spraak", "nn")

    assert err == (
        f"Vurderinga kan ikkje brukast:\n  {JOURNEYS}/0/rutetransport_kan_benyttes: Svar ja eller nei. (verdi.form)\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--begrunnelse", "SECRET"],
        ["--moment", "1"],
        ["--lagre", "SECRET"],
        ["--vurdert-av", "SECRET"],
        ["--vurdering", "SECRET", "--begrunnelse", "x"],
        ["--vurdering", f"{FACT}=nei", *["--begrunnelse", "SECRET"] * 2],
        ["--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--lagre", "-"],
        ["--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--lagre", "SECRET/finnes/ikke.json"],
    ],
)
def test_wrong_usage_is_2(call: Any, case: Path, arguments: Any) -> None:
    code, out, err = call("vurder", case, *arguments)

    assert (code, out) == (2, "")
    assert "SECRET" not in err


def test_no_file_is_written_over(call: Any, case: Path) -> None:
    before = case.read_bytes()
    code, out, err = call("vurder", case, "--vurdering", f"{FACT}=nei", "--begrunnelse", "x", "--lagre", case)

    assert (code, out) == (2, "")
    assert "Velg et navn som ikke er i bruk" in err
    assert case.read_bytes() == before


def test_one_case_at_a_time(call: Any, case: Path) -> None:
    code, _, err = call("vurder", case, case, "--vurdering", f"{FACT}=nei", "--begrunnelse", "x")

    assert (code, err) == (2, "--vurdering gjelder én sak om gangen.\n")


def test_a_faulty_case_tells_its_own_faults(call: Any, tmp_path: Path) -> None:
    file = tmp_path / "sak.json"
    file.write_text('{"type": "krav"}', encoding="utf-8")

    code, _, err = call("vurder", file, "--vurdering", f"{FACT}=nei", "--begrunnelse", "x")

    assert (code, err.splitlines()[0]) == (1, "Dokumentet har feil:")


def test_forklar_takes_the_same_assessments(call: Any, case: Path) -> None:
    arguments = ("--vurdering", f"{FACT}=nei", "--begrunnelse", REASON, "--moment", "1", *TIME)
    code, out, err = call("forklar", case, *arguments)

    assert code == 0
    assert "hvor langt den reisende måtte gå til og fra holdeplassen" in plain(out)
    assert err.startswith("Vurdert: ")
    assert "Nordmann" not in out + err
    refused = call("forklar", case, "--vurdering", f"{FACT}=nei", "--format", "json")
    assert refused[0] == 1
    assert "vurdering.uten_begrunnelse" in refused[1]
