"""`reiseregel sjekk`: every fault in the rule files, with file, line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from reiseregel.casebook import advice_without_cases, read_cases, read_rows, row_faults
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_RULES,
    WRONG_USAGE,
    Stop,
    format_option,
    rules_option,
    say,
    say_error,
    say_rule_faults,
)
from reiseregel.control.checked import check_control, has_control
from reiseregel.errors import InvalidRules, RuleFault
from reiseregel.lawmap import map_faults, read_maps
from reiseregel.mutation.equivalent import read_equivalents
from reiseregel.resources import rules_folder
from reiseregel.rulebook import load_files
from reiseregel.sampling import load_sampling_rules
from reiseregel.settlement import load_settlement_book
from reiseregel.statistics.measures import load_measures
from reiseregel.yamlfile import read_folder

#: Data that one command alone reads, by the folder it lies in, with what reads it.
_READ_BY_ONE: Mapping[str, Callable[[Path], object]] = {
    "kontroll/oppgjoer/": load_settlement_book,
    "kontroll/utvalg/": load_sampling_rules,
    "kontroll/statistikk/": load_measures,
}


@click.command("sjekk", cls=Command, short_help="Kontroller regelfilene.")
@click.option(
    "--mutasjon", "mutated", is_flag=True, help="Endre én ting om gangen i reglene og se om en sak merker det."
)
@click.option("--paragraf", "files", multiple=True, metavar="REGELFIL", help="Endre bare denne (par_08). Kan gjentas.")
@click.option("--arbeidere", "workers", type=click.IntRange(1, 64), default=1, help="Antall prosesser (ellers 1).")
@format_option
@rules_option
def sjekk(mutated: bool, files: tuple[str, ...], workers: int, form: str, folder: Path | None) -> int:
    """Kontroller alle regelfiler: form, navn, typer og enheter, tid, unntak, ord på nb og nn, saker, kart over lov.

    Regelboken for kontroll (kontroll/) er med: hvert signal må ha ord, hjemmel og saker på begge sider av hver grense.
    Det er også dataene for oppgjør, stikkprøver og statistikk.

    Med --mutasjon: endre én ting om gangen i reglene, og vis hvor stor del av endringene sakene ved siden av reglene
    merker. Det tar noen minutter; --paragraf og --arbeidere gjør det kortere. Slutter med 1 når for lite blir merket.
    """
    if not mutated and (files or workers > 1 or form != "tekst"):
        say_error("--paragraf, --arbeidere og --format hører sammen med --mutasjon.")
        raise Stop(WRONG_USAGE)
    where = folder or rules_folder()
    if not where.is_dir():
        say_error("Mappen med regler finnes ikke.")
        raise Stop(WRONG_USAGE)
    try:
        texts = read_folder(where)
    except InvalidRules as error:
        say_rule_faults(error.faults)
        return FAULT_IN_RULES
    if mutated:
        from reiseregel.cli.mutasjon import mutation  # most checks need none of it

        return mutation(texts, files, workers, form)
    loaded = load_files(texts)
    cases, case_faults = read_cases(texts)
    maps, unplaced = read_maps(texts)
    aimed = map_faults(maps, loaded.book) if loaded.book is not None else []
    unshown = advice_without_cases(loaded.book.advice, cases) if loaded.book is not None and not case_faults else ()
    rows, rows_told = read_rows(texts)
    if loaded.book is not None and not case_faults and not rows_told:
        rows_told = row_faults(rows, cases, loaded.book.sources)
    control = check_control(texts, maps) if has_control(texts) else None
    faults = [*loaded.faults, *case_faults, *unplaced, *aimed, *unshown, *rows_told, *read_equivalents(texts)[1]]
    faults += [fault for fault in control.faults if fault not in faults] if control is not None else []
    faults += [fault for fault in _beside_control(where, texts) if fault not in faults]
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
    if control is not None and control.book is not None:
        say(f"Kontrollen: {len(control.book.signals)} signaler, {len(control.cases)} saker.")
    return 0


def _beside_control(where: Path, texts: Mapping[str, str]) -> Iterator[RuleFault]:
    """The faults in what `oppgjoer`, `utvalg` and `statistikk` read, of the folders that are there."""
    for folder, load in _READ_BY_ONE.items():
        if any(name.startswith(folder) for name in texts):
            try:
                load(where)
            except InvalidRules as error:
                yield from error.faults
