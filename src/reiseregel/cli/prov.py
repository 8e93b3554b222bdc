"""`reiseregel test`: run the cases beside the rules."""

from __future__ import annotations

from pathlib import Path

import click

from reiseregel.casebook import CaseResult, by_paragraph, cases_by_file, load_cases, paragraphs_of, run_case
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import FAULT_IN_RULES, WRONG_USAGE, load, rules_option, say, say_error, say_rule_faults
from reiseregel.errors import InvalidRules
from reiseregel.explain.words import hjemmel_words


@click.command("test", cls=Command, short_help="Kjør sakene ved siden av reglene.")
@click.argument("paragraphs", nargs=-1, metavar="[REGELFIL …]")
@rules_option
def prov(paragraphs: tuple[str, ...], folder: Path | None) -> int:
    """Kjør sakene ved siden av reglene, alle eller for enkelte regelfiler (par_08), og vis hvor svaret avviker.

    En sak teller for paragrafen i regelfilen den står ved siden av. Står den for seg selv, teller den for hver paragraf
    den venter at svaret bygger på.
    """
    book = load(folder, cache=False)
    try:
        cases = load_cases(folder)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        return FAULT_IN_RULES
    grouped = {name: items for name, items in cases_by_file(cases).items() if not paragraphs or name in paragraphs}
    if not grouped:
        say_error("Ingen saker står under det navnet. Regelfilene heter som i: reiseregel regler")
        return WRONG_USAGE
    everything = [run_case(case, book) for items in grouped.values() for case in items]
    belonging = by_paragraph((result, paragraphs_of(result.case, book)) for result in everything)
    lines = {hjemmel_words(key, "nb") if key else "uten paragraf": found for key, found in belonging.items()}
    width = max(len("i alt"), *map(len, lines)) + 1
    for name, found in lines.items():
        failed = sum(bool(result.differences) for result in found)
        say(f"{name:<{width}}{len(found):>5} saker{f', {failed} avviker' if failed else ''}")
    for result in everything:
        if result.differences:
            _say_failed(result)
    failing = sum(bool(result.differences) for result in everything)
    differs = sum(bool(result.case.differs) for result in everything)
    say(f"{'i alt':<{width}}{len(everything):>5} saker, {failing} avviker, {differs} der kilden og loven er uenige")
    return FAULT_IN_RULES if failing else 0


def _say_failed(result: CaseResult) -> None:
    say(f"{result.case.place}: {result.case.name}")
    for difference in result.differences:
        say(f"  {difference}")
