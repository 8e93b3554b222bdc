"""Are two frames the same, to every value?"""

from __future__ import annotations

import numpy as np

from reiseregel.columns.frames import Frames


def assert_same(found: Frames, wanted: Frames) -> None:
    assert found.kind == wanted.kind
    assert list(found.tables) == list(wanted.tables)
    assert np.array_equal(found.assessed, wanted.assessed)
    for name, table in found.tables.items():
        other = wanted.tables[name]
        assert (table.entity, table.rows) == (other.entity, other.rows) == (name, len(table.parent))
        assert np.array_equal(table.parent, other.parent), name
        assert np.array_equal(table.position, other.position), name
        assert table.facts.keys() == other.facts.keys(), name
        assert table.lists_given.keys() == other.lists_given.keys(), name
        for key, column in table.facts.items():
            assert column.value.dtype in (np.int64, np.uint8), (name, key)
            assert column.given.dtype == np.bool_, (name, key)
            assert np.array_equal(column.given, other.facts[key].given), (name, key)
            assert np.array_equal(column.value, other.facts[key].value), (name, key)
        for key, given in table.lists_given.items():
            assert np.array_equal(given, other.lists_given[key]), (name, key)
