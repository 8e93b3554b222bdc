"""`reiseregel test`: run the cases beside the rules."""

from __future__ import annotations

from pathlib import Path

import click

from reiseregel.casebook import CaseResult, by_paragraph, cases_by_file, load_cases, paragraphs_of, run_case
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import FAULT_IN_RULES, WRONG_USAGE, load, rules_option, say, say_error, say_rule_faults
from reiseregel.control.book import load_control_book
from reiseregel.control.cases import SignalCaseResult, load_signal_cases, run_signal_cases
from reiseregel.control.checked import control_folder
from reiseregel.control.reference import ReferenceExecutor
from reiseregel.errors import InvalidRules
from reiseregel.explain.words import hjemmel_words
from reiseregel.rulebook import RuleBook

#: All the cases of control, by the name of their folder.
CONTROL = "kontroll"


@click.command("test", cls=Command, short_help="Kjør sakene ved siden av reglene.")
@click.argument("paragraphs", nargs=-1, metavar="[REGELFIL …]")
@rules_option
def prov(paragraphs: tuple[str, ...], folder: Path | None) -> int:
    """Kjør sakene ved siden av reglene, alle eller for enkelte regelfiler (par_08), og vis hvor svaret avviker.

    En sak teller for paragrafen i regelfilen den står ved siden av. Står den for seg selv, teller den for hver paragraf
    den venter at svaret bygger på. Sakene for signalene i kontrollen er med: alle heter kontroll, og de om én slags
    opplysninger heter som filen (krevd_reise).
    """
    book = load(folder, cache=False)
    try:
        cases = load_cases(folder)
        signals = _signals(folder)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        return FAULT_IN_RULES
    grouped = {name: items for name, items in cases_by_file(cases).items() if not paragraphs or name in paragraphs}
    wanted = {
        name: found for name, found in signals.items() if not paragraphs or {name, CONTROL}.intersection(paragraphs)
    }
    if not grouped and not wanted:
        say_error("Ingen saker står under det navnet. Regelfilene heter som i: reiseregel regler")
        return WRONG_USAGE
    everything = [run_case(case, book) for items in grouped.values() for case in items]
    lines = _lines(everything, book) | {f"kontroll: {name}": list(found) for name, found in wanted.items()}
    width = max(len("i alt"), *map(len, lines)) + 1
    for name, found in lines.items():
        failed = sum(bool(result.differences) for result in found)
        say(f"{name:<{width}}{len(found):>5} saker{f', {failed} avviker' if failed else ''}")
    everyone: list[CaseResult | SignalCaseResult] = [
        *everything,
        *(result for found in wanted.values() for result in found),
    ]
    for result in everyone:
        if result.differences:
            _say_failed(result)
    failing = sum(bool(result.differences) for result in everyone)
    differs = sum(bool(result.case.differs) for result in everything)
    say(f"{'i alt':<{width}}{len(everyone):>5} saker, {failing} avviker, {differs} der kilden og loven er uenige")
    return FAULT_IN_RULES if failing else 0


def _lines(everything: list[CaseResult], book: RuleBook) -> dict[str, list[CaseResult | SignalCaseResult]]:
    """The results by the paragraph they count for, as people write it."""
    belonging = by_paragraph((result, paragraphs_of(result.case, book)) for result in everything)
    return {hjemmel_words(key, "nb") if key else "uten paragraf": [*found] for key, found in belonging.items()}


def _signals(folder: Path | None) -> dict[str, list[SignalCaseResult]]:
    """The results of the cases of control by entity; none where the rules folder has no control book."""
    if control_folder(folder) is None:
        return {}
    book = load_control_book(folder)
    results = run_signal_cases(load_signal_cases(book, folder), book, ReferenceExecutor(book))
    grouped: dict[str, list[SignalCaseResult]] = {}
    for result in results:
        grouped.setdefault(result.case.entity, []).append(result)
    return grouped


def _say_failed(result: CaseResult | SignalCaseResult) -> None:
    say(f"{result.case.place}: {result.case.name}")
    for difference in result.differences:
        say(f"  {difference}")
