"""All mutants of a rules folder, or of some rule files, tried on the cases, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import PurePosixPath
from typing import TypeAlias, TypeVar

from reiseregel.casebook import Case, read_cases
from reiseregel.errors import InvalidRules, RuleFault
from reiseregel.mutation.equivalent import Equivalent, read_equivalents
from reiseregel.mutation.generate import mutants
from reiseregel.mutation.index import Index
from reiseregel.mutation.model import Mutant
from reiseregel.mutation.report import Report, Result
from reiseregel.mutation.trial import Verdict, Workshop
from reiseregel.mutation.used import Used
from reiseregel.rulebook import RuleBook, load_files

#: What is under way (`saker` read for what they use, or `endringer` tried), how many are done, and of how many.
Progress: TypeAlias = Callable[[str, int, int], None]
Item = TypeVar("Item")
#: So many trials are handed to a process at a time.
CHUNK = 8


def examine(
    texts: dict[str, str],
    files: Collection[str] = (),
    *,
    workers: int = 1,
    progress: Progress = lambda *_: None,
    cases_from: Collection[str] = (),
) -> Report:
    """The verdict on each mutant of the rule files in `texts`, in the order of the files.

    Args:
        texts: every rule and case file by its path below the rules folder.
        files: only the mutants of these rule files (`par_08`) and of rates and facts of their paragraphs.
        workers: the number of processes.
        progress: is told how far the work has come.
        cases_from: only these case files (`par_08`), when the rest would take too long.

    Raises:
        InvalidRules: the rule files have faults.

    """
    loaded = load_files(texts, demand_words=False)  # no word decides anything
    cases, case_faults = read_cases(texts)
    equivalents, equivalent_faults = read_equivalents(texts)
    faults = [*loaded.faults, *case_faults, *equivalent_faults]
    if faults or loaded.book is None:
        raise InvalidRules(faults)
    every = mutants(texts, loaded.book)
    chosen = tuple(mutant for mutant in every if not files or _belongs(mutant, files, loaded.book))
    tried = tuple(case for case in cases if not cases_from or case.paragraph in cases_from)
    with _workers(Workshop(loaded.book, tried, chosen), workers) as work:
        used = list(work.used(len(tried), progress))
        index = Index(tried, used, loaded.book)
        orders = [index.candidates(mutant) for mutant in chosen]
        verdicts = list(work.trials(orders, progress))
    reasons = {item.identity: item.reason for item in equivalents}
    results = tuple(
        Result(mutant, verdict, reasons.get(mutant.identity)) for mutant, verdict in zip(chosen, verdicts, strict=True)
    )
    return Report(results, len(tried), tuple(_wrong_equivalents(equivalents, every, results)))


def _belongs(mutant: Mutant, files: Collection[str], book: RuleBook) -> bool:
    """Mutants in a rule file by its name; those in rates and facts by the paragraph they rest on."""
    if mutant.place.file in {section.file for section in book.sections}:
        return PurePosixPath(mutant.place.file).stem in files
    return mutant.paragraph in {section.hjemmel for section in book.sections if section.name in files}


def _wrong_equivalents(
    equivalents: Iterable[Equivalent], every: Iterable[Mutant], results: Iterable[Result]
) -> Iterator[RuleFault]:
    known = {mutant.identity for mutant in every}
    caught = {result.mutant.identity: result.verdict for result in results if result.verdict.caught}
    for item in equivalents:
        if item.identity not in known:
            message = "ingen endring av reglene er denne; se feltene i --format json"
            yield RuleFault(item.place, "ukjent_endring", message)
        elif item.identity in caught:
            message = f"endringen merkes likevel ({caught[item.identity].by}); ta den ut"
            yield RuleFault(item.place, "ikke_ekvivalent", message)


# --- one process or several ---


class _Here:
    """Does the work in this process."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def used(self, count: int, progress: Progress) -> Iterator[Used]:
        return _told(map(self.workshop.used, range(count)), "saker", count, progress)

    def trials(self, orders: Sequence[Sequence[int]], progress: Progress) -> Iterator[Verdict]:
        found = map(self.workshop.trial, range(len(orders)), orders)
        return _told(found, "endringer", len(orders), progress)


class _There:
    """Hands the work out; the results come back in the order they were asked for."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self.pool = pool

    def used(self, count: int, progress: Progress) -> Iterator[Used]:
        return _told(self.pool.map(_used, range(count), chunksize=CHUNK), "saker", count, progress)

    def trials(self, orders: Sequence[Sequence[int]], progress: Progress) -> Iterator[Verdict]:
        found = self.pool.map(_trial, range(len(orders)), orders, chunksize=CHUNK)
        return _told(found, "endringer", len(orders), progress)


@contextmanager
def _workers(workshop: Workshop, count: int) -> Iterator[_Here | _There]:
    if count < 2:
        yield _Here(workshop)
        return
    parts = (workshop.book, workshop.cases, workshop.mutants)
    # Each process starts anew, so that it is the same on every system and shares nothing with this one.
    with ProcessPoolExecutor(count, get_context("spawn"), _start, parts) as pool:
        yield _There(pool)


def _told(items: Iterable[Item], what: str, total: int, progress: Progress) -> Iterator[Item]:
    for done, item in enumerate(items, 1):
        progress(what, done, total)
        yield item


#: The workshop of a process that was started to help; one at most.
_OWN: list[Workshop] = []


def _start(book: RuleBook, cases: tuple[Case, ...], chosen: tuple[Mutant, ...]) -> None:
    _OWN[:] = [Workshop(book, cases, chosen)]


def _used(number: int) -> Used:
    return _OWN[0].used(number)


def _trial(number: int, order: Sequence[int]) -> Verdict:
    return _OWN[0].trial(number, order)
