"""`reiseregel veiled TYPE`: any type of document built up from nothing, the practitioner's guide above all."""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest

from reiseregel.cli import veiled
from tests.guide.cases import IDENTIFIER, own_book

pytestmark = pytest.mark.usefixtures("own_rules_once")
#: A day on which attests may be in use: what the clock says here.
TODAY = "2026-05-04"


class _Clock(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> _Clock:
        return cls(2026, 5, 4, 12, 30, tzinfo=tz)


@pytest.fixture
def talk(call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """A function that runs the command in an empty folder on a fixed day, with these lines typed."""
    monkeypatch.setattr(sys.modules[veiled.__name__], "datetime", _Clock)
    monkeypatch.chdir(tmp_path)

    def talked(lines: list[str], *arguments: Any) -> Any:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return call("veiled", *arguments)

    return talked


def test_the_guide_asks_from_nothing_and_ends_with_leaf_source_and_next_step(talk: Any) -> None:
    code, out, err = talk(["i dag", "innlandet", "ikke_alene", "ingen_helsegrunn", "5"], "rekvirent")

    end = out[out.index("Svaret er avgjort.") :]
    assert (code, err) == (0, "")
    assert out.index("Hvilken dato skal pasienten reise?") < out.index("hvilket helseforetak")
    assert out.index("hvilket helseforetak") < out.index("på egen hånd?") < out.index("Hvilken helsegrunn")
    assert "Er det i dag, kan du skrive «i dag»." in out
    assert "RÅD FUNNET" in end
    assert "Rus alene er ikke en helsegrunn (§ 16 andre ledd)." in end
    assert "[rekvirenten, telefon 05515] Bestill ikke reisen" in end
    assert "Datert 21. desember 2023." in end
    assert "kr" not in end.replace("krever", "")
    assert "Pasienten ringer 05515" not in end


@pytest.mark.parametrize("written", ["i dag", "I  DAG", "idag", "today", TODAY, "4. mai 2026"])
def test_today_is_the_day_of_the_clock(talk: Any, written: str, tmp_path: Path) -> None:
    saved = tmp_path / "svar.json"

    talk([written], "rekvirent", "--lagre", saved)

    assert json.loads(saved.read_text(encoding="utf-8"))["svar"] == [{"sted": "/dato", "verdi": TODAY}]


def test_today_is_no_answer_to_anything_else(talk: Any) -> None:
    _, out, _ = talk([TODAY, "i dag"], "rekvirent")

    assert out.count("I området til hvilket helseforetak") == 2


def test_an_empty_name_is_a_file_that_cannot_be_read(talk: Any) -> None:
    code, out, err = talk([TODAY], "")

    assert (code, out) == (2, "")
    assert err.startswith("Filen kan ikke leses.")


def test_before_the_pilot_the_guide_asks_nothing_of_attests(talk: Any) -> None:
    _, out, _ = talk(["2024-02-18", "innlandet", "3", "1"], "rekvirent")

    assert "reiseattest" not in out[out.index("Spørsmål 3") : out.index("Spørsmål 4")].replace("Reiseattest", "")
    assert "Er reiseattest tatt i bruk" not in out
    assert "Behandleren bestiller reisen i NISSY eller journalen" in out
    assert "Datert 21. desember 2023." in out


def test_saved_gone_back_in_and_continued(talk: Any, tmp_path: Path) -> None:
    saved = tmp_path / "svar.json"
    talk(["i dag", "innlandet", "3", "tilbake", "2", "ja", "lagre", "avslutt"], "rekvirent", "--lagre", saved)
    assert json.loads(saved.read_text(encoding="utf-8"))["dokument"]["type"] == "rekvirentveileder"

    code, out, err = talk(["1", "2", "1"], "--fortsett", saved)

    assert (code, err) == (0, "")
    assert "Hvilken dato" not in out
    assert "Reiseattest for bil" in out[out.index("Svaret er avgjort.") :]
    assert "Bekreft skriftlig" not in out
    assert "Datert 2024-02." in out


def test_doubt_is_told_with_the_questions_and_ends_in_no_leaf(talk: Any) -> None:
    code, out, _ = talk([TODAY, "innlandet", "3", *["vet ikke"] * 8], "rekvirent")

    end = out[out.index("Det er ikke mer å spørre deg om") :]
    assert code == 0
    assert "Du svarte «vet ikke» på dette:" in end
    assert "MANGLER OPPLYSNINGER" in end
    assert "dette passer" not in end


def test_what_must_be_said_cannot_be_passed_over(talk: Any) -> None:
    _, out, _ = talk(["vet ikke", IDENTIFIER], "rekvirent")

    assert "Dette må være med." in out
    assert "Det er ikke sagt alt som trengs" in out
    assert IDENTIFIER not in out


@pytest.mark.parametrize(
    "word",
    ["rekvirent", "attest", "rekvisisjon", "bestilling", "utskrivning", "klage", "avvik", "krav", "tilbakekreving"],
)
def test_every_type_is_begun_by_its_word(talk: Any, word: str) -> None:
    code, out, err = talk([], word, "--format", "json")

    plan = json.loads(out)
    assert (code, err) == (0, "")
    assert plan["gjelder"] == {"rekvirent": "rekvirentveileder"}.get(word, word)
    assert plan["svar"] is None
    assert plan["spoersmaal"][0]["innhold"]


def test_a_word_that_is_no_type_is_a_file_that_is_not_there(talk: Any) -> None:
    code, out, err = talk([], IDENTIFIER)

    assert (code, out) == (2, "")
    assert "Filen kan ikke leses." in err
    assert IDENTIFIER not in err


def test_a_file_with_the_name_of_a_type_goes_first(talk: Any, tmp_path: Path) -> None:
    document = {"type": "rekvirentveileder", "versjon": 1, "dato": TODAY, "helseforetak": "oslo"}
    (tmp_path / "krav").write_text(json.dumps({**document, "reisemaate": "med_rutetransport"}), encoding="utf-8")

    code, out, _ = talk([], "krav")

    assert code == 0
    assert out.startswith("\nSvaret er avgjort.")
    assert "Pasienten reiser på egen hånd" in out


def test_a_type_and_a_saved_session_are_not_both_used(talk: Any, tmp_path: Path) -> None:
    code, _, err = talk([], "rekvirent", "--fortsett", tmp_path / "svar.json")

    assert code == 2
    assert "TYPE" in err


@pytest.mark.parametrize(
    ("language", "clear"),
    [
        ("nn", "Svaret er klart: Pasienten reiser på eiga hand"),
        ("en", "The answer is clear: The patient travels alone"),
    ],
)
def test_in_other_languages(talk: Any, language: str, clear: str) -> None:
    _, out, _ = talk(["today", "oslo", "1"], "rekvirent", "--spraak", language)

    assert clear in out
    assert "på egen hånd" not in out


def test_the_help_names_every_type(talk: Any) -> None:
    _, out, _ = talk([], "--hjelp")

    for kind in own_book().vocabulary.roots:
        assert kind.removesuffix("veileder") in out
