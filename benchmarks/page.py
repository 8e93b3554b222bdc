"""`docs/ytelse.md` and its chart, from one run."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.chart import ratio_chart
from benchmarks.control import ControlRun
from benchmarks.one_case import BY_HAND, KNOWN, OPEN, RECORDED, RENDERED, OneCase
from benchmarks.peers.peers import BY_HAND as PEER_BY_HAND
from benchmarks.peers.peers import BY_POLARS, OURS
from benchmarks.peers.run import Results
from benchmarks.portfolio import CHUNK, Columns, OneByOne, Whole
from benchmarks.tables import duration, figure, markdown, ratios
from benchmarks.timing import Clock, Comparison
from benchmarks.waits import CHECK, JSON_OUT, PYDANTIC, Wait

CHART = "ytelse.svg"


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that one run found."""

    one_case: OneCase
    peers: Results
    waits: list[Wait]
    json_to_json: Comparison
    columns: Columns
    whole: Whole
    settled: tuple[Whole, Whole]
    bytes_a_claim: float
    one_by_one: OneByOne
    control: list[ControlRun]
    clock: Clock
    command: str


def chart(found: Measured) -> str:
    """The chart of one decision of the whole regulation."""
    return ratio_chart(found.one_case.timed, BY_HAND, found.clock, "compiled")


def page(found: Measured) -> str:
    """The whole page."""
    return "\n".join(
        [
            *_head(found),
            *_targets(found),
            *_one_case(found),
            *_peers(found),
            *_portfolio(found),
            *_control(found),
            *_waits(found),
        ]
    )


def _head(found: Measured) -> Iterator[str]:
    clock = "time that passed" if found.clock == "wall" else "processor time: other work shared the machine"
    yield "# Performance\n"
    yield "Written by `make bench`; do not edit by hand. Ratios come first: they hold elsewhere, times do not.\n"
    yield f"- Command: `{found.command}`; clock: {clock}; medians, with the tenth and ninetieth percentile."
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    yield f"- Machine: {machine}; Python {platform.python_version()}."
    yield "- Versions: " + ", ".join(f"{name} {number}" for name, number in found.peers.versions.items()) + ".\n"


def _targets(found: Measured) -> Iterator[str]:
    """Each aim with what was measured; one that is not met has its reason in `docs/decisions/0026`."""
    timed, json_out = found.one_case.timed, found.json_to_json
    by_name = {wait.name: wait for wait in found.waits}
    vurder = by_name["`reiseregel vurder FILE`, cold process, rules in the cache"]
    starting = by_name["`reiseregel --help`, cold process"]
    repeated = by_name["one repeated case, compiled, open facts as sets"]
    small = found.peers.one_case
    rows: list[tuple[str, float, float, str]] = [
        ("all facts known, no trace, × by hand", timed.ratio(KNOWN, BY_HAND, found.clock).median, 1.5, "×"),
        ("trace recorded, × by hand", timed.ratio(RECORDED, BY_HAND, found.clock).median, 3, "×"),
        ("explanation rendered, × by hand", timed.ratio(RENDERED, BY_HAND, found.clock).median, 20, "×"),
        ("open facts as sets, × by hand", timed.ratio(OPEN, BY_HAND, found.clock).median, 4, "×"),
        ("p99 / p50 on one repeated case", repeated.p99 / repeated.p50, 2, "×"),
        ("JSON to JSON, × pydantic alone", json_out.ratio(JSON_OUT, PYDANTIC, found.clock).median, 2, "×"),
        ("input check, × pydantic alone", json_out.ratio(CHECK, PYDANTIC, found.clock).median, 1.5, "×"),
        ("`vurder` on a file, cold", vurder.p50, 350, " ms"),
        ("`--help`, cold", starting.p50, 150, " ms"),
    ]
    cells = [
        (name, f"≤ {figure(aim)}{unit}", f"{figure(value)}{unit}", _met(value <= aim))
        for name, value, aim, unit in rows
    ]
    for peer, aim in (("zen-engine", 50), ("durable-rules", 20)):
        for timing in small.timings:
            if timing.name.startswith(peer):
                ratio = small.ratio(timing.name, OURS, found.clock).median
                cells.append(
                    (f"small rule set, {timing.name} × ours", f"≥ {aim} ×", f"{figure(ratio)} ×", _met(ratio >= aim))
                )
    rate = found.columns.claims / found.columns.seconds * 2
    cells.append(
        ("columns only, claims a second on two cores (reckoned)", "≥ 500 000", figure(rate), _met(rate >= 500_000))
    )
    rate = found.whole.claims / found.whole.seconds
    cells.append(("`batch`, claims a second, open ones solved too", "≥ 500 000", figure(rate), _met(rate >= 500_000)))
    left = found.one_by_one.not_told / max(found.one_by_one.claims - found.one_by_one.open_facts, 1)
    cells.append(
        ("left to the reference though nothing is open", "≤ 2 %", f"{figure(left * 100)} %", _met(left <= 0.02))
    )
    cells += [_control_aim(found, executor, aim) for executor, aim in (("referanse", 20_000), ("durable", 3_000))]
    yield "## Aims and figures\n"
    yield markdown(("what", "aim", "measured", "met"), cells)
    yield "Why an aim is not met, and what it would take: [0026](decisions/0026-speed-that-was-not-reached.md).\n"


def _control_aim(found: Measured, executor: str, aim: int) -> tuple[str, str, str, str]:
    """The slowest run of an executor on the larger month, with whatever database."""
    most = max(run.events for run in found.control)
    rate = min(run.rate(found.clock) for run in found.control if (run.executor, run.events) == (executor, most))
    return f"`kontroll`, {executor}, events a second", f"≥ {figure(aim)}", figure(rate), _met(rate >= aim)


def _met(met: bool) -> str:
    return "yes" if met else "**no**"


def _one_case(found: Measured) -> Iterator[str]:
    yield "## One decision of the whole regulation\n"
    yield (
        "The function by hand ([benchmarks/handwritten](../benchmarks/handwritten)) gives outcome, posts, amounts and "
        "reason codes of claims with journeys in 2026, every fact known. It was equal to the compiled rules on all "
        f"{found.one_case.equal} claims before anything was timed, and a test holds it to the reference on more.\n"
    )
    yield f"![One decision, times as long as by hand]({CHART})\n"
    yield ratios(found.one_case.timed, BY_HAND, found.clock)


def _peers(found: Measured) -> Iterator[str]:
    yield "## A small rule set, in reiseregel and its peers\n"
    yield "Equal first, on random cases near the limits:\n"
    for shown in found.peers.equal:
        yield f"- {shown.name}, {shown.form}: {shown.cases} cases"
    for missing in found.peers.missing:
        yield f"- {missing.name}: not here ({missing.reason})"
    yield ""
    bases = {timing.name for timing in found.peers.one_case.timings}
    yield ratios(found.peers.one_case, OURS if OURS in bases else PEER_BY_HAND, found.clock)
    for table in found.peers.tables:
        yield ratios(table, BY_POLARS, found.clock, "row")


def _portfolio(found: Measured) -> Iterator[str]:
    columns, whole, single = found.columns, found.whole, found.one_by_one
    yield "## The whole regulation over a synthetic portfolio\n"
    yield (
        f"Claims as in [syntetisk.md](syntetisk.md), with {figure(columns.journeys / columns.claims)} journeys each. "
        f"Columns in one process, {columns.claims} claims; {figure(100 * columns.handed_over / columns.claims)} % are "
        "handed over to the scalar executors, and their time is not in this table:\n"
    )
    rows = [
        (
            stage.name,
            duration(stage.seconds / columns.claims * 1e9),
            f"{figure(100 * stage.seconds / columns.seconds)} %",
        )
        for stage in columns.stages
    ]
    rows.append(("in all", duration(columns.seconds / columns.claims * 1e9), "100 %"))
    yield markdown(("stage (processor time)", "a claim", "share"), rows)
    yield (
        f"The columns hold at most {figure(found.bytes_a_claim / 1024)} KiB a claim at once, with the table that came "
        f"in and those that come out, in chunks of {CHUNK} claims.\n"
    )
    yield (
        f"The command `reiseregel batch` over {whole.claims} claims, two processes, Parquet to Parquet, open claims "
        f"solved too: {figure(whole.claims / whole.seconds)} claims a second, peak {figure(whole.peak_mb)} MB.\n"
    )
    one, many = found.settled
    yield (
        f"The same over claims that the columns settle: {figure(one.claims / one.seconds)} a second, peak "
        f"{figure(one.peak_mb)} MB with {one.claims} claims; {figure(many.claims / many.seconds)} a second, peak "
        f"{figure(many.peak_mb)} MB with {many.claims}.\n"
    )
    yield (
        f"Claim by claim through the compiled plain pass ({single.claims} claims): median "
        f"{figure(single.microseconds.median)} µs, p99 {figure(single.p99)} µs. "
        f"{figure(100 * single.open_facts / single.claims)} % have an open fact that may matter and go to the "
        f"reference to be split; {figure(100 * single.not_told / single.claims)} % go there for another reason.\n"
    )


def _control(found: Measured) -> Iterator[str]:
    yield "## Control: signals over a month of events\n"
    yield (
        "The command `reiseregel kontroll` from JSONL to every signal with its words, in one process (and a child for "
        "durable-rules). A fact is what is counted for one subject; those that are alike are asked about once. Every "
        "run of a month gave the same files, and a test holds them to an oracle in plain SQL.\n"
    )
    rows = [
        (
            f"{run.executor}, {run.engine}",
            *(f"{number:,}".replace(",", " ") for number in (run.events, run.facts, run.asked, run.signals)),
            figure(run.rate(found.clock)),
            f"{run.peak_mib} MiB",
        )
        for run in found.control
    ]
    headings = ("executor, database", "events", "facts", "asked about", "signals", "events a second", "peak memory")
    yield markdown(headings, rows)
    yield from (f"- {note}" for note in dict.fromkeys(note for run in found.control for note in run.notes))
    yield ""


def _waits(found: Measured) -> Iterator[str]:
    yield "## What a user waits for\n"
    rows = [
        (wait.name, str(wait.rounds), *(duration(value * 1e6) for value in (wait.p10, wait.p50, wait.p99)))
        for wait in found.waits
    ]
    yield markdown(("what", "rounds", "p10", "p50", "p99"), rows)
    yield ratios(found.json_to_json, PYDANTIC, found.clock, "claim")
