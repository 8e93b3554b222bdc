"""Values of an open number or date worth trying: the ends of what may be handed in, and both sides of every point that
the rules, the rates or the rest of the case could make matter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from random import Random

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook import tree as t
from reiseregel.vocabulary import FactDef
from tests.oracle.answers import walk_things
from tests.oracle.compiler import months_later
from tests.oracle.things import Thing
