"""`--attest` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reiseregel.cli import run

pytestmark = pytest.mark.usefixtures("own_rules_once")
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "15_reiseattest"
CLAIM, ATTEST = EXAMPLE / "krav.json", EXAMPLE / "attest.json"
TOLD = "Reiseattester\n  Tur 1, attest 1 (RA-2026-0017): gjelder for turen.\n"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Any:
    """A function that runs the command line; it gives the exit code, what was printed, and what was complained of."""

    def called(*arguments: Any) -> Any:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return called


def test_the_json_answer_is_one_object_and_the_rest_is_beside_it(call: Any) -> None:
    code, out, err = call("vurder", CLAIM, "--attest", ATTEST, "--format", "json")

    assert (code, err) == (0, TOLD)
    assert json.loads(out)["utfall"] == "innvilget"


@pytest.mark.parametrize("command", ["forklar", "brev"])
def test_explanation_and_letter_follow_the_attest(call: Any, command: str) -> None:
    code, out, err = call(command, CLAIM, "--attest", ATTEST)

    assert code == 0
    assert TOLD in err
    assert out != call(command, CLAIM)[1]


def test_two_attests_are_both_told(call: Any) -> None:
    code, out, _ = call("vurder", CLAIM, "--attest", ATTEST, "--attest", ATTEST)

    assert code == 0
    assert "Tur 1, attest 2 (RA-2026-0017): gjelder for turen." in out


def test_faults_in_the_attest_name_the_file_and_not_what_stood_there(call: Any, tmp_path: Path) -> None:
    bad = tmp_path / "feil.json"
    bad.write_text(json.dumps(json.loads(ATTEST.read_text(encoding="utf-8")) | {"utsteder": "Kari Nordmann"}))

    code, out, err = call("vurder", CLAIM, "--attest", bad)

    assert (code, out) == (1, "")
    assert "feil.json" in err
    assert "/utsteder" in err
    assert "Nordmann" not in err


def test_a_file_that_is_no_attest_is_the_one_named(call: Any) -> None:
    code, out, err = call("vurder", CLAIM, "--attest", ATTEST, "--attest", CLAIM)

    assert (code, out) == (1, "")
    assert err.startswith(f"{CLAIM}: Dokumentet har feil:\n  /type: Dokumentet er ikke en reiseattest.")


def test_an_attest_from_a_time_without_rules_says_why_it_is_open(call: Any, tmp_path: Path) -> None:
    old = tmp_path / "gammel.json"
    dates = {"utstedt": "2020-01-01", "gyldig_fra": "2020-01-01", "gyldig_til": "2020-12-31", "hendelser": []}
    old.write_text(json.dumps(json.loads(ATTEST.read_text(encoding="utf-8")) | dates))

    code, out, _ = call("vurder", CLAIM, "--attest", old)

    assert code == 0
    assert "det er ikke avgjort om den gjelder for turen.\n    – Datoen ligger utenfor tiden reglene her dekker." in out


def test_a_file_without_a_name_is_not_named(call: Any) -> None:
    code, out, err = call("vurder", CLAIM, "--attest", "")

    assert (code, out) == (2, "")
    assert err.startswith("Filen kan ikke leses.")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("vurder", CLAIM, CLAIM, "--attest", ATTEST), 2),
        (("vurder", "-", "--attest", "-"), 2),
        (("vurder", CLAIM, "--attest", EXAMPLE / "mangler.json"), 2),
        (("vurder", CLAIM, "--attest", CLAIM), 1),
        (("vurder", ATTEST, "--attest", ATTEST), 1),
    ],
    ids=["two claims", "standard input twice", "no file", "not an attest", "not a claim"],
)
def test_what_cannot_be_used_is_refused(call: Any, arguments: tuple[Any, ...], code: int) -> None:
    found, out, err = call(*arguments)

    assert found == code
    assert err or "attest.ikke" in out


def test_an_assessment_can_follow_an_attest(call: Any, tmp_path: Path) -> None:
    claim = json.loads(CLAIM.read_text(encoding="utf-8"))
    for journey in claim["turer"][0]["reisende"][0]["reiser"]:
        journey |= {"reisevei_m": 12000, "felles_takstsone": True, "innvending_mot_rutetransport": True}
    file = tmp_path / "krav.json"
    file.write_text(json.dumps(claim))
    assess = ("--vurdering", "rutetransport_kan_benyttes=ja", "--begrunnelse", "Bussen går hele dagen.")

    without = call("vurder", file, *assess, "--tidspunkt", "2026-06-03T09:30:00Z")[1]
    code, out, _ = call("vurder", file, "--attest", ATTEST)

    assert without.startswith("AVSLAG")
    assert code == 0
    assert out.startswith("INNVILGET")  # the attest lifts the limit, so nothing is left to assess
