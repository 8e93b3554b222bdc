"""`sjekk --mutasjon`: the report as text and as JSON, its exit codes, and how far it has come while it works."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reiseregel.cli import run
from reiseregel.mutation.model import OPERATORS
from reiseregel.resources import schemas_folder
from tests.mutation.small import EQUIVALENT, FILES, OTHER, RULES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], folder: Path) -> Any:
    def called(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["sjekk", "--regler", str(folder), *arguments])
        return (code, *capsys.readouterr())

    return called


def survivors(call: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("--mutasjon", "--format", "json")[1])["overlevende"]
    return found


def write_equivalents(folder: Path, entries: list[dict[str, Any]]) -> None:
    (folder / EQUIVALENT).parent.mkdir(exist_ok=True)
    # JSON is YAML too; a date in quotes is a date to a rule file.
    (folder / EQUIVALENT).write_text(json.dumps({"ekvivalente": entries}), encoding="utf-8")


def test_text_has_shares_and_every_survivor_with_its_place(call: Any) -> None:
    code, out, err = call("--mutasjon")

    lines = out.splitlines()
    assert code == 1
    assert lines[0] == "46 endringer av reglene, én om gangen, prøvd på 13 saker."
    assert "  unntaket er fjernet                         3 av     3 merkes  100,0 %" in lines
    assert "  §\u00a01                                        26 av    28 merkes   92,8 %" in lines
    assert "  §\u00a02                                         7 av    14 merkes   50,0 %  under 85 %" in lines
    assert "  hele boken                                  1 av     4 merkes   25,0 %" in lines
    assert (
        f"{RULES}:10:24: par_01.kort (hovedregel, fra 2020-01-01): sammenlikningen er flyttet ett hakk: "
        "«krav.vei_m < 10 km» → «krav.vei_m <= 10 km»"
    ) in lines
    assert lines[-1].startswith("I alt: 34 av 46 merkes, 73,9 %.")
    assert lines[-1].endswith("Det er for lite.")
    assert err.splitlines() == ["Saker lest: 13 av 13", "Endringer prøvd: 46 av 46"]


def test_json_says_the_same(call: Any) -> None:
    code, out, _ = call("--mutasjon", "--format", "json", "--paragraf", "par_02")

    answer = json.loads(out)
    assert code == 1
    assert answer["grenser"] == {"i_alt": 95, "per_paragraf": 85, "holder": False}
    assert [item["paragraf"] for item in answer["paragrafer"]] == ["2"]
    assert answer["i_alt"] == {"fanget": 7, "av": 14, "prosent": "50.0"}
    assert answer["overlevende"][0] == {
        "sted": f"{OTHER}:9:16",
        "endring": {
            "hva": "par_01.beloep",
            "operator": "og_eller",
            "versjon": "2023-06-01",
            "regel": "par_02.sommer",
            "fra": "rett og lovdato != 2023-07-01",
            "til": "rett eller lovdato != 2023-07-01",
        },
        "naermest": None,
    }


def test_what_is_said_to_mean_the_same_is_taken_from_the_report_and_ends_well(call: Any, folder: Path) -> None:
    reason = {"fordi": "Prøven sier at den ikke betyr noe."}
    write_equivalents(folder, [item["endring"] | reason for item in survivors(call)])

    code, out, _ = call("--mutasjon")

    assert code == 0
    assert "Betyr det samme som reglene (12, ikke regnet med):" in out
    assert "    fordi: Prøven sier at den ikke betyr noe." in out
    assert out.splitlines()[-1].startswith("I alt: 34 av 34 merkes, 100,0 %.")
    assert call()[0] == 0


def test_faults_in_what_is_said_to_mean_the_same(call: Any, folder: Path) -> None:
    write_equivalents(folder, [{"hva": "par_01.kort", "operator": "eier", "fordi": "Begreper har ingen eier."}])
    code, _, err = call("--mutasjon")
    assert (code, err.splitlines()[-1].partition(": ")[2].partition(":")[0]) == (4, "ukjent_endring")

    write_equivalents(folder, [{"hva": "par_01.kort", "operator": "eier"}])
    for arguments in ((), ("--mutasjon",)):
        code, _, err = call(*arguments)
        assert (code, "«fordi» mangler" in err) == (4, True)


@pytest.mark.parametrize(
    "arguments", [("--mutasjon", "--paragraf", "par_99"), ("--paragraf", "par_01"), ("--arbeidere", "2")]
)
def test_wrong_usage(call: Any, arguments: tuple[str, ...]) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert "par_99" not in err


def test_the_contract_knows_every_operator() -> None:
    schema = json.loads((schemas_folder() / "v1/ekvivalente.schema.json").read_text(encoding="utf-8"))
    assert schema["$defs"]["endring"]["properties"]["operator"]["enum"] == list(OPERATORS)
