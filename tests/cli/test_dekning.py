"""`regler --dekning`: every part of the law with its place, and the shares; `sjekk` tells of a part without a place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MAP = "dekning/pasientreiseforskriften.yaml"

pytestmark = pytest.mark.usefixtures("own_rules_once")


def test_every_part_of_both_texts_has_a_line_and_the_shares_come_last(call: Any) -> None:
    code, out, err = call("regler", "--dekning")

    lines = out.splitlines()
    older = lines.index("Teksten fra 1. oktober 2016 til 2. mars 2025")
    assert (code, err, lines[0]) == (0, "", "Teksten fra 3. mars 2025")
    for begin, end, placed in (
        (0, older, "Plassert: 82 av 82 ledd i teksten per 2. juli 2026."),
        (older, None, "Plassert: 67 av 67 ledd i teksten per 2. mars 2025."),
    ):
        assert lines[begin:end][-2] == placed
        assert lines[begin:end][-1].startswith(f"Av {80 if begin == 0 else 65} ledd som avgjør noe: ")
    parts = lines[1 : older - 2]
    assert "§\u00a08 andre ledd: kodet (par_08.oeyeblikkelig_hjelp, par_08.helseattest)" in parts
    assert any(line.startswith("§\u00a028 første ledd: utenfor. ") for line in parts)


@pytest.mark.parametrize(("day", "total"), [("2025-03-02", 67), ("2026-07-02", 82)])
def test_a_day_picks_its_text(call: Any, day: str, total: int) -> None:
    code, out, _ = call("regler", "--dekning", "--dato", day)

    assert (code, "Teksten fra" in out) == (0, False)
    assert f"Plassert: {total} av {total} ledd i teksten per " in out


def test_what_was_not_read_is_told_with_what_guidance_shows(call: Any) -> None:
    text = call("regler", "6", "--dekning", "--dato", "2020-01-01")[1]
    (law,) = json.loads(call("regler", "6", "--dekning", "--dato", "2020-01-01", "--format", "json")[1])
    (part,) = law["plasseringer"]

    assert "Lovteksten er ikke lest. Veiledningen: " in text
    assert (part["tekst_lest"], part["veiledning"]) == (False, text.strip().partition("Veiledningen: ")[2])
    assert (law["fra"], law["til"]) == ("2016-10-01", "2025-03-02")


def test_what_was_read_from_a_day_on_is_told_until_then(call: Any) -> None:
    before, after = (call("regler", "24", "--dekning", "--dato", day)[1] for day in ("2017-08-24", "2017-08-25"))

    assert ("ikke lest" in before, "ikke lest" in after) == (True, False)


@pytest.mark.parametrize("began", [0, 1])
def test_as_json_the_counts_agree(call: Any, began: int) -> None:
    code, out, _ = call("regler", "--dekning", "--format", "json")

    law = json.loads(out)[began]
    shares = law["andeler"]
    three = [shares[name] for name in ("kodet", "skjoenn", "prosedyre_eller_utenfor")]
    assert code == 0
    assert shares["plassert"] == shares["ledd"] == (82, 67)[began]
    assert sum(share["ledd"] for share in three) == shares["avgjoer"]
    assert sum(share["prosent"] for share in three) == 100
    assert all(
        bool(part["regler"]) if part["plass"] == "kodet" else bool(part["grunn"]) for part in law["plasseringer"]
    )
    assert all(part["fakta"] for part in law["plasseringer"] if part["plass"] == "skjoenn")


@pytest.mark.parametrize("typed", ["17", "§ 17", "par_17"])
def test_one_paragraph_as_numbered_on_a_day(call: Any, typed: str) -> None:
    before, after = (call("regler", typed, "--dekning", "--dato", day)[1] for day in ("2025-05-31", "2025-06-01"))

    assert len(after.splitlines()) == len(before.splitlines()) + 1
    assert "§\u00a017 femte ledd" in before
    assert "§\u00a017 sjette ledd" not in before
    assert "§\u00a017 sjette ledd" in after


@pytest.mark.parametrize("arguments", [["--dekning", "SECRET"], ["--format", "json"], ["--dekning", "99"]])
def test_wrong_usage_is_2_and_repeats_nothing(call: Any, arguments: list[str]) -> None:
    code, out, err = call("regler", *arguments)

    assert (code, out) == (2, "")
    assert err
    assert "SECRET" not in err


def test_a_part_without_a_place_is_a_fault_in_the_rules(call: Any, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    lines = (rules / MAP).read_text(encoding="utf-8").splitlines(keepends=True)
    at = lines.index('  "10":\n')
    end = lines.index('  "11":\n')
    (rules / MAP).write_text("".join([*lines[:at], *lines[end:]]), encoding="utf-8")

    for command in (["sjekk"], ["regler", "--dekning"]):
        code, out, err = call(*command, "--regler", rules)
        assert (code, out) == (4, "")
        assert f"{MAP}:5:1: ledd_uten_plass: § 10 ledd 1 har ikke fått noen plass" in err


def test_the_cases_are_counted_by_paragraph(call: Any) -> None:
    """Beside a rule file: its paragraph, also from a second file. On its own: what it expects to be decided by."""
    lines = {name: call("test", name)[1].splitlines() for name in ("par_24", "par_24_organisert", "offentlige_1")}

    assert [line.partition("  ")[0] for line in lines["par_24"]] == ["§\u00a024", "i alt"]
    assert [line.partition("  ")[0] for line in lines["par_24_organisert"]] == ["§\u00a024", "i alt"]
    paragraphs = [line.partition("  ")[0] for line in lines["offentlige_1"][:-1]]
    assert {"§\u00a07", "§\u00a08", "§\u00a020"} <= set(paragraphs)
    assert paragraphs.index("§\u00a08") < paragraphs.index("§\u00a020")
