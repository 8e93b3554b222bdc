"""The text of one generated function: its lines, what is read before them, and where names stand.

A concept has its own name, and in set mode `name__H` beside it for the other end: the highest number, or whether a yes
is possible (`name` alone is then the lowest, or a certain yes). Names from rules are in small letters and begin with
one, so those that begin with `_` or hold a capital are the generator's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from reiseregel.compiled.aliases import named_at_once
from reiseregel.compiled.fused import fuse
from reiseregel.compiled.late import put_late
from reiseregel.compiled.shared import Shared, without_unused, words
from reiseregel.compiled.statements import WORD, parsed, written
from reiseregel.compiled.text import is_atom
from reiseregel.rulebook.tree import Route
from reiseregel.vocabulary import EntityDef, Vocabulary

Written = TypeVar("Written")

_WORD = re.compile(r"_\w+F_\w+")
#: A fact that is written so many times in a function is read once, into a name.
OFTEN = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """An entity in the generated code: `ref` is the Python name of its instance, or of its facts when it is `bare`
    (nothing is worked out on it). `above` is what a member of a list is reached from; None on the way up from `_r`.
    """

    entity: str
    ref: str
    bare: bool
    above: Scope | None = None
    in_loop: bool = False


class Code:
    """One function under way."""

    def __init__(
        self, vocabulary: Vocabulary, entity: str, bare: frozenset[str], *, waits: bool, direct: bool, key: int
    ) -> None:
        self.vocabulary, self.bare, self.waits, self._key = vocabulary, bare, waits, key
        #: `direct`: the function is handed the facts themselves, for nobody else reads its instance.
        self.own = Scope(entity, "_r", bare=direct)
        self.lines: list[str] = []
        #: Where things stand, read first of all: Python name -> how it is read.
        self.places: dict[str, str] = {}
        #: What has been read from other instances, and where in the lines the block under way begins.
        self._read, self._block = set[str](), 0
        #: The facts that are read: Python name of the instance -> place in its tuple -> name, and the tuple's size.
        self.unpacked: dict[str, tuple[int, dict[int, str]]] = {}
        #: The facts that are read as handed in: Python name -> how each is read; one that is written often, only once.
        self._handed_in: dict[str, str] = {}
        self.depth, self._temps = 1, 0
        #: Where lines go now, and the depth at which they are reached whatever comes before.
        self._out, self._level = self.lines, 1
        #: What is the same for every member of the list, of the block under way and of those before.
        self._shared: Shared | None = None
        self._all_shared: list[Shared] = []

    def add(self, line: str) -> None:
        """One more line, at the depth reached."""
        self._out.append("    " * self.depth + line)

    @property
    def always(self) -> bool:
        """What is written now is reached whatever comes before."""
        return self.depth == self._level

    def apart(self, write: Callable[[], Written]) -> tuple[list[str], Written]:
        """What `write` returns, and the lines it takes, one step in; they are for the caller to place."""
        kept, self._out = self._out, []
        self.depth += 1
        text = write()
        lines, self._out = self._out, kept
        self.depth -= 1
        return lines, text

    def place_lines(self, lines: list[str]) -> None:
        """Lines that were written apart, where lines go now."""
        self._out += lines

    def place_here(self, lines: list[str]) -> None:
        """Lines that were written apart, one step out."""
        self._out += [line[4:] for line in lines]

    def begin_block(self, number: int) -> None:
        """From here on until `end_block`, what is the same for every member of a list may be kept for them all."""
        entity = self.vocabulary.entities[self.own.entity]
        if self.waits and entity.many:
            self._shared = Shared(f"{self._up(self.own).ref}.h", f"{entity.name} {number} {self._key}")

    @property
    def can_share(self) -> bool:
        """Lines may be put with those that are the same for every member."""
        return self._shared is not None and self.always and self._out is not self._shared.lines

    @contextmanager
    def shared(self) -> Iterator[None]:
        """The lines that follow are the same for every member of the list."""
        assert self._shared is not None
        before = self._out, self.depth, self._level
        self._out, self.depth, self._level = self._shared.lines, 2, 2
        yield
        self._out, self.depth, self._level = before

    @contextmanager
    def deeper(self, opening: str) -> Iterator[None]:
        """The lines below an opening such as `if x:`."""
        self.add(opening)
        self.depth += 1
        yield
        self.depth -= 1

    def temp(self) -> str:
        """A new name."""
        self._temps += 1
        return f"_t{self._temps}"

    def named(self, text: str) -> str:
        """The expression itself when it is cheap to write twice, else a name it is kept under from here on."""
        if is_atom(text):
            return text
        name = self.temp()
        self.add(f"{name} = {text}")
        return name

    def place(self, name: str, text: str) -> str:
        """Where something stands, read once at the start of the function; returns the name."""
        self.places.setdefault(name, text)
        return name

    def read(self, name: str, *lines: str) -> str:
        """Read something once, at the start of the block under way; returns the name."""
        if name not in self._read:
            self._read.add(name)
            if self._shared is not None and self._level > 1:
                self._shared.reads += [f"        {line}" for line in lines]
                return name
            for line in lines:
                self.lines.insert(self._block, f"    {line}")
                self._block += 1
        return name

    def end_block(self, *, last: bool) -> None:
        """Wait for the others, if there are any and this is not the `last`; what is read from here on is read here."""
        if self._shared is not None and self._shared.lines:
            pays = self._shared.pays
            self.lines[self._block : self._block] = [self._shared.marker] if pays else self._shared.plain
            self._all_shared += [self._shared] if pays else []
        self._shared = None
        if self.waits and not last:
            self.add("yield")
        self._block = len(self.lines)

    def text(self) -> list[str]:
        """The body of the function."""
        read = [f"{name} = {text}" for name, text in self.places.items()]
        for ref, (size, names) in self.unpacked.items():
            read += _unpacking(ref, size, names)
        every = [*self.lines, *(line for part in self._all_shared for line in part.lines)]
        often = Counter(word for line in every for word in WORD.findall(line))
        seldom = {name: text for name, text in self._handed_in.items() if often[name] < OFTEN}
        lines = self._with_shared(seldom)
        read += [
            f"{name} = {text}"
            for name, text in self._handed_in.items()
            if name not in seldom and not any(f"        {name} = {text}" in part.reads for part in self._all_shared)
        ]
        lines = [_WORD.sub(lambda found: seldom.get(found[0], found[0]), line) for line in lines]
        statements = parsed(without_unused([*(f"    {line}" for line in read), *lines]))
        named_at_once(statements)
        fuse(statements)
        put_late(statements)
        return written(statements) or ["    pass"]

    def _with_shared(self, seldom: Mapping[str, str]) -> list[str]:
        """The lines, with those that are the same for every member in their places."""
        for part in self._all_shared:
            only_here = words(part.lines) - words([*self.lines, *self._other_lines(part)])
            often = [name for name in self._handed_in if name in only_here and name not in seldom]
            part.reads[:0] = [f"        {name} = {self._handed_in[name]}" for name in often]
        lines = list(self.lines)
        for part in self._all_shared:
            place = lines.index(part.marker)
            lines[place : place + 1] = part.written(words([*lines[place:], *self._other_lines(part)]))
        return lines

    def _other_lines(self, part: Shared) -> list[str]:
        return [line for other in self._all_shared if other is not part for line in other.lines]

    def handed_in(self, scope: Scope, name: str, *, day: bool) -> str:
        """A fact as handed in, or the ordinal of a day."""
        text = f"{self.facts(scope)}[{name!r}]"
        text = f"_ORD[{text}]" if day else text
        if scope.in_loop:
            return text
        kept = f"{scope.ref}F_{name}"
        self._handed_in[kept] = text
        return kept

    def fact(self, scope: Scope, name: str, place: int, size: int) -> str:
        """The Python name of an entry among the facts of an instance; read where it stands when it is in a loop."""
        if scope.in_loop:
            return f"{scope.ref}.f[{place}]"
        kept = f"{scope.ref}F_{name}"
        self.unpacked.setdefault(scope.ref, (size, {}))[1][place] = kept
        return kept

    # --- where things stand -----------------------------------------------------------------------------------------

    def follow(self, scope: Scope, route: Route) -> Scope:
        """The entity at the end of a route."""
        for _ in range(route.up):
            scope = self._up(scope)
        for name in route.down:
            scope = self._down(scope, name)
        return scope

    @staticmethod
    def steps(scope: Scope) -> int:
        """How far above the function's own entity a scope stands, or what it was reached from."""
        while scope.above is not None:
            scope = scope.above
        return 0 if scope.ref == "_r" else int(scope.ref[1:])

    def _up(self, scope: Scope) -> Scope:
        if scope.above is not None:
            return scope.above
        parent = self.vocabulary.entities[scope.entity].parent
        steps = 1 if scope.ref == "_r" else int(scope.ref[1:]) + 1
        return Scope(parent, self.place(f"_{steps}", f"{scope.ref}.up"), bare=False)

    def _down(self, scope: Scope, name: str) -> Scope:
        member = self.vocabulary.entities[name].member
        ref = f"{scope.ref}.get({member!r}, _NOTHING)" if scope.bare else f"{scope.ref}.S_{name}"
        if not scope.in_loop:
            ref = self.place(f"{scope.ref}S_{name}", ref)
        return Scope(name, ref, name in self.bare, scope, scope.in_loop)

    def member(self, owner: Scope, entity: str) -> Scope:
        """A member of a list, under a new name."""
        return Scope(entity, self.temp(), entity in self.bare, owner, in_loop=True)

    def law_date(self, scope: Scope) -> str:
        """The law date of an instance, as an ordinal; what is bare has that of what it stands below."""
        if scope.bare and scope.above is not None:
            return self.law_date(scope.above)
        if scope.bare:
            rule = self.vocabulary.entities[scope.entity].law_time
            assert rule is not None
            return f"_ORD[{scope.ref}[{rule.fact!r}]]"
        return f"_ORD[{scope.ref}.iso]"

    def facts(self, scope: Scope) -> str:
        """The dict of the facts of an entity as handed in."""
        if scope.bare:
            return scope.ref
        if scope.in_loop:
            return f"{scope.ref}.d"
        return self.place(f"{scope.ref}D", f"{scope.ref}.d")

    def members(self, owner: Scope, child: EntityDef) -> str:
        """The members of a list; where it may be unknown, a nameless one stands for them."""
        listed = self.listed(owner, child)
        if child.content:
            return listed
        nobody = "_NOBODY" if owner.bare else f"{owner.ref}.N_{child.name}"
        return f"({listed} if {listed} is not None else {nobody})"

    @staticmethod
    def listed(owner: Scope, child: EntityDef) -> str:
        """The members of a list as given; None where it may be unknown and is."""
        if owner.bare:
            return f"{owner.ref}.get({child.member!r}{', ()' if child.content else ''})"
        return f"{owner.ref}.L_{child.name}"


def _unpacking(ref: str, size: int, names: dict[int, str]) -> list[str]:
    """A few facts one by one, many in one go."""
    if len(names) * 4 < size:
        facts = f"{ref}F"
        return [f"{facts} = {ref}.f", *(f"{names[place]} = {facts}[{place}]" for place in sorted(names))]
    return [f"({', '.join(names.get(place, '_') for place in range(size))},) = {ref}.f"]
