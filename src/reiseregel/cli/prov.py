"""`reiseregel test`: run the cases beside the rules."""

from __future__ import annotations

from pathlib import Path

import click

from reiseregel.casebook import CaseResult, cases_by_file, load_cases, run_case
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import FAULT_IN_RULES, WRONG_USAGE, load, rules_option, say, say_error, say_rule_faults
from reiseregel.errors import InvalidRules


@click.command("test", cls=Command, short_help="Kjør sakene ved siden av reglene.")
@click.argument("paragraphs", nargs=-1, metavar="[REGELFIL …]")
@rules_option
def prov(paragraphs: tuple[str, ...], folder: Path | None) -> int:
    """Kjør sakene ved siden av reglene, alle eller for enkelte regelfiler (par_08), og vis hvor svaret avviker."""
    book = load(folder)
    try:
        cases = load_cases(folder)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        return FAULT_IN_RULES
    grouped = {name: items for name, items in cases_by_file(cases).items() if not paragraphs or name in paragraphs}
    if not grouped:
        say_error("Ingen saker står under det navnet. Regelfilene heter som i: reiseregel regler")
        return WRONG_USAGE
    results = {name: [run_case(case, book) for case in items] for name, items in grouped.items()}
    for name, found in results.items():
        failed = [result for result in found if result.differences]
        say(f"{name:<22}{len(found):>5} saker{f', {len(failed)} avviker' if failed else ''}")
        for result in failed:
            _say_failed(result)
    everything = [result for found in results.values() for result in found]
    failing = sum(bool(result.differences) for result in everything)
    differs = sum(bool(result.case.differs) for result in everything)
    say(f"{'i alt':<22}{len(everything):>5} saker, {failing} avviker, {differs} der kilden og loven er uenige")
    return FAULT_IN_RULES if failing else 0


def _say_failed(result: CaseResult) -> None:
    say(f"  {result.case.place}: {result.case.name}")
    for difference in result.differences:
        say(f"    {difference}")
