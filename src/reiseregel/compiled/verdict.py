"""What a run found: the posts with their outcomes, amounts and reasons, and the record of every value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from reiseregel.compiled.program import Program

Interval: TypeAlias = tuple[int, int]
#: A value in the record: yes/no or None while it is open; a number, or its lowest and highest; the mask of a code.
Recorded: TypeAlias = bool | int | tuple[int, int] | None

#: Where each column begins in the raw posts: number of the post, instance, outcomes, then pairs, and the reasons last.
_OUTCOMES, _PAYABLE, _REASONS = 2, 3, 13


@dataclass(frozen=True, slots=True)
class PostVerdict:
    """One post: outcomes as a mask (refused 1, reduced 2, granted 4), each column in øre from lowest to highest."""

    post: str
    place: str
    outcomes: int
    payable: Interval
    computed: Interval
    own_share: Interval
    frikort: Interval
    interest: Interval
    reasons: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Outcome and payable both known."""
        return self.outcomes & (self.outcomes - 1) == 0 and self.payable[0] == self.payable[1]


class Verdict:
    """The posts of one document by one plain pass, in document order, then the order of the posts."""

    __slots__ = ("known", "program", "raw", "run")

    def __init__(self, program: Program, run: Any, raw: list[tuple[Any, ...]], known: bool) -> None:
        self.program = program
        self.run = run
        self.raw = raw
        self.known = known

    @property
    def settled(self) -> bool:
        """Every post has one outcome and one amount to pay: nothing that is open can change the answer."""
        return all(
            post[_OUTCOMES] & (post[_OUTCOMES] - 1) == 0 and post[_PAYABLE] == post[_PAYABLE + 1] for post in self.raw
        )

    @property
    def mix(self) -> int:
        """The outcomes of all posts together, as a mask."""
        mix = 0
        for post in self.raw:
            mix |= post[_OUTCOMES]
        return mix

    @property
    def amount(self) -> Interval:
        """The sum to pay, in øre."""
        low = high = 0
        for post in self.raw:
            low += post[_PAYABLE]
            high += post[_PAYABLE + 1]
        return low, high

    @property
    def results(self) -> list[tuple[Any, ...]]:
        """Each post with its outcomes and what it pays: what the whole hangs on."""
        return [(post[0], post[1].path, *post[_OUTCOMES : _PAYABLE + 2]) for post in self.raw]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The codes of the reasons that surely hold, of all posts in order."""
        found: list[str] = []
        for post in self.raw:
            found += post[_REASONS]
        return tuple(found)

    @property
    def posts(self) -> tuple[PostVerdict, ...]:
        """The posts, told in full."""
        names = self.program.book.posts
        return tuple(
            PostVerdict(
                names[number].id, instance.path, outcomes,
                (raw[0], raw[1]), (raw[2], raw[3]), (raw[4], raw[5]), (raw[6], raw[7]), (raw[8], raw[9]),
                tuple(reasons),
            )
            for number, instance, outcomes, *raw, reasons in self.raw
        )  # fmt: skip

    def values_of(self, entity: str) -> list[tuple[Recorded, ...]]:
        """The record: for each instance of an entity in document order, every concept in the order of the plan.

        Only of a recorded run. The nameless members of unknown lists come with the others: see `named`.
        """
        blocks = sum(block.entity == entity for block in self.program.plan.blocks)
        rows = [[getattr(instance, f"k{number}") for number in range(blocks)] for instance in self.named(entity)]
        return [tuple(value for part in row for value in part) for row in rows]

    def named(self, entity: str) -> list[Any]:
        """The instances of an entity that were given, in document order."""
        return [instance for instance in getattr(self.run, entity) if not instance.nameless]


class OneVerdict(Verdict):
    """The verdict on a document that has one post, whatever its facts: nothing is to be put together."""

    __slots__ = ()

    @property
    def mix(self) -> int:
        """The outcome, as a mask."""
        return self.raw[0][_OUTCOMES]  # type: ignore[no-any-return]

    @property
    def amount(self) -> Interval:
        """What it pays, in øre."""
        return self.raw[0][_PAYABLE : _PAYABLE + 2]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The codes of the reasons that surely hold."""
        return tuple(self.raw[0][_REASONS])
