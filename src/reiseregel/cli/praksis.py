"""`reiseregel regler --praksis`: each row of practice with the cases that show it, or why none can, and the shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from reiseregel.casebook import Case, Row, Rows, read_cases, read_rows
from reiseregel.cli.output import FAULT_IN_RULES, say, say_json, say_rule_faults
from reiseregel.errors import InvalidRules
from reiseregel.explain.words import hjemmel_words
from reiseregel.resources import rules_folder
from reiseregel.rulebook import RuleBook
from reiseregel.yamlfile import read_folder


def show_rows(book: RuleBook, folder: Path | None, form: str) -> int:
    """Print the rows in file order. A row that is neither shown nor explained is told as such; `sjekk` stops at it."""
    try:
        texts = read_folder(folder or rules_folder())
    except InvalidRules as error:
        say_rule_faults(error.faults)
        return FAULT_IN_RULES
    cases, faults = read_cases(texts)
    rows, of_rows = read_rows(texts)
    if faults or of_rows:
        say_rule_faults([*faults, *of_rows])
        return FAULT_IN_RULES
    shown = rows.cases(cases)
    if form == "json":
        say_json(_as_json(rows, shown))
        return 0
    for row in rows.rows.values():
        for line in _lines(row, rows, shown[row.id], book):
            say(line)
    total, with_case, explained, neither = _counts(rows, shown)
    say(f"{total} rader: {_share(with_case, total)} har saker, {_share(explained, total)} er ikke modellert med grunn,")
    say(f"{_share(neither, total)} har verken sak eller grunn.")
    return 0


def _counts(rows: Rows, shown: dict[str, list[Case]]) -> tuple[int, int, int, int]:
    """All rows, those with a case, those with only a reason, those with neither."""
    with_case = sum(1 for cases in shown.values() if cases)
    explained = sum(1 for name in rows.unmodelled if not shown.get(name))
    return len(shown), with_case, explained, len(shown) - with_case - explained


def _share(number: int, total: int) -> str:
    """`12 (50 %)`, rounded down, so that a hundred means all."""
    return f"{number} ({100 * number // total if total else 0} %)"


def _lines(row: Row, rows: Rows, cases: list[Case], book: RuleBook) -> Iterator[str]:
    yield f"{row.id}: {row.text.nb} ({_origin(row, book)})"
    if cases:
        files = dict.fromkeys(case.paragraph for case in cases)
        yield f"  {len(cases)} {'sak' if len(cases) == 1 else 'saker'} i {', '.join(files)}"
    elif row.id in rows.unmodelled:
        yield f"  ikke modellert: {rows.unmodelled[row.id].reason.nb}"
    else:
        yield "  verken sak eller grunn"


def _origin(row: Row, book: RuleBook) -> str:
    parts = [hjemmel_words(row.hjemmel, "nb")] if row.hjemmel else []
    parts += [book.sources[key].title.nb if key in book.sources else key for key in row.sources]
    return "; ".join([*parts, row.link] if row.link else parts)


def _as_json(rows: Rows, shown: dict[str, list[Case]]) -> dict[str, object]:
    total, with_case, explained, neither = _counts(rows, shown)
    return {
        "rader": [
            {
                "rad": row.id,
                "tekst": asdict(row.text),
                "hjemmel": row.hjemmel.to_json() if row.hjemmel else None,
                "kilder": list(row.sources),
                "lenke": row.link or None,
                "saker": [{"fil": case.file, "navn": case.name} for case in shown[row.id]],
                "ikke_modellert": asdict(rows.unmodelled[row.id].reason) if row.id in rows.unmodelled else None,
            }
            for row in rows.rows.values()
        ],
        "antall": {"rader": total, "med_sak": with_case, "ikke_modellert": explained, "uten_svar": neither},
    }
