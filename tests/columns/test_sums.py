"""Amounts near and beyond what can be counted: exact, or handed over; and rates by the day."""

from __future__ import annotations

import numpy as np

from reiseregel.columns import numbers
from reiseregel.columns.distinct import combined, distinct
from reiseregel.columns.rates import day_sums, on_days
from reiseregel.columns.values import LIMIT, NONE, Bound, Numbers
from tests.conftest import own_rules


def column(*items: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(items, np.int64)


def listed(bound: Bound) -> list[int]:
    found: list[int] = np.asarray(bound).tolist()
    return found


def test_no_bound_stays_none() -> None:
    known = (amount := column(5, 7), amount)
    without = (column(0, 3), column(NONE, NONE))
    for low, high in (
        numbers.add(known, without),
        numbers.multiply(known, without),
        numbers.floor_divide(without, 1000),
        numbers.rounded(without, 1000, 100),
        numbers.scaled_numbers(without, 60_000),
        numbers.extreme("max", [known, without]),
    ):
        assert (np.asarray(high) >= LIMIT).all()
        assert (np.asarray(low) < LIMIT).all()
    low, high = numbers.subtract(known, without)
    assert (np.asarray(low) <= -LIMIT).all()
    assert listed(high) == [5, 4]


def test_many_sums_without_bound_do_not_run_over() -> None:
    total: Numbers = (0, column(NONE, 5))
    for _ in range(300):
        total = numbers.add(total, total)
    assert listed(total[1]) == [NONE, NONE]


def test_the_rate_of_each_day_added_up() -> None:
    rate = own_rules().rates["kost_per_doegn"]
    rng = np.random.default_rng(3)
    first = rng.integers(rate.rows[0].since, rate.rows[-1].since + 100, 200)
    count = rng.integers(-1, 40, 200)
    low, high = day_sums(rate, (first, first), (count, count), 200)
    rows = [[rate.on(day + n) for n in range(many)] for day, many in zip(first.tolist(), count.tolist(), strict=True)]
    assert listed(low) == [sum(row.value for row in days if row) for days in rows]
    assert low is high


def test_no_rate_before_the_first() -> None:
    rate = own_rules().rates["kost_per_doegn"]
    since = rate.rows[0].since
    low, high = on_days(rate, column(since - 1, since))
    assert listed(low) == [0, rate.rows[0].value]
    assert listed(high) == [NONE, rate.rows[0].value]


def test_combinations_are_told_apart() -> None:
    rng = np.random.default_rng(4)
    columns = [rng.integers(0, 4, 500), rng.integers(0, 10**15, 5).take(rng.integers(0, 5, 500))]
    first, found = combined(columns)
    keys = list(zip(*(item.tolist() for item in columns), strict=True))
    assert [keys[row] for row in first.take(found).tolist()] == keys
    assert len(first) == len(set(keys))
    values, codes = distinct(columns[1])
    assert values.take(codes).tolist() == columns[1].tolist()
