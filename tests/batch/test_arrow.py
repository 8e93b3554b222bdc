"""`decide_table`: as many rows out as in, the same as deciding each document alone, in any process."""

from __future__ import annotations

import pickle
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from reiseregel import RuleBook
from reiseregel.batch import arrow
from reiseregel.batch.arrow import FAULTS, FAULTY, decide_faults, decide_posts, decide_table
from reiseregel.casebook import read_cases
from reiseregel.columns.schema import CASES, POSTS
from reiseregel.resources import rules_folder
from reiseregel.yamlfile import read_folder
from tests.batch.conftest import SECRETS, as_table, claims, expected
from tests.conftest import Figures, own_rules

#: The beginnings of file names; those of `felles` have what the others start from.
BESIDE = ("felles", "par_08.", "par_12.", "par_18.", "par_21", "par_22.")


@pytest.fixture(autouse=True)
def _rules_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_book", own_rules)


def sample(count: int) -> list[dict[str, Any]]:
    """Claims among the cases beside some paragraphs of each part of the law, the same ones each time."""
    texts = read_folder(rules_folder())
    chosen = {name: text for name, text in texts.items() if Path(name).name.startswith(BESIDE)}
    cases, faults = read_cases(chosen)
    assert faults == []
    found = [case.document for case in cases if case.document.get("type") == "krav"]
    return Random(7).sample(found, count)


def test_the_same_as_deciding_each_alone_on_cases_beside_the_rules(book: RuleBook, figures: Figures) -> None:
    documents = sample(40)
    table = as_table(documents, book)
    cases, posts, faults = expected(documents, book)
    assert decide_posts(table).to_pylist() == posts
    answered = [row for row in decide_table(table).to_pylist() if row["utfall"] != FAULTY]
    assert answered == cases
    figures(f"{len(cases)} cases beside the rules, {len(faults)} of them refused by both")


def test_a_row_for_each_document_also_those_with_faults(book: RuleBook) -> None:
    found = claims()[:3]
    broken = [*found[:1], found[1] | {"versjon": 2, "fremsatt": "1899-01-01"}, *found[2:]]
    keys = pa.array([f"K-{SECRETS[0]}", "b", None])
    table = as_table(broken, book).append_column("min_id", keys)

    out = decide_table(table, "min_id")
    assert out.schema == pa.schema([pa.field("min_id", pa.string()), *CASES])
    assert out.column("min_id").combine_chunks() == keys
    assert out.column("sak").to_pylist() == [0, 1, 2]
    row = out.to_pylist()[1]
    assert (row["utfall"], row["kan_automatiseres"]) == (FAULTY, False)
    assert row["hindringer"][0].startswith("feil:krav.")
    assert (row["gjelder"], row["beloep_oere"], row["mulige_utfall"]) == (None, None, [])

    posts = decide_posts(table, "min_id")
    assert posts.schema == pa.schema([pa.field("min_id", pa.string()), *POSTS])
    assert set(posts.column("sak").to_pylist()) == {0, 2}
    told = decide_faults(table, "min_id", "en")
    assert told.schema == pa.schema([pa.field("min_id", pa.string()), *FAULTS])
    assert [f"feil:{code}" for code in dict.fromkeys(told.column("kode").to_pylist())] == row["hindringer"]
    assert set(told.column("min_id").to_pylist()) == {"b"}


def test_pieces_of_a_table_and_none(book: RuleBook) -> None:
    found = claims()[:4]
    whole = as_table(found, book)
    pieces = pa.concat_tables([as_table(found[:1], book), as_table(found[1:], book)])
    assert decide_table(pieces).equals(decide_table(whole))
    assert (
        decide_table(whole.slice(1, 2))
        .drop_columns(["sak"])
        .equals(decide_table(whole).slice(1, 2).drop_columns(["sak"]))
    )
    assert decide_table(whole.slice(0, 0)).equals(CASES.empty_table())


def test_a_table_that_is_no_table_of_documents(book: RuleBook) -> None:
    out = decide_table(pa.table({"type": ["krav", None, "annet"], SECRETS[1]: [1, None, None]}))
    assert out.column("utfall").to_pylist() == [FAULTY] * 3
    assert SECRETS[1] not in str(decide_faults(pa.table({SECRETS[1]: [SECRETS[0]]})).to_pylist())
    with pytest.raises(KeyError):
        decide_table(as_table(claims()[:1], book), "min_id")
    with pytest.raises(KeyError):
        decide_table(as_table(claims()[:1], book), readings={"ukjent": "x"})


def test_it_can_be_sent_to_another_process() -> None:
    for function in (decide_table, decide_posts, decide_faults):
        assert pickle.loads(pickle.dumps(function)) is function  # noqa: S301 - what this test wrote
