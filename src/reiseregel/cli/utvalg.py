"""`reiseregel utvalg`: a plan of spot checks with the cases drawn, and what the checks found."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reiseregel.cli.files import in_use, write_whole
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    FAULT_IN_RULES,
    WRONG_USAGE,
    Stop,
    format_option,
    rules_option,
    say,
    say_error,
    say_json,
    say_rule_faults,
)
from reiseregel.errors import InvalidRules, Language

if TYPE_CHECKING:
    from reiseregel.sampling.rows import RowFault
    from reiseregel.sampling.rules import SamplingRules
    from reiseregel.sampling.run import Plan

#: So many faulty rows are told of; the rest are counted.
_TOLD = 10


@click.command("utvalg", cls=Command, short_help="Trekk saker til stikkprøver, og regn ut hva de viser.")
@click.argument("source", metavar="[INN]", required=False)
@click.option("--signaler", "signals", multiple=True, metavar="FIL", help="Signaler fra «kontroll». Kan gjentas.")
@click.option("--id", "key", default="", metavar="KOLONNE", help="Kolonnen med id-en (ellers «id» eller «sak»).")
@click.option("-o", "--ut", "target", metavar="MAPPE", help="Skriv planen og sakene som er trukket ut, hit.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, help="Samme tall gir samme trekning (ellers 1).")
@click.option(
    "--budsjett", "budget", type=click.IntRange(0, 10_000_000), metavar="MINUTTER", help="Minutter som kan brukes."
)
@click.option("--resultat", "results", metavar="FIL", help="Regn ut feilandelen; da er INN en mappe fra -o.")
@click.option("--overskriv", "overwrite", is_flag=True, help="Bytt ut en plan som er i mappen fra før.")
@click.option("--krev-feilfri", "demand", is_flag=True, help="Gi utgangskode 1 når noen rad har feil.")
@format_option
@click.option("--spraak", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", help="Språk i teksten.")
@rules_option
def utvalg(
    source: str | None, signals: tuple[str, ...], results: str | None, form: str, language: Language, **how: Any
) -> int:
    """Trekk saker til stikkprøver etter risiko og kostnad.

    INN er en mappe fra «batch», eller en fil med slike rader (.jsonl, .csv, .parquet). Uten INN trekkes det blant dem
    signalene gjelder. Antakelsene står i rules/kontroll/utvalg/plan.yaml, og hvordan det regnes i docs/utvalg.md.
    """
    from reiseregel.sampling.model import SamplingStop
    from reiseregel.sampling.rows import find, read_signals
    from reiseregel.sampling.run import make_plan

    rules = _rules(how["folder"])
    if source is None and (results is not None or not signals):
        say_error("INN mangler. Oppgi saker, eller signaler med --signaler.")
        return WRONG_USAGE
    faults = _Faults(language)
    try:
        if results is not None:
            _measure(Path(source or ""), Path(results), rules, faults, form, language)
        else:
            budget = rules.budget_minutes if how["budget"] is None else how["budget"]
            folder = None if how["target"] is None else _folder(how["target"], overwrite=how["overwrite"])
            cases = find(source, read_signals(signals, faults), how["key"])
            plan = make_plan(cases, rules, how["seed"], budget, faults)
            _tell(plan, rules, folder, form, language)
    except SamplingStop as stop:
        say_error(stop.sentence)
        return stop.exit_code
    except ModuleNotFoundError:
        if find_spec("pyarrow") is not None:
            raise
        say_error("Parquet trenger mer: pip install 'reiseregel[batch]'")
        return WRONG_USAGE
    faults.end()
    return FAULT_IN_INPUT if how["demand"] and faults.count else 0


def _rules(folder: Path | None) -> SamplingRules:
    from reiseregel.sampling.rules import load_sampling_rules

    try:
        return load_sampling_rules(folder)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        raise Stop(FAULT_IN_RULES) from None


class _Faults:
    """Tells of the first faulty rows as they come."""

    def __init__(self, language: Language) -> None:
        self.language, self.count = language, 0

    def __call__(self, fault: RowFault) -> None:
        from reiseregel.sampling.results import RESULT_MESSAGES

        self.count += 1
        if self.count <= _TOLD:
            say_error(f"{fault.row}: {fault.code}: {RESULT_MESSAGES[fault.code].in_language(self.language)}")

    def end(self) -> None:
        if self.count > _TOLD:
            say_error(f"Rader med feil i alt: {self.count}.")


def _tell(plan: Plan, rules: SamplingRules, folder: Path | None, form: str, language: Language) -> None:
    from reiseregel.sampling.results import DRAWN, PLAN
    from reiseregel.sampling.told import drawn_json, plan_json, plan_text

    rows = [json.dumps(row, ensure_ascii=False) + "\n" for row in drawn_json(plan, rules)]
    content = plan_json(plan, rules)
    if folder is not None:
        try:
            (folder / PLAN).unlink(missing_ok=True)  # written last: a plan is there when the draw is whole
            write_whole(folder / DRAWN, "".join(rows).encode())
            write_whole(folder / PLAN, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())
        except OSError:
            say_error("Planen kan ikke skrives. Se at det er plass der den skal stå.")
            raise Stop(WRONG_USAGE) from None
    if form == "json":
        say_json(content)
    else:
        say(plan_text(plan, rules, language))


def _folder(target: str, *, overwrite: bool) -> Path:
    from reiseregel.sampling.results import DRAWN, PLAN

    folder = Path(target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError):
        say_error("Mappen for planen kan ikke lages.")
        raise Stop(WRONG_USAGE) from None
    if not overwrite and (in_use(folder / PLAN) or in_use(folder / DRAWN)):
        say_error("Mappen har en plan fra før. Velg en annen, eller bruk --overskriv.")
        raise Stop(WRONG_USAGE)
    return folder


def _measure(folder: Path, results: Path, rules: SamplingRules, faults: _Faults, form: str, language: Language) -> None:
    from reiseregel.sampling.results import measure, result_json, result_text

    outcome = measure(folder, results, rules, faults)
    if form == "json":
        say_json(result_json(outcome))
        return
    for line in result_text(outcome, rules, language):
        say(line)
