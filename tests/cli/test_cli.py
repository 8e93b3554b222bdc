"""The command line from outside: exit codes, forms, several files, faults; nothing typed is ever repeated."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PLAIN = ROOT / "examples/01_egen_bil_100_km/krav.json"
OPEN = ROOT / "examples/06_takstsone_ukjent/krav.json"


pytestmark = pytest.mark.usefixtures("own_rules_once")


def test_json_is_one_object_with_what_backends_need(call: Any) -> None:
    code, out, err = call("vurder", PLAIN, "--format", "json")

    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert (answer["utfall"], answer["beloep_oere"]) == ("innvilget", 29800)
    assert {"poster", "grenser", "avklaringer", "begrunnelse", "kvittering"} <= set(answer)


def test_several_files_give_a_line_each(call: Any) -> None:
    code, out, _ = call("vurder", PLAIN, OPEN)

    lines = out.splitlines()
    assert (code, len(lines)) == (0, 2)
    assert lines[0].endswith("Innvilget · 298,00\u00a0kr")
    assert "Mangler opplysninger" in lines[1]


def test_several_files_as_json_give_an_object_each(call: Any) -> None:
    _, out, _ = call("vurder", PLAIN, OPEN, "--format", "json")

    assert [json.loads(line)["vedtak"]["utfall"] for line in out.splitlines()] == ["innvilget", "mangler_opplysninger"]


def test_one_unreadable_or_faulty_file_does_not_stop_the_others(call: Any, tmp_path: Path) -> None:
    broken = tmp_path / "feil.json"
    broken.write_text("{}", encoding="utf-8")

    code, out, err = call("vurder", broken, tmp_path / "mangler.json", PLAIN)

    assert code == 1
    assert [line.split(": ")[-1][:9] for line in out.splitlines()] == ["Dokumente", "Innvilget"]
    assert "kan ikke leses" in err


def test_faults_are_told_in_the_language_of_the_document(call: Any, tmp_path: Path) -> None:
    broken = tmp_path / "krav.json"
    broken.write_text('{"type": "krav", "spraak": "en"}', encoding="utf-8")

    assert "The document has faults" in call("vurder", broken)[2]


def test_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "vurder", "-", "--format", "json"],
        input=PLAIN.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, json.loads(done.stdout)["beloep_oere"]) == (0, 29800)


@pytest.mark.parametrize(("language", "word"), [("nb", "INNVILGET"), ("nn", "INNVILGA"), ("en", "GRANTED")])
def test_three_languages(call: Any, language: str, word: Any) -> None:
    assert call("vurder", PLAIN, "--spraak", language)[1].startswith(word)


def test_open_is_3_only_when_asked_for(call: Any) -> None:
    assert call("vurder", OPEN)[0] == 0
    assert call("vurder", OPEN, "--krev-avgjort")[0] == 3
    assert call("vurder", PLAIN, "--krev-avgjort")[0] == 0


def test_a_fault_in_the_document_is_1(call: Any, tmp_path: Path) -> None:
    broken = tmp_path / "krav.json"
    broken.write_text('{"type": "krav", "versjon": 1.0, "spraak": "nb", "spraak": "nn"}', encoding="utf-8")

    code, out, err = call("vurder", broken)

    assert (code, out) == (1, "")
    assert "json.desimaltall" in err
    assert "json.dobbel_noekkel" in err


def test_faults_as_json(call: Any, tmp_path: Path) -> None:
    broken = tmp_path / "krav.json"
    broken.write_text("{}", encoding="utf-8")

    code, out, _ = call("vurder", broken, "--format", "json")

    assert code == 1
    assert all(set(fault) == {"kode", "sted", "melding"} for fault in json.loads(out)["feil"])


def test_an_impossible_combination_is_a_fault(call: Any, tmp_path: Path) -> None:
    claim = json.loads(PLAIN.read_text(encoding="utf-8"))
    claim["turer"][0]["behandling"]["i_norge"] = False
    broken = tmp_path / "krav.json"
    broken.write_text(json.dumps(claim), encoding="utf-8")

    code, _, err = call("vurder", broken)

    assert (code, "/turer/0/behandling" in err) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["vurder"],
        ["vurder", "SECRET-does-not-exist.json"],
        ["SECRET"],
        ["vurder", "--SECRET"],
        ["vurder", str(PLAIN), "--spraak", "SECRET"],
        ["vurder", str(PLAIN), "--lesning", "SECRET=x"],
        ["vurder", str(PLAIN), "--lesning", "avrunding=SECRET"],
        ["vurder", str(PLAIN), "--regler", "SECRET"],
        ["satser", "--dato", "SECRET"],
        ["regler", "SECRET"],
        ["forklar"],
        ["sjekk", "SECRET"],
        ["test", "SECRET"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_repeats_nothing(call: Any, arguments: Any) -> None:
    code, out, err = call(*arguments)

    assert (code, out) == (2, "")
    assert err
    assert "SECRET" not in err


def test_faulty_rules_are_4(call: Any, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    file = rules / "pasientreiseforskriften/par_08.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("oeyeblikkelig_hjelp, er", "oeyeblikelig_hjelp, er"), encoding="utf-8"
    )

    code, out, err = call("sjekk", "--regler", rules)

    assert (code, out) == (4, "")
    assert "par_08.yaml:" in err
    assert "Mente du «reisen_gjelder_oeyeblikkelig_hjelp»?" in err
    assert call("vurder", PLAIN, "--regler", rules)[0] == 4


def test_the_rules_that_come_along_are_whole(call: Any) -> None:
    code, out, err = call("sjekk")

    assert (code, err) == (0, "")
    assert out.startswith("Ingen feil")


def test_every_case_beside_the_rules_holds(call: Any) -> None:
    code, out, _ = call("test")

    assert code == 0, out


def test_an_unexpected_fault_is_70_without_a_stack_trace(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("SECRET")

    monkeypatch.setattr("reiseregel.cli.vurder.decide", broken)

    code, out, err = call("vurder", PLAIN)

    assert (code, out) == (70, "")
    assert "RuntimeError" in err
    assert "SECRET" not in err
    assert "Traceback" not in err


def test_satser_on_a_date(call: Any) -> None:
    _, out, _ = call("satser", "--dato", "2026-05-04", "--format", "json")

    values = {row["sats"]: row["verdi"] for row in json.loads(out)}
    assert (values["standardsats"], values["egenandel_ordinaer"]) == (320, 17100)


def test_regler_shows_a_paragraph(call: Any) -> None:
    _, out, _ = call("regler", "8")

    assert "par_08.kort_reise" in out
    assert "§\u00a08 andre ledd" in out


@pytest.mark.parametrize("command", ["vurder", "forklar", "sjekk", "test", "satser", "regler"])
def test_every_command_has_help(call: Any, command: Any) -> None:
    code, out, _ = call(command, "--hjelp")

    assert code == 0
    assert "Usage" in out or "Bruk" in out
