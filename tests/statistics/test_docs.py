"""The page and the contracts say what the measures and the program say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator

from reiseregel.cli.statistikk import statistikk
from reiseregel.resources import schemas_folder
from reiseregel.statistics.measures import Measure, load_measures
from reiseregel.statistics.register import COLUMNS
from tests.accepted import accepted
from tests.statistics.portfolio import cases, register, write_register

PAGE = Path(__file__).parents[2] / "docs/statistikk.md"
MEASURES = load_measures()
LEVEL = {True: "hvert helseforetak", False: "alle samlet"}


def row(measure: Measure) -> str:
    kinds = f"; bare {', '.join(measure.kinds)}" if measure.kinds else ""
    return (
        f"| `{measure.id}` | {measure.label.nb} | {measure.kind}, {LEVEL[measure.by_trust]}{kinds} | "
        f"{measure.definition.nb} | {measure.source.nb} |"
    )


def test_the_page_defines_every_measure() -> None:
    """With REISEREGEL_GODTA=1 the table is written anew."""
    head = ["| mål | navn | slag | hva som telles | kilde |", "|---|---|---|---|---|"]
    table = "\n".join([*head, *(row(measure) for measure in MEASURES.all)])
    page = PAGE.read_text(encoding="utf-8")
    wanted = re.sub(
        r"(?<=<!-- maal: begin -->\n).*(?=<!-- maal: end -->)", lambda _: f"{table}\n", page, flags=re.DOTALL
    )
    assert accepted(PAGE, wanted) == wanted


def test_the_page_names_every_option_and_column() -> None:
    page = PAGE.read_text(encoding="utf-8")
    options = {name for item in statistikk.params if isinstance(item, click.Option) for name in item.opts}
    for name in options - {"-o", "--ut", "--regler", "--hjelp", "-h", "--help"}:
        assert name in page, name
    for name in COLUMNS:
        assert f"`{name}`" in page, name
    assert [link for link in re.findall(r"\]\(([^)#]+)\)", page) if not (PAGE.parent / link).exists()] == []


@pytest.mark.parametrize("missing", [(), ("sak",), ("kjoering",)])
def test_the_contract_of_the_register_takes_what_is_read(tmp_path: Path, missing: tuple[str, ...]) -> None:
    written = contract("statistikkregister")
    assert set(written["properties"]) == COLUMNS
    for name in ("kanal", "grunnlag"):
        assert written["properties"][name]["enum"] == list(MEASURES.codes[name])
    schema = Draft202012Validator(written)
    path = write_register(tmp_path / "r.jsonl", register(1, cases(1, 40), "svar"))
    for line in path.read_text(encoding="utf-8").splitlines():
        item = {key: value for key, value in json.loads(line).items() if key not in missing}
        assert list(schema.iter_errors(item)) == []
    for bad in ({}, {"id": "a", "sak": 1}, {"kjoering": "a", "kanal": "epost"}, {"sak": -1}, {"id": "a", "navn": "x"}):
        assert list(schema.iter_errors(bad))


def contract(name: str) -> Any:
    return json.loads((schemas_folder() / "v1" / f"{name}.schema.json").read_text(encoding="utf-8"))
