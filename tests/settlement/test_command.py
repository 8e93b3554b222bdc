"""The command: one message or many, text and JSON, three languages; what is wrong with the input never comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reiseregel.cli import run
from reiseregel.errors import InvalidRules
from reiseregel.resources import rules_folder
from reiseregel.rulebook.shape import validator
from reiseregel.settlement import read_message
from reiseregel.settlement.book import FILES, FOLDER, book_of
from tests.settlement.messages import published

PERSON = "01010112345"


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["oppgjoer", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def keeping_the_contract(out: str) -> list[Any]:
    """The lines of an answer as JSON, each with what `oppgjoerssvar` demands and nothing more."""
    lines = [json.loads(line) for line in out.splitlines()]
    assert [error.message for line in lines for error in validator("oppgjoerssvar").iter_errors(line)] == []
    return lines


def write(path: Path, *messages: Any) -> str:
    lines = (item if isinstance(item, str) else json.dumps(item) for item in messages)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_the_published_example_has_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, write(tmp_path / "m.json", published()))

    assert (code, err) == (0, "")
    assert "ingen feil funnet" in out
    assert "Turer: 5. Sum: 2\N{NO-BREAK SPACE}148,50 kr. Egenandeler: −468,50 kr." in out
    assert "10904 utestengt løyve; 10905 utestengt sjåfør: Krever registeret" in out


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nb", "Turene blir ikke summen for meldingen. Den skulle vært 2\N{NO-BREAK SPACE}148,50 kr."),
        ("nn", "Turane blir ikkje summen for meldinga. Han skulle ha vore 2\N{NO-BREAK SPACE}148,50 kr."),
        ("en", "The trips do not add up to the sum of the message. It should have been NOK 2,148.50."),
    ],
)
def test_a_finding_is_told_in_each_language(
    language: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = write(tmp_path / "m.json", published() | {"sum_oere": 1})

    code, out, _ = told(capsys, name, "--format", "json", "--spraak", language)

    first, last = keeping_the_contract(out)
    assert code == 0
    assert (first["utfall"], first["svar"], first["beregnet_sum_oere"]) == ("stanses", 7030, 214850)
    assert [(item["kontroll"], item["sted"], item["melding"]) for item in first["funn"]] == [
        ("melding_sum", "/sum_oere", sentence)
    ]
    assert last["oppsummering"]["kontroller"] == {"melding_sum": 1}
    assert len(last["ikke_kontrollert"]) == 32
    assert told(capsys, name, "--krev-feilfri")[0] == 1


def test_the_contract_of_an_answer_holds_its_parts_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = write(tmp_path / "m.json", published() | {"sum_oere": 1})
    stopped, last = keeping_the_contract(told(capsys, name, "--format", "json")[1])
    contract = validator("oppgjoerssvar")
    for change in ({"svar": None}, {"utfall": "uten_funn"}, {"utfall": "ugyldig"}, {"linje": 0}, {"mer": 1}):
        assert not contract.is_valid(stopped | change), change
    assert not contract.is_valid(last | {"linje": 1})


def test_a_bad_line_is_told_of_and_the_run_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = published()
    bad["turer"][2]["loeyve"] = PERSON
    odd = published() | {PERSON: PERSON, "sum_oere": PERSON}
    name = write(tmp_path / "m.jsonl", "{", bad, "", odd, published())

    code, out, err = told(capsys, name, "--format", "json")

    lines = keeping_the_contract(out)
    assert (code, err) == (1, "")
    assert [(line["linje"], line["utfall"]) for line in lines[:-1]] == [
        (1, "ugyldig"),
        (2, "ugyldig"),
        (4, "ugyldig"),
        (5, "uten_funn"),
    ]
    assert [(item["kode"], item["sted"]) for item in lines[1]["feil"]] == [("oppgjoer.personnummer", "/turer/2/loeyve")]
    assert [item["kode"] for item in lines[2]["feil"]] == ["oppgjoer.ukjent_noekkel", "oppgjoer.type"]
    assert lines[-1]["oppsummering"]["ugyldige"] == 3
    assert PERSON not in out


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"type": "krav"}, ("oppgjoer.kode", "/type")),
        ({"turer": []}, ("oppgjoer.grense", "/turer")),
        ({"sum_oere": True}, ("oppgjoer.type", "/sum_oere")),
        ({"melding": {}}, ("oppgjoer.mangler", "/melding")),
    ],
)
def test_what_breaks_the_contract_is_told_by_place(change: dict[str, Any], expected: tuple[str, str]) -> None:
    found = read_message(json.dumps(published() | change))

    assert isinstance(found, tuple)
    assert expected in [(fault.code, fault.pointer) for fault in found]
    assert all(fault.message.nb and fault.message.nn and fault.message.en for fault in found)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("takster", 0, "enhetspris"), "1,5", "oppgjoer.form"),
        (("takster", 0, "enhetspris"), "1/0", "oppgjoer.form"),
        (("takster", 0, "kode"), "1111", "oppgjoer.form"),
        (("hendelser", 0, "tid"), "2026-02-29T08:00:00", "oppgjoer.form"),
        (("takster", 0, "beloep_oere"), -1, "oppgjoer.grense"),
        (("tilstander", 0), "ukjent", "oppgjoer.kode"),
    ],
)
def test_a_value_outside_the_contract_is_refused(path: tuple[Any, ...], value: Any, code: str) -> None:
    given = published()
    item = given["turer"][0]
    for part in path[:-1]:
        item = item[part]
    item[path[-1]] = value

    found = read_message(json.dumps(given))

    assert isinstance(found, tuple)
    assert [(fault.code, fault.pointer) for fault in found] == [(code, "/turer/0/" + "/".join(map(str, path)))]


def test_the_answer_can_go_to_a_file_but_not_over_the_messages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = write(tmp_path / "m.json", published())
    target = tmp_path / "ut.jsonl"

    assert told(capsys, name, "-o", str(target), "--format", "json") == (0, "", "")
    assert json.loads(target.read_text(encoding="utf-8").splitlines()[0])["utfall"] == "uten_funn"
    assert told(capsys, name, "-o", name)[0] == 2
    assert told(capsys, str(tmp_path / "borte.json"))[0] == 2
    assert told(capsys, name, "-o", str(tmp_path / "borte" / "ut.txt"))[0] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.json", "ut.jsonl"]


# --- the data ---


TEXTS = {name: (rules_folder() / FOLDER / name).read_text(encoding="utf-8") for name in FILES}


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("meldinger.yaml", "tilstander: [innsendt]", "tilstander: [sendt]", "ukjent_navn"),
        ("kontroller.yaml", "problemkoder: [10102]", "problemkoder: [10199]", "ukjent_navn"),
        ("kontroller.yaml", "  startpris:", "  startpriser:", "kontroll"),
        ("kontroller.yaml", "{skal}", "beløpet", "tekst"),
        ("takstkoder.yaml", 'kode: "2"', 'kode: "1"', "navn_opptatt"),
        ("takstkoder.yaml", "enhet: meter", "enhet: mil", "verdi"),
        ("problemkoder.yaml", "      nn: avtalen\n", "", "mangler_nn"),
    ],
)
def test_a_fault_in_the_data_is_told_with_its_place(file: str, old: str, new: str, code: str) -> None:
    assert old in TEXTS[file]

    with pytest.raises(InvalidRules) as caught:
        book_of(TEXTS | {file: TEXTS[file].replace(old, new, 1)})

    assert code in {fault.code for fault in caught.value.faults}
    assert {fault.place.file for fault in caught.value.faults} == {f"{FOLDER}/{file}"}
    assert all(fault.place.line > 0 for fault in caught.value.faults)


def test_the_contract_names_the_messages_and_states_of_the_data() -> None:
    schema: Any = validator("oppgjoer").schema
    Draft202012Validator.check_schema(schema)
    book = book_of(TEXTS)
    assert schema["$defs"]["melding"]["properties"]["slag"]["enum"] == list(book.messages)
    assert schema["$defs"]["tilstand"]["enum"] == list(book.moves)
