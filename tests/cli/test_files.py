"""Files the command line writes: all or nothing, under names that cannot be files too; and output that has no room."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from reiseregel.cli.files import in_use, same_file, write_whole
from reiseregel.cli.output import say_json

ROOT = Path(__file__).resolve().parents[2]
PLAIN = ROOT / "examples/01_egen_bil_100_km/krav.json"
JUDGED = ROOT / "examples/12_skjoenn_gjenstaar/krav.json"
TOO_LONG = "a" * 5000
ASSESSED = ("--vurdering", "rutetransport_kan_benyttes=nei", "--begrunnelse")

pytestmark = pytest.mark.usefixtures("own_rules_once")


def ring(folder: Path) -> Path:
    """A link that leads to itself."""
    link = folder / "ring"
    link.symlink_to(link)
    return link


def test_what_stood_there_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file, link = tmp_path / "brev.txt", tmp_path / "lenke"
    file.write_text("gammelt og langt")
    file.chmod(0o640)
    link.symlink_to(file)
    write_whole(link, b"nytt")
    assert (file.read_bytes(), file.stat().st_mode & 0o777, link.is_symlink()) == (b"nytt", 0o640, True)
    assert sorted(tmp_path.iterdir()) == [file, link]


def test_what_stood_there_stands_when_the_new_cannot_be_written(tmp_path: Path, monkeypatch: Any) -> None:
    file = tmp_path / "brev.txt"
    file.write_text("gammelt")

    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as opened:
            opened.write(content[:1])
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match=r"Errno"):
        write_whole(file, b"nytt")
    assert file.read_text() == "gammelt"
    assert list(tmp_path.iterdir()) == [file]


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    for name in (tmp_path / TOO_LONG, ring(tmp_path)):
        assert not in_use(name)
        assert not same_file(name, PLAIN)
        with pytest.raises(OSError, match="Errno"):
            write_whole(name, b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ("forklar", PLAIN, "--regler", TOO_LONG),
        ("forklar", JUDGED, *ASSESSED, "x", "--lagre", TOO_LONG),
        ("brev", PLAIN, "-o", TOO_LONG),
        ("veiled", PLAIN, "--fortsett", TOO_LONG),
    ],
)
def test_a_name_too_long_is_wrong_usage(call: Any, arguments: tuple[Any, ...]) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert "Noe gikk galt" not in err
    assert TOO_LONG not in err


def test_a_letter_to_links_in_a_ring_and_to_standard_output(call: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = call("brev", PLAIN, "-o", ring(tmp_path))
    assert (code, err) == (2, "Brevet kan ikke skrives til filen. Se at mappen finnes, og at du har tilgang.\n")
    assert call("brev", PLAIN, "-o", "-") == call("brev", PLAIN)
    assert not (tmp_path / "-").exists()


def test_a_letter_is_not_written_over_the_reason_or_the_case(call: Any, tmp_path: Path) -> None:
    reason, saved, hard = tmp_path / "hvorfor.txt", tmp_path / "sak.json", tmp_path / "samme.json"
    reason.write_text("Fire kilometer til holdeplassen.")
    saved.write_bytes(JUDGED.read_bytes())
    hard.hardlink_to(saved)
    same = "--ut er den samme filen som --lagre eller --begrunnelse. Velg et annet navn.\n"
    assert call("brev", JUDGED, *ASSESSED, f"@{reason}", "-o", reason) == (2, "", same)
    new = tmp_path / "ny.json"
    assert call("brev", JUDGED, *ASSESSED, "x", "--lagre", new, "-o", new) == (2, "", same)
    assert call("brev", saved, "-o", hard) == (2, "", "--ut er filen med saken. Velg et annet navn.\n")
    assert reason.read_text() == "Fire kilometer til holdeplassen."
    assert saved.read_bytes() == JUDGED.read_bytes()
    assert not new.exists()


def test_a_guide_is_saved_only_to_a_new_file_or_the_one_gone_on_with(call: Any, tmp_path: Path) -> None:
    case = tmp_path / "sak.json"
    case.write_bytes(PLAIN.read_bytes())
    for arguments in ((case, "--lagre", case), ("--lagre", case), ("--lagre", "-"), ("--lagre", tmp_path)):
        code, out, err = call("veiled", *arguments)
        assert (code, out) == (2, "")
        assert err == "--lagre skriver bare til en ny fil, eller til den du fortsetter fra. Velg et annet navn.\n"
    assert case.read_bytes() == PLAIN.read_bytes()
    code, _, err = call("veiled", "--fortsett", case, "--lagre", case)
    assert (code, "veiledning.fil" in err) == (1, True)


def test_a_reason_too_large_and_a_place_too_far(call: Any, tmp_path: Path) -> None:
    large = tmp_path / "stor.txt"
    large.write_bytes(b"a" * (5 * 1024 * 1024 + 1))
    code, _, err = call("forklar", JUDGED, *ASSESSED, f"@{large}")
    assert (code, err) == (2, "Filen med begrunnelsen er for stor. Bruk en fil på under 5 MiB.\n")
    far = f"/turer/{'9' * 5000}/x=ja"
    code, _, err = call("forklar", JUDGED, "--vurdering", far, "--begrunnelse", "x")
    assert (code, "vurdering.ukjent_faktum" in err) == (1, True)


def test_an_impossible_day_is_told_how_to_write(call: Any) -> None:
    for command in (("brev", PLAIN, "--dato"), ("sammenlign", PLAIN, "--flyttet-til")):
        code, _, err = call(*command, "2026-02-30")
        assert (code, "må være en dag som finnes" in err, "02-30" in err) == (2, True, False)


def test_a_mark_that_ends_in_a_line_break_is_no_mark(call: Any) -> None:
    code, _, err = call("brev", PLAIN, "--godkjent-av", "SB-1\n")
    assert (code, err[:14]) == (2, "--godkjent-av ")


def test_no_room_for_the_answer(call: Any, monkeypatch: Any) -> None:
    def full(*_arguments: Any, **_options: Any) -> None:
        raise OSError(errno.ENOSPC, "")

    real = click.echo
    monkeypatch.setattr(click, "echo", lambda text, **how: real(text, **how) if how.get("err") else full())
    code, _, err = call("forklar", PLAIN)
    assert (code, err) == (2, "Svaret kan ikke skrives. Se at det er plass der det skal stå.\n")


def test_json_when_standard_output_was_closed(monkeypatch: Any) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    say_json({"a": 1})
