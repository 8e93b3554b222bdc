"""`reiseregel forklar`: three readers, every form, and the answer as a program wants it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reiseregel.rulebook.shape import validator

ROOT = Path(__file__).resolve().parents[2]
PLAIN = ROOT / "examples/01_egen_bil_100_km/krav.json"
TOO_SHORT = ROOT / "examples/02_for_kort_ut/krav.json"
LIMIT = "9,999\u00a0km. Det må være minst 10\u00a0km (§\u00a08 første ledd)."
JOURNEY = "/turer/0/reisende/0/reiser/0#"

pytestmark = pytest.mark.usefixtures("own_rules_once")


def test_the_caseworker_is_told_paragraph_value_and_owner(call: Any) -> None:
    code, out, err = call("forklar", PLAIN)

    assert (code, err) == (0, "")
    assert out == call("forklar", PLAIN, "--for", "saksbehandler")[1]
    assert "§\u00a08 første ledd" in out
    assert "100\u00a0km [register] (§\u00a020 første ledd)" in out
    assert (
        "100\u00a0km × 3,20\u00a0kr per km (sats fra 1. januar 2026) = 320,00\u00a0kr (§\u00a021 første ledd)." in out
    )


def test_the_patient_is_told_in_few_words(call: Any) -> None:
    _, out, _ = call("forklar", PLAIN, "--for", "pasient")

    assert "Du får 298,00\u00a0kr." in out
    assert len(out.splitlines()) < 15
    assert "[" not in out


def test_the_jurist_is_told_the_rule_and_its_period(call: Any) -> None:
    _, out, _ = call("forklar", PLAIN, "--for", "jurist")

    assert "[par_08.kort_reise; hovedregelen; gjelder fra 3. mars 2025]" in out
    assert "Loven slik den lød 4. mai 2026: post 1 og 2." in out


@pytest.mark.parametrize("reader", ["pasient", "saksbehandler"])
def test_a_refusal_opens_with_what_decided(call: Any, reader: str) -> None:
    lines = call("forklar", TOO_SHORT, "--for", reader)[1].splitlines()

    post = next(number for number, line in enumerate(lines) if "Reise ut 4. mai 2026" in line)
    assert LIMIT.partition(" (")[0] in "\n".join(lines[post + 1 : post + 5])


def test_everything_is_shown_when_asked_for(call: Any) -> None:
    short, whole = (call("forklar", PLAIN, *more)[1] for more in ([], ["--alt"]))

    assert "Ambulansebåt rekvirert av lege" not in short
    assert "Ambulansebåt rekvirert av lege: ukjent" in whole
    assert len(whole.splitlines()) > 2 * len(short.splitlines())


@pytest.mark.parametrize(
    ("form", "begins"),
    [("markdown", "# Delvis innvilget"), ("html", '<section lang="nb">\n<h1>Delvis innvilget')],
)
def test_a_form_for_pages(call: Any, form: str, begins: str) -> None:
    code, out, _ = call("forklar", TOO_SHORT, "--format", form)

    assert code == 0
    assert out.startswith(begins)
    assert "https://lovdata.no/forskrift/2015-06-25-793/§8" in out


def test_json_is_the_page(call: Any) -> None:
    page = json.loads(call("forklar", TOO_SHORT, "--format", "json", "--for", "pasient", "--spraak", "nn")[1])

    assert page["spraak"] == "nn"
    assert page["blokker"][0] == {"slag": "overskrift", "nivaa": 1, "tekst": "Svar på kravet"}


def test_spor_is_the_trace(call: Any) -> None:
    trace = json.loads(call("forklar", PLAIN, "--format", "spor")[1])

    assert trace["noder"][f"{JOURNEY}par_08.kort_reise"]["verdi"] is False
    validator("spor").validate(trace)


def test_subsumsjon_is_a_record_a_line(call: Any) -> None:
    lines = call("forklar", PLAIN, "--format", "subsumsjon")[1].splitlines()

    assert len(lines) > 10
    for line in lines:
        validator("subsumsjon").validate(json.loads(line))


@pytest.mark.parametrize("form", ["json", "spor", "subsumsjon"])
def test_faults_are_json_for_programs(call: Any, tmp_path: Path, form: str) -> None:
    broken = tmp_path / "krav.json"
    broken.write_text("{}", encoding="utf-8")

    code, out, err = call("forklar", broken, "--format", form)

    assert (code, err) == (1, "")
    assert json.loads(out)["feil"]


def test_an_unknown_reader_is_wrong_usage(call: Any) -> None:
    code, out, err = call("forklar", PLAIN, "--for", "SECRET")

    assert (code, out) == (2, "")
    assert "SECRET" not in err
