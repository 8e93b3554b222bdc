"""`reiseregel brev`: the three forms, where they are written, and what is said of options that cannot be used."""

from __future__ import annotations

import builtins
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.letter.cases import GOOD_FAITH, demand, example, refused
from tests.test_privacy import leaks, planted

pytestmark = pytest.mark.usefixtures("own_rules_once")
DRAFT = "Brevet er et utkast. Når en saksbehandler har godkjent det: --godkjent-av REFERANSE.\n"


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """A function that writes a document to a file, with an envelope when a case reference is given."""

    def write(document: dict[str, Any], reference: str = "") -> Path:
        path = tmp_path / "sak.json"
        envelope = {"konvolutt": {"saksreferanse": reference}} if reference else {}
        path.write_text(json.dumps({**document, **envelope}), encoding="utf-8")
        return path

    return write


def test_text_with_the_reference_of_the_case_and_both_days(call: Any, written: Any) -> None:
    code, out, err = call("brev", written(example("01"), "SAK-9"), "--dato", "2026-06-10", "--mottatt", "2026-06-12")
    assert (code, err) == (0, "")
    assert out.startswith("10. juni 2026 · Vår referanse: SAK-9\n\nKravet ditt om reisestønad er innvilget\n===")
    assert "Siste dag for å klage er 10. juli 2026" in out
    assert all(len(line) <= 100 for line in out.splitlines())


def test_html_to_standard_output(call: Any, written: Any) -> None:
    code, out, err = call("brev", written(example("01")), "--format", "html", "--spraak", "nn")
    assert (code, err) == (0, "")
    assert out.startswith('<!doctype html>\n<html lang="nn">')


def test_pdf_to_a_file_the_same_each_time(call: Any, written: Any, tmp_path: Path) -> None:
    found = []
    for name in ("en.pdf", "to.pdf"):
        code, out, err = call("brev", written(example("01")), "--format", "pdf", "--ut", tmp_path / name)
        assert (code, out, err) == (0, "", "")
        found.append((tmp_path / name).read_bytes())
    assert found[0] == found[1]
    with pikepdf.open(BytesIO(found[0])) as opened:
        assert str(opened.Root.Lang).startswith("nb")


@pytest.mark.parametrize(
    ("name", "begins"), [("brev.pdf", b"%PDF-"), ("brev.HTML", b"<!doctype html>"), ("brev.txt", b"Kravet ditt")]
)
def test_the_name_of_the_file_tells_the_form(call: Any, written: Any, tmp_path: Path, name: str, begins: bytes) -> None:
    assert call("brev", written(example("01")), "--ut", tmp_path / name) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_pdf_without_the_extra_says_what_to_install(
    call: Any, written: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_typst(name: str, *rest: Any) -> Any:
        if name == "typst":
            raise ImportError
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_typst)
    target = tmp_path / "brev.pdf"
    code, _, err = call("brev", written(example("01")), "--format", "pdf", "-o", target)
    assert code == 2
    assert err == "PDF trenger et tillegg som ikke er installert: pip install 'reiseregel[brev]'\n"
    assert not target.exists()
    assert call("brev", written(example("01")), "--format", "html")[0] == 0, "HTML needs nothing"


def test_a_draft_is_told_and_can_be_refused(call: Any, written: Any) -> None:
    case = written(refused())
    code, out, err = call("brev", case)
    assert (code, err) == (0, DRAFT)
    assert out.startswith("UTKAST. ")
    assert call("brev", case, "--krev-ferdig")[0] == 3
    code, out, err = call("brev", case, "--krev-ferdig", "--godkjent-av", "SB-4")
    assert (code, err) == (0, "")
    assert "UTKAST" not in out
    assert "Godkjent: SB-4" in out


def test_judgement_on_the_command_line_closes_the_case(call: Any, written: Any) -> None:
    facts = {name: value for name, value in GOOD_FAITH.items() if name != "del_av_beloepet_oere"}
    case = written(demand(**facts))
    assert "Vi vurderer om du må betale tilbake" in call("brev", case)[1]
    given = ("--vurdering", "tilbakekreving.del_av_beloepet_oere=0 kr", "--begrunnelse", "Alt er brukt.")
    code, out, _ = call("brev", case, *given)
    assert code == 0
    assert "Vedtak: Du skal ikke betale tilbake reisestønad" in out
    assert "Alt er brukt" not in out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--mottatt", "2026-06-09", "--dato", "2026-06-10"), "før datoen det har"),
        (("--mottatt", "12.06.2026"), "Verdien til --mottatt må være en dag som finnes"),
        (("--mottatt", "9999-12-31"), "Verdien til --mottatt må være en dag som finnes"),
        (("--dato", "1899-12-31"), "Verdien til --dato må være en dag som finnes"),
        (("--spraak", "en"), "Verdien til --spraak er ikke en av de tillatte."),
        (("--godkjent-av", "01017012345"), "ikke peker på en person"),
        (("--godkjent-av", "Kari Nordmann"), "ikke peker på en person"),
        (("--ut", "/finnes/ikke/brev.txt"), "kan ikke skrives"),
    ],
)
def test_options_that_cannot_be_used(call: Any, written: Any, options: tuple[str, ...], told: str) -> None:
    code, out, err = call("brev", written(example("01")), *options)
    assert (code, out) == (2, "")
    assert told in err
    assert not any(option in err for option in options if len(option) > 3 and not option.startswith("--"))


def test_never_over_the_case_itself(call: Any, written: Any) -> None:
    case = written(example("01"))
    before = case.read_bytes()
    code, _, err = call("brev", case, "--ut", case)
    assert (code, err) == (2, "--ut er filen med saken. Velg et annet navn.\n")
    assert case.read_bytes() == before


def test_a_national_id_anywhere_in_the_document_is_in_no_letter(call: Any, written: Any) -> None:
    """It is refused everywhere but in the envelope, and masked there."""
    letters = 0
    for document in planted():
        code, out, err = call("brev", written(document), "--godkjent-av", "SB-4")
        assert not leaks(out)
        assert not leaks(err)
        letters += code == 0
    assert letters > 0


def test_a_case_with_faults_gives_no_letter(call: Any, written: Any) -> None:
    code, out, err = call("brev", written(example("01", spraak="nn", ukjent=1)))
    assert (code, out) == (1, "")
    assert err.startswith("Dokumentet har feil:")


def test_an_english_claim_gets_a_letter_in_bokmaal(call: Any, written: Any) -> None:
    assert "Kravet ditt om reisestønad er innvilget" in call("brev", written(example("01", spraak="en")))[1]
