"""`reiseregel sjekk`: every fault in the rule files, with file, line and column."""

from __future__ import annotations

from pathlib import Path

import click

from reiseregel.casebook import read_cases
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import FAULT_IN_RULES, WRONG_USAGE, Stop, rules_option, say, say_error, say_rule_faults
from reiseregel.errors import InvalidRules
from reiseregel.lawmap import map_faults, read_maps
from reiseregel.resources import rules_folder
from reiseregel.rulebook import load_files
from reiseregel.yamlfile import read_folder


@click.command("sjekk", cls=Command, short_help="Kontroller regelfilene.")
@rules_option
def sjekk(folder: Path | None) -> int:
    """Kontroller alle regelfiler: form, navn, typer og enheter, tid, unntak, ord på nb og nn, saker, kart over lov."""
    where = folder or rules_folder()
    if not where.is_dir():
        say_error("Mappen med regler finnes ikke.")
        raise Stop(WRONG_USAGE)
    try:
        texts = read_folder(where)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        return FAULT_IN_RULES
    loaded = load_files(texts)
    cases, case_faults = read_cases(texts)
    maps, unplaced = read_maps(texts)
    aimed = map_faults(maps, loaded.book) if loaded.book is not None else []
    faults = [*loaded.faults, *case_faults, *unplaced, *aimed]
    say_rule_faults(loaded.warnings)
    if faults or loaded.book is None:
        say_rule_faults(faults)
        say_error(f"{len(faults)} feil i regelfilene.")
        return FAULT_IN_RULES
    book = loaded.book
    say(
        f"Ingen feil: {len(book.concepts)} begreper, {len(book.vocabulary.facts)} fakta, {len(book.rates)} satser, "
        f"{len(book.readings)} lesninger, {len(cases)} saker, {sum(len(found.ledd) for found in maps)} ledd."
    )
    return 0
