"""A national id planted anywhere in the input appears in no output: not in answers, faults, traces, hashes or names."""

import contextlib
import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reiseregel import InvalidDocument, RuleBook, answer, load_rulebook, render_decision, render_explanation
from reiseregel.cli import run
from reiseregel.explain import READERS
from tests.conftest import Figures
from tests.property.real_cases import real_rules
from tests.property.requisition_cases import KINDS, complete_document, near

ROOT = Path(__file__).resolve().parent.parent
CLAIM = json.loads((ROOT / "examples/07_skjoenn_om_rutetransport/krav.json").read_text(encoding="utf-8"))
CLAIM["konvolutt"] = {"saksreferanse": "S-1", "innsender": "I-1"}
CLAIM["kilder"] = [{"faktum": "/turer/0/reisende/0/reiser/0/reisevei_m", "kilde": "kart", "referanse": "K-1"}]
pytestmark = pytest.mark.usefixtures("own_rules_once")
ID = "01017012345"  # synthetic: built like a number, given to nobody
FORMS = (ID, "010170 12345", int(ID))
#: Somebody made up, as they would be typed where a code or a number belongs.
PERSON = ("Kari Prøvenes", "Prøvegata 12 B, 0123 Prøveby")


@pytest.fixture(scope="module")
def book() -> Any:
    return load_rulebook()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*path, index))
    else:
        yield path


def planted(whole: Any = CLAIM, forms: tuple[str | int, ...] = FORMS) -> Any:
    for path in places(whole):
        for form in forms:
            document = copy.deepcopy(whole)
            target = document
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = form
            yield document
            if isinstance(target, dict):
                renamed = copy.deepcopy(whole)
                target = renamed
                for step in path[:-1]:
                    target = target[step]
                target[str(form)] = target.pop(path[-1])
                yield renamed


def leaks(text: str) -> Any:
    number = r"0\s*1\s*0\s*1\s*7\s*0\D?1\s*2\s*3\s*4\s*5|1017012345"
    return re.search(rf"{number}|prøve(nes|gata|by)", text, re.IGNORECASE) is not None


def everything_said(document: Any, book: RuleBook) -> Any:
    try:
        answered = answer(document, book)
    except InvalidDocument as error:
        yield str(error)
        yield repr(error)
        for fault in error.faults:
            yield json.dumps([fault.to_json(language) for language in ("nb", "nn", "en")])
        return
    decision = answered.decision
    for language in ("nb", "nn", "en"):
        yield json.dumps(decision.to_json(language), ensure_ascii=False)
        yield render_decision(decision, book, language)
    for reader in READERS:
        yield render_explanation(answered, reader, everything=True)
    yield json.dumps(decision.trace, ensure_ascii=False)


def test_no_output_of_the_library_holds_the_id(book: RuleBook) -> None:
    said = 0
    for document in planted():
        for text in everything_said(document, book):
            said += 1
            assert not leaks(text), text
    assert said > 500


@pytest.mark.parametrize("kind", KINDS)
def test_no_output_holds_who_was_planted_in_a_document_without_money(
    kind: str, book: RuleBook, figures: Figures
) -> None:
    said = 0
    document, _ = complete_document(Random(kind), real_rules()[1], kind)
    document["konvolutt"] = {"saksreferanse": "S-1", "innsender": "I-1"}
    document["kilder"] = [{"faktum": f"/{near(kind).law_date}", "kilde": "register", "referanse": "K-1"}]
    for changed in planted(document, (ID, "010170 12345", *PERSON)):
        for text in everything_said(changed, book):
            said += 1
            assert not leaks(text), text
    figures(f"{said} tekster")
    assert said > 200


@pytest.mark.parametrize(
    "command", [["vurder"], ["vurder", "--format", "json"], ["forklar"], ["forklar", "--format", "json"]]
)
def test_no_command_repeats_an_id_in_a_file_name(
    command: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / f"krav_{ID}.json", tmp_path / f"010170 12345.{ID}.json"
    good.write_text(json.dumps(CLAIM), encoding="utf-8")
    bad.write_text('{"' + ID + '": ' + ID, encoding="utf-8")

    for files in ([good], [bad], [good, bad], [tmp_path / f"{ID}.json"]):
        if command[0] == "forklar" and len(files) > 1:
            continue
        with contextlib.suppress(SystemExit):
            run([*command, *map(str, files)])
        out, err = capsys.readouterr()
        assert out or err
        assert not leaks(out + err)


@pytest.mark.parametrize(
    "arguments",
    [[ID], ["vurder", "--spraak", ID, "x"], ["satser", "--dato", ID], ["regler", ID], ["sjekk", "--regler", ID]],
)
def test_no_command_repeats_an_id_typed_as_an_argument(arguments: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert not leaks(out + err)
