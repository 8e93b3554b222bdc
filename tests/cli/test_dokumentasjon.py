"""`regler --dokumentasjon`: what must be shown for each post, as text and as data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reiseregel.cli import run

pytestmark = pytest.mark.usefixtures("own_rules_once")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Any:
    def called(*arguments: Any) -> Any:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return called


def test_text_says_for_each_post_what_from_whom_and_when_it_may_be_waived(call: Any) -> None:
    code, out, err = call("regler", "--dokumentasjon")

    lines = out.splitlines()
    assert (code, err) == (0, "")
    start = lines.index("  kvittering_for_bom_og_parkering: når bompenger eller parkering kreves dekket")
    assert [line for line in lines[:start] if not line.startswith(" ")][-1] == "Ferge, bompenger og parkering"
    assert lines[start + 1] == "    kvittering eller oversikt som viser dato og beløp"
    assert lines[start + 2].startswith("    fra den som fikk betalt (§\u00a022 første ledd, står i loven; praksis/")
    assert lines[start + 3] == "    gir svar på: dokumentasjon på utgiften"
    assert lines[start + 4] == "    kan ikke unnlates (§\u00a022 første ledd)"


def test_json_has_the_catalogue_in_three_languages(call: Any) -> None:
    code, out, _ = call("regler", "--dokumentasjon", "--format", "json")

    found = {item["id"]: item for item in json.loads(out)}
    assert code == 0
    kost = found["ingen_dokumentasjon_av_kost"]
    assert kost["poster"] == ["kost"]
    assert set(kost["dokument"]) == {"nb", "nn", "en"}
    assert kost["fritak"] == {
        "regel": "kreves_ikke",
        "fakta": [],
        "hjemmel": {"lov": "pasientreiseforskriften", "paragraf": "26", "ledd": 1},
    }
    assert found["oppmoetebekreftelse"]["merknad"]["nn"]


@pytest.mark.parametrize("paragraph", ["22", "§ 22", "par_22"])
def test_one_paragraph(call: Any, paragraph: str) -> None:
    _, out, _ = call("regler", paragraph, "--dokumentasjon", "--format", "json")

    found = json.loads(out)
    assert found
    for item in found:
        assert "22" in (item["hjemmel"]["paragraf"], item["fritak"]["hjemmel"]["paragraf"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["regler", "28", "--dokumentasjon"],
        ["regler", "SECRET", "--dokumentasjon"],
        ["regler", "--dokumentasjon", "--dekning"],
        ["regler", "--dokumentasjon", "--dato", "2026-05-04"],
        ["regler", "--format", "json"],
    ],
    ids=" ".join,
)
def test_wrong_usage(call: Any, arguments: list[str]) -> None:
    code, out, err = call(*arguments)

    assert (code, out) == (2, "")
    assert "--dokumentasjon" in err
    assert "SECRET" not in err
