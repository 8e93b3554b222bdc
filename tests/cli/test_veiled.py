"""`reiseregel veiled` as scripts and people run it: answers come line by line, and nothing typed is ever repeated."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.guide.cases import IDENTIFIER, ROOT, one_open, plain_claim

PLAIN = ROOT / "examples/01_egen_bil_100_km/krav.json"

pytestmark = pytest.mark.usefixtures("own_rules_once")


@pytest.fixture
def talk(call: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that runs the command with these lines typed."""

    def talked(lines: list[str], *arguments: Any) -> Any:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return call("veiled", *arguments)

    return talked


@pytest.fixture
def case(tmp_path: Path) -> Any:
    """A function that writes a document and gives its file."""

    def written(document: dict[str, Any]) -> Path:
        path = tmp_path / "sak.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    return written


def test_a_settled_case_asks_nothing(talk: Any) -> None:
    code, out, err = talk([], PLAIN)

    assert (code, err) == (0, "")
    assert out.startswith("\nSvaret er avgjort.")
    assert "Spørsmål" not in out
    assert "INNVILGET  298,00\u00a0kr" in out


def test_answer_dont_know_back_save_and_resume(talk: Any, case: Any, tmp_path: Path) -> None:
    saved = tmp_path / "svar.json"
    file = case(one_open("frikort", "egenandel_fritak"))

    lines = ["vet ikke", "tilbake", "ingen", "tilbake", "1", "hjelp", "lagre", "avslutt"]
    code, out, err = talk(lines, file, "--lagre", saved)

    assert (code, err) == (0, "")
    assert out.count("Spørsmål 1 · Reise 2: 4. mai 2026, hjem fra behandling, privat bil") == 3
    assert out.count("Spørsmål 2 ·") == 5  # after each answer and «vet ikke», after the help, and after saving
    assert "Beløp: mellom 298,00\u00a0kr og 469,00\u00a0kr (før: minst 149,00\u00a0kr)." in out
    assert "vet ikke: gå videre uten å svare" in out
    assert "Vi spør fordi svaret kan endre beløpet (§\u00a024" in out
    assert "Svarene er lagret." in out
    assert [item.get("verdi") for item in json.loads(saved.read_text(encoding="utf-8"))["svar"]] == ["ingen"]

    code, out, err = talk(["nei"], "--fortsett", saved)

    assert (code, err) == (0, "")
    assert "Spørsmål 1" not in out
    assert out.count("Spørsmål 2 ·") == 1
    assert "Utfallet er klart: innvilget. Beløp: 298,00\u00a0kr (før: mellom 298,00\u00a0kr og 469,00\u00a0kr)." in out
    assert "Svaret er avgjort." in out
    assert len(json.loads(saved.read_text(encoding="utf-8"))["svar"]) == 2


def test_what_is_passed_over_is_told_at_the_end_with_the_bounds(talk: Any, case: Any) -> None:
    code, out, _ = talk(["?"], case(one_open("frikort")))

    end = out[out.index("Det er ikke mer å spørre deg om") :]
    assert code == 0
    assert "Du svarte «vet ikke» på dette:" in end
    assert "mellom 298,00\u00a0kr og 469,00\u00a0kr" in end
    assert "[register]" in end


def test_the_end_of_the_input_saves_and_shows_where_it_stands(talk: Any, case: Any, tmp_path: Path) -> None:
    saved = tmp_path / "svar.json"

    code, out, _ = talk(["ingen"], case(one_open("frikort", "egenandel_fritak")), "--lagre", saved)

    assert code == 0
    assert "Svaret er ikke avgjort ennå." in out
    assert "MANGLER OPPLYSNINGER" in out
    assert len(json.loads(saved.read_text(encoding="utf-8"))["svar"]) == 1


def test_a_yes_to_a_list_is_followed_by_how_many(talk: Any, case: Any) -> None:
    _, out, _ = talk(["ja", "mange", "ja", "1"], case(one_open("tilbud")))

    assert out.count("Hvor mange er det?") == 2
    assert "Skriv et helt tall." in out
    assert "Spørsmål 2 · Transporttilbud" in out or "Spørsmål 2 · " in out


def test_nothing_typed_is_repeated(talk: Any, case: Any) -> None:
    lines = [IDENTIFIER, f"Kari {IDENTIFIER}", "x" * 5000, IDENTIFIER * 200, ""]
    code, out, err = talk(lines, case(one_open("frikort")))

    assert code == 0
    assert out.count("Svar ja eller nei.") >= 2 * len(lines)
    assert IDENTIFIER not in out + err
    assert "Kari" not in out + err
    assert "xxx" not in out + err


def test_a_claim_from_nothing(talk: Any) -> None:
    lines = ["2026-06-01", "pasient", "1", "1", "1", "1", "4. mai 2026", "hjem", "egen_bil", "vet ikke", *["nei"] * 5]

    code, out, err = talk(lines)

    assert (code, err) == (0, "")
    assert "Hvor mange turer gjelder kravet?" in out
    assert "Reise hjem 4. mai 2026" in out  # the post of the decision at the end
    assert out.count("Krever du tapt arbeidsinntekt?") == 1


def test_what_every_claim_must_say_cannot_be_passed_over(talk: Any) -> None:
    code, out, _ = talk(["vet ikke", "tilbake", "lagre"])

    assert code == 0
    assert "Dette må være med." in out
    assert "Dette er det første spørsmålet." in out
    assert "Start med --lagre" in out
    assert "så det er ikke noe svar ennå" in out


@pytest.mark.parametrize(("language", "words"), [("nn", "Spørsmål som enno"), ("en", "The outcome is clear: granted.")])
def test_in_other_languages(talk: Any, case: Any, language: str, words: str) -> None:
    back, unknown = {"nn": ("attende", "veit ikkje"), "en": ("back", "don't know")}[language]

    _, out, _ = talk([unknown, back, "avslutt"], case(one_open("egenandel_fritak")), "--spraak", language)

    assert words in out
    assert "Spørsmål som ennå" not in out


def test_the_plan_as_json(talk: Any, case: Any) -> None:
    code, out, _ = talk([], case(one_open("frikort")), "--format", "json")
    _, settled, _ = talk([], PLAIN, "--format", "json")
    _, others, _ = talk([], case(one_open("frikort")), "--format", "json", "--spoer", "pasient")

    assert code == 0
    assert [item["faktum"] for item in json.loads(out)["spoersmaal"]] == ["reise.frikort"]
    assert json.loads(settled)["spoersmaal"] == []
    assert (json.loads(others)["spoersmaal"], json.loads(others)["gjenstaar"][0]["eier"]) == ([], "register")


def test_faults_end_it_before_it_begins(talk: Any, case: Any, tmp_path: Path) -> None:
    broken = tmp_path / "lagret.json"
    broken.write_text(json.dumps({"type": "lagret_veiledning", "versjon": 1, IDENTIFIER: 1}), encoding="utf-8")

    assert talk([], case({**plain_claim(), "fremsatt": IDENTIFIER}))[0] == 1
    code, out, err = talk([], "--fortsett", broken)
    assert (code, out) == (1, "")
    assert "Den lagrede veiledningen har ikke rett form her." in err
    assert IDENTIFIER not in err
    assert talk([], PLAIN, "--fortsett", broken)[0] == 2
    assert talk([], PLAIN, "--spoer", "saksbehandler")[0] == 2


def test_a_file_that_cannot_be_written_is_told_of(talk: Any, case: Any, tmp_path: Path) -> None:
    nowhere = tmp_path / "finnes_ikke" / "svar.json"

    code, _, err = talk(["nei"], case(one_open("frikort")), "--lagre", nowhere)

    assert code == 2
    assert "Filen kan ikke skrives." in err
    assert "finnes_ikke" not in err


def test_piped_from_outside(case: Any) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "veiled", str(case(one_open("frikort")))]

    done = subprocess.run(command, input="nei\n", capture_output=True, text=True, check=True, encoding="utf-8")

    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "> " not in done.stdout
    assert "Svaret er avgjort." in done.stdout


class _Interrupted:
    """Somebody who types one line and then Ctrl-C."""

    def __init__(self, line: str) -> None:
        self.lines = [line]

    def isatty(self) -> bool:
        return False

    def readline(self, _: int) -> str:
        if not self.lines:
            raise KeyboardInterrupt
        return self.lines.pop()


def test_interrupted_it_keeps_what_was_answered(
    call: Any, case: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "svar.json"
    monkeypatch.setattr(sys, "stdin", _Interrupted("vet ikke\n"))

    code, out, _ = call("veiled", case(one_open("frikort", "egenandel_fritak")), "--lagre", saved)

    assert code == 130
    assert "MANGLER OPPLYSNINGER" not in out
    assert json.loads(saved.read_text(encoding="utf-8"))["svar"]
