"""What a chunk adds to the summary: counts and exact sums of øre, as nested dicts of whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from reiseregel.batch.execute import Answers

#: Whole numbers by name, nested; what is not there is 0.
Tally: TypeAlias = dict[str, Any]


def tally(answers: Answers) -> Tally:
    """The counts of one chunk. Names of outcomes, facts and codes are from the rule files, never from the input."""
    cases, posts = answers.cases, answers.posts
    codes = (code for faults in answers.faults.values() for code in {fault.code for fault in faults})
    return {
        "dokumenter": answers.documents,
        "besvart": cases.num_rows,
        "feil": len(answers.faults),
        "programfeil": answers.failed,
        "kolonner": answers.by_columns,
        "kan_automatiseres": pc.sum(cases.column("kan_automatiseres")).as_py() or 0,
        "utfall": _by(
            cases,
            ("gjelder", "utfall"),
            {
                "avgjorte": ("beloep_oere", "count"),
                "beloep_oere": ("beloep_oere", "sum"),
                "laveste_oere": ("laveste_oere", "sum"),
                "hoeyeste_oere": ("hoeyeste_oere", "sum"),
                "med_hoeyeste": ("hoeyeste_oere", "count"),
            },
        ),
        "poster": _by(posts, ("post", "utfall"), {"utbetales_oere": ("utbetales_oere", "sum")}),
        "aapne_fakta": _open_facts(cases),
        "hindringer": _counted(cases.column("hindringer")),
        "feilkoder": dict(Counter(codes)),
    }


def added(tallies: Iterable[Mapping[str, Any]]) -> Tally:
    """The sum of several."""
    whole: Tally = {}
    for one in tallies:
        _add(whole, one)
    return whole


def _add(whole: Tally, one: Mapping[str, Any]) -> None:
    for name, value in one.items():
        if isinstance(value, Mapping):
            _add(whole.setdefault(name, {}), value)
        else:
            whole[name] = whole.get(name, 0) + value


def _by(table: pa.Table, keys: tuple[str, str], sums: Mapping[str, tuple[str, str]]) -> Tally:
    grouped = table.group_by(list(keys)).aggregate([([], "count_all"), *dict.fromkeys(sums.values())])
    found: Tally = {}
    for row in grouped.to_pylist():
        counted = {name: row["_".join(source)] or 0 for name, source in sums.items()}
        found.setdefault(row[keys[0]], {})[row[keys[1]]] = {"antall": row["count_all"], **counted}
    return found


def _counted(lists: pa.ChunkedArray) -> dict[str, int]:
    """In how many of the lists each text is."""
    counts = pc.value_counts(pc.list_flatten(lists.combine_chunks()))
    return {item["values"]: item["counts"] for item in counts.to_pylist()}


def _open_facts(cases: pa.Table) -> Tally:
    """By owner: in how many cases one waits for them, and for which fact."""
    lists = cases.column("aapne_fakta").combine_chunks()
    facts = pc.list_flatten(lists)
    table = pa.table(
        {
            "rad": pc.list_parent_indices(lists),
            "eier": pc.struct_field(facts, "eier"),
            "faktum": pc.struct_field(facts, "faktum"),
        }
    )
    found: Tally = {}
    for row in _distinct(table, ["eier"]):
        found[row["eier"]] = {"saker": row["count_all"], "fakta": {}}
    for row in _distinct(table, ["eier", "faktum"]):
        found[row["eier"]]["fakta"][row["faktum"]] = row["count_all"]
    return found


def _distinct(table: pa.Table, keys: list[str]) -> list[dict[str, Any]]:
    once = table.group_by(["rad", *keys]).aggregate([])
    rows: list[dict[str, Any]] = once.group_by(keys).aggregate([([], "count_all")]).to_pylist()
    return rows
