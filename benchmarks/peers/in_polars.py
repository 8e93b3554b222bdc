"""The small rule set as somebody would write it by hand in polars, for many cases."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from benchmarks.peers.cases import CODES, REASONS, Answers, Columns

_CAR, _SCHEDULED, _TAXI = range(len(CODES["fremkomstmiddel"]))
_NEAREST, _IN_REGION, _OUTSIDE = range(len(CODES["valg_av_sted"]))


def decide_frame(data: pl.DataFrame) -> pl.DataFrame:
    """A row for each row: `outcome` and `reason` as places in their lists, `amount` in øre."""
    return data.lazy().pipe(_with_grounds).pipe(_with_sums).pipe(_with_answers).collect()


def on_table(table: Columns) -> Callable[[], Answers]:
    """What decides the table, in a frame that has numpy's memory as it is."""
    data = pl.DataFrame(table)

    def decide() -> Answers:
        found = decide_frame(data)
        return Answers(found["outcome"].to_numpy(), found["amount"].to_numpy(), found["reason"].to_numpy())

    return decide


def _yes(name: str) -> pl.Expr:
    return pl.col(name) != 0


def _with_grounds(data: pl.LazyFrame) -> pl.LazyFrame:
    metres, nearest, means = pl.col("avstand_m"), pl.col("avstand_naermeste_m"), pl.col("fremkomstmiddel")
    emergency = _yes("oeyeblikkelig_hjelp")
    paid = pl.col("parkering_oere") + pl.col("bom_oere")
    return data.with_columns(
        not_covered=~_yes("tjeneste_omfattet"),
        absent=~_yes("oppmoete_bekreftet") & ~emergency,
        late=pl.col("dager_siden_reisen") > 180,
        short=((metres < 10_000) | _yes("minstetakst_kan_brukes")) & ~emergency & ~_yes("helseattest"),
        shortened=(pl.col("valg_av_sted") == _IN_REGION) & (nearest < metres),
        by_receipt=(means == _TAXI) & _yes("drosje_rekvirert"),
        without_order=(means == _TAXI) & ~_yes("drosje_rekvirert"),
        undocumented=(means == _CAR) & (paid > 0) & ~_yes("utgifter_dokumentert"),
        extras=pl.when((means == _CAR) & _yes("utgifter_dokumentert")).then(paid).otherwise(0),
    ).with_columns(metres=pl.when("shortened").then(nearest).otherwise(metres))


def _with_sums(data: pl.LazyFrame) -> pl.LazyFrame:
    by_rate = (pl.col("metres") * 310 + 500) // 1000
    free = _yes("frikort") | (pl.col("alder_aar") < 16)
    support = (
        pl.when("by_receipt")
        .then(pl.col("drosje_oere"))
        .when("cheapest")
        .then(pl.col("billigste_rute_oere"))
        .otherwise(by_rate)
    )
    charge = pl.when(free).then(0).when(pl.col("valg_av_sted") == _OUTSIDE).then(40_000).otherwise(17_100)
    return data.with_columns(
        cheapest=(pl.col("fremkomstmiddel") == _SCHEDULED) & (pl.col("metres") > 300_000)
    ).with_columns(net=support + pl.col("extras") - charge)


def _with_answers(data: pl.LazyFrame) -> pl.LazyFrame:
    refused = pl.col("not_covered") | pl.col("absent") | pl.col("late") | pl.col("short")
    reduced = pl.col("shortened") | pl.col("without_order") | pl.col("undocumented")
    conditions = (
        pl.col("not_covered"),
        pl.col("absent"),
        pl.col("late"),
        pl.col("short"),
        pl.col("net") <= 0,
        pl.col("net") < 5_000,
        pl.col("shortened"),
        pl.col("without_order"),
        pl.col("undocumented"),
        pl.col("by_receipt"),
        pl.col("cheapest"),
    )
    reason = pl.lit(len(REASONS) - 1, pl.Int8)
    for place in reversed(range(len(conditions))):
        reason = pl.when(conditions[place]).then(pl.lit(place, pl.Int8)).otherwise(reason)
    zero, one, two = (pl.lit(place, pl.Int8) for place in range(3))
    return data.select(
        outcome=pl.when(refused).then(zero).when(reduced).then(one).otherwise(two),
        amount=pl.when(refused | (pl.col("net") < 5_000)).then(0).otherwise(pl.col("net")),
        reason=reason,
    )
