"""The PDF opens, is the same file each time, and is PDF/A-2a and PDF/UA-1 by `page-validation`.

That program checks the rules of veraPDF without Java. It is shown here to refuse files that are neither.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import page as page_validation
import pikepdf
import pytest

from reiseregel.letter import Details, letter_pdf
from tests.letter.cases import ROOT, example, one_way_open, page, refused

DAY = 739_777  # 10 June 2026
LETTERS: dict[str, tuple[dict[str, Any], Any]] = {
    "innvilget": (example("01"), "nb"),
    "mangler_opplysninger": (one_way_open(), "nn"),
    "tilbakekreving": (example("10"), "nb"),
}
PROFILES = ("2a", "ua1")


@cache
def pdf(name: str) -> bytes:
    document, language = LETTERS[name]
    return letter_pdf(page(document, Details(dated=DAY, reference="SAK-1"), language), DAY)


def faults(content: bytes, profile: str) -> set[str]:
    report = page_validation.validate_pdf_bytes(content, profile=profile)
    assert report.rules.total > 100
    assert report.is_compliant is (not report.failures)
    return {failure.rule_id for failure in report.failures}


@pytest.mark.parametrize("name", LETTERS)
def test_opens_with_title_language_and_tags(name: str) -> None:
    document, language = LETTERS[name]
    letter = page(document, language=language)
    with pikepdf.open(BytesIO(pdf(name))) as found:
        title = next(block.text for block in letter.blocks if getattr(block, "level", 0) == 1)  # type: ignore[union-attr]
        assert len(found.pages) in (1, 2)
        assert str(found.Root.Lang).startswith(language)
        assert bool(found.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in found.Root
        assert bool(found.Root.ViewerPreferences.DisplayDocTitle)
        with found.open_metadata() as metadata:
            assert metadata["dc:title"] == title
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["xmp:CreateDate"].startswith("2026-06-10T00:00:00")
        fonts = {
            str(item.FontName)
            for item in found.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
        assert fonts
        assert all("Libertinus" in font for font in fonts)


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("profile", PROFILES)
def test_is_pdf_a_and_pdf_ua(name: str, profile: str) -> None:
    assert faults(pdf(name), profile) == set()


def test_the_same_bytes_in_another_process() -> None:
    """Nothing in a file hangs on the run: no clock, no hash seed, no font of the machine."""
    script = """
import hashlib
from tests.letter.test_pdf import LETTERS, pdf
print(*(hashlib.sha256(pdf(name)).hexdigest() for name in LETTERS))
"""
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=120, cwd=ROOT)
    assert other.stdout.decode().split() == [hashlib.sha256(pdf(name)).hexdigest() for name in LETTERS]


def test_a_letter_without_a_day_is_the_same_each_time() -> None:
    letter = page(refused())
    assert letter_pdf(letter) == letter_pdf(letter)
    assert letter_pdf(letter) != letter_pdf(letter, DAY)


def test_every_sign_is_in_the_font() -> None:
    """typst refuses PDF/A with a sign that no font has."""
    assert letter_pdf(page(example("01"), Details(reference="aæøåÆØÅ§−×–«»…\u00a0b")))
    with pytest.raises(Exception, match=r"glyph|font|character"):
        letter_pdf(page(example("01"), Details(reference="a漢b")))


# --- the checker does refuse ---


def without_output_font(found: pikepdf.Pdf) -> None:
    for item in found.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in item:
                    del item[key]


def without_tags(found: pikepdf.Pdf) -> None:
    del found.Root.StructTreeRoot


def without_metadata(found: pikepdf.Pdf) -> None:
    del found.Root.Metadata


def with_script(found: pikepdf.Pdf) -> None:
    found.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.beep()"))


def with_cmyk(found: pikepdf.Pdf) -> None:
    found.pages[0].contents_add(b"0 1 0 0 k 0 0 9 9 re f", prepend=False)


BROKEN: list[tuple[Callable[[pikepdf.Pdf], None], str]] = [
    (without_output_font, "PDFA2A-FONT-EMBEDDING-001"),
    (without_tags, "PDFA2A-STRUCT-TREE-ROOT-001"),
    (without_metadata, "PDFA2A-ID-SCHEMA-001"),
    (with_script, "PDFA2A-ACTION-TYPE-001"),
    (with_cmyk, "PDFA2A-DEVICE-CMYK-001"),
]


@pytest.mark.parametrize(("spoil", "fault"), BROKEN, ids=[spoil.__name__ for spoil, _ in BROKEN])
def test_the_checker_refuses_what_is_not_pdf_a(spoil: Callable[[pikepdf.Pdf], None], fault: str) -> None:
    found, spoilt, whole = pikepdf.open(BytesIO(pdf("innvilget"))), BytesIO(), BytesIO()
    found.save(whole)
    spoil(found)
    found.save(spoilt)
    assert faults(whole.getvalue(), "2a") == set(), "saving alone does no harm"
    assert fault in faults(spoilt.getvalue(), "2a")


def test_the_checker_refuses_a_plain_pdf() -> None:
    import typst

    plain = typst.compile(b"Hei", format="pdf", ignore_system_fonts=True)
    assert all(faults(plain, profile) for profile in PROFILES)
