"""`sjekk` and `test` have the control book with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reiseregel.cli import prov, run
from tests.control.small_book import TEXTS, changed

CASES = """
entitet: {entity}
utgangspunkt:
  vanlig: {{dato: 2024-05-01, antall: 3}}
saker:
  - {{navn: En sak., utgangspunkt: vanlig, gir: [{raised}]}}
"""


def written(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = folder / "kontroll" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def with_cases(raised: str) -> dict[str, str]:
    first = CASES.format(entity="tur", raised="").replace("gir: []", "gir: [], kanskje: [mange]")
    return TEXTS | {
        "signaler/tur.saker.yaml": first,
        "signaler/annen.saker.yaml": CASES.format(entity="annen", raised=raised),
    }


def test_sjekk_tells_of_a_fault_in_the_control_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = changed("signaler/tur.yaml", "tur.antall >= sats.minst og", "tur.antall >= sats.mist og")
    assert run(["sjekk", "--regler", str(written(tmp_path, texts))]) == 4
    fault = "kontroll/signaler/tur.yaml:9:29: ukjent_navn: navnet «sats.mist» finnes ikke. Mente du «sats.minst»?"
    assert fault in capsys.readouterr().err


def test_sjekk_tells_what_no_case_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sjekk", "--regler", str(written(tmp_path, with_cases("annet")))]) == 4
    told = "kontroll/signaler/annen.yaml:4:3: mangler_sak: ingen sak viser «annet» der det kommer an på at antall er 0"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "arguments", "code", "said"),
    [
        (
            "annet",
            [],
            0,
            ["kontroll: annen 1 saker", "kontroll: tur 1 saker", "i alt 2 saker, 0 avviker"],
        ),
        ("annet", ["tur"], 0, ["kontroll: tur 1 saker", "i alt 1 saker, 0 avviker"]),
        ("", ["kontroll"], 4, ["1 avviker", "annen.saker.yaml:6:5: En sak.", "gir: ventet ingen, fikk annet"]),
        ("", ["par_08"], 2, []),
    ],
)
def test_the_cases_of_control_are_run_with_the_others(
    raised: str,
    arguments: list[str],
    code: int,
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def none(*_: Any, **__: Any) -> list[Any]:
        return []

    monkeypatch.setattr(prov, "load", none)
    monkeypatch.setattr(prov, "load_cases", none)
    found = run(["test", *arguments, "--regler", str(written(tmp_path, with_cases(raised)))])
    out, err = capsys.readouterr()
    plain = " ".join(out.split())
    assert (found, [line for line in said if line not in plain]) == (code, []), out
    assert bool(err) == (code == 2)


def test_a_fault_in_a_case_of_control_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prov, "load", lambda *_, **__: None)
    monkeypatch.setattr(prov, "load_cases", lambda *_: [])
    assert run(["test", "--regler", str(written(tmp_path, with_cases("ant")))]) == 4
    assert "kontroll/signaler/annen.saker.yaml:6:49: ukjent_navn: signalet «ant»" in capsys.readouterr().err
