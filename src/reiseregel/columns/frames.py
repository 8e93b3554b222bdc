"""Many documents of one type as tables, one for each entity: the checked input of the columnar executor.

Values are coded as in the scalar executors: usann 0, sann 1, a code by its place in the list, a date by its ordinal, a
number in the unit of the fact (øre, metres, minutes). What was not given holds 0 and is not marked `given`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(slots=True)
class FactColumn:
    """One fact over the rows of a table."""

    value: Ints  # uint8 from Arrow where yes/no or a code
    given: Flags


@dataclass(slots=True)
class Table:
    """Every instance of one entity, in document order: by parent's row, then by place in the list.

    `parent` is the row in the parent's table; of the root, the number of the document in the input. `position` is the
    place in its list, 0 where there is no list. A single child has one row for each row of its parent, given or not.
    A fact that no row gives has no column. `lists_given` says, for each list that may be unknown (one that is not
    content), in which rows it was given; one given nowhere has no column.
    """

    entity: str
    rows: int
    parent: Ints
    position: Ints
    facts: dict[str, FactColumn] = field(default_factory=dict)
    lists_given: dict[str, Flags] = field(default_factory=dict)


@dataclass(slots=True)
class Frames:
    """Documents of one `type` as tables: every entity of the type is there, with no rows if it has none.

    `assessed` tells, by row of the root, which documents carry judgement (`vurderinger`).
    """

    kind: str
    tables: dict[str, Table]
    assessed: Flags
