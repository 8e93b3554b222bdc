"""What was made from an object is remembered for that object and no other."""

from __future__ import annotations

import gc

from reiseregel.remember import KEPT, once_for_each


class Table(dict[str, int]):
    """Equal to others, and without a hash."""


def test_once_for_each_object_and_its_arguments() -> None:
    made: list[tuple[int, int, int]] = []

    @once_for_each
    def total(source: Table, more: int, *, times: int = 1) -> int:
        made.append((id(source), more, times))
        return (sum(source.values()) + more) * times

    one, same = Table(a=1), Table(a=1)
    assert [total(one, 1), total(one, 1), total(same, 1)] == [2, 2, 2]
    assert [total(one, 2), total(one, 1, times=3), total(one, 1, times=3)] == [3, 6, 6]
    assert made == [(id(one), 1, 1), (id(same), 1, 1), (id(one), 2, 1), (id(one), 1, 3)]


def test_an_object_in_the_place_of_one_that_is_gone_is_another() -> None:
    @once_for_each
    def first(source: Table) -> int:
        return source["a"]

    for number in range(KEPT * 4):
        assert first(Table(a=number)) == number
        if number % KEPT == 0:
            gc.collect()


def test_the_oldest_are_forgotten() -> None:
    made = []

    @once_for_each
    def noted(source: Table) -> None:
        made.append(source["a"])

    tables = [Table(a=number) for number in range(KEPT + 1)]
    for table in tables:
        noted(table)
    noted(tables[-1])
    noted(tables[0])

    assert made == [*range(KEPT + 1), 0]
