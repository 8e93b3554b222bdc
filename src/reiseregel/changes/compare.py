"""Two answers → what differs and why. Pure; the same both ways round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reiseregel.changes.chains import Walker, date_facts, facts_reached, rate_row
from reiseregel.changes.earlier import EarlierDecision, law_day_of
from reiseregel.changes.facts import fact_changes, pairs
from reiseregel.changes.model import (
    JOURNEY,
    Chain,
    Changes,
    PostChange,
    PostSort,
    Question,
    RateChange,
    ReadingChange,
    Side,
)
from reiseregel.decision import Answered, Clarification, Grounds, PostDecision
from reiseregel.engine import PostInstance
from reiseregel.rulebook import Post, RuleBook
from reiseregel.rulebook.tree import FactRef
from reiseregel.rulebook.walk import walk

Compared = Answered | EarlierDecision
_Key = tuple[str, str]


def compare(before: Compared, after: Compared) -> Changes:
    """What differs between two answers to documents of one type.

    Args:
        before: an answered case, or a decision as `vurder --format json` printed it (`read_decision`).
        after: the same; often the appeal, or the case on another day.

    Returns:
        The posts, facts, rates, readings and rules that differ. The chains and the facts are known only when both are
        answered cases; a printed decision does not hold the facts.

    Raises:
        ValueError: the two are documents of different types, or of a type whose answers have no amounts.

    """
    first, second = _side(before), _side(after)
    if first.kind != second.kind:
        raise ValueError("documents of different types")
    if any(isinstance(side, Answered) and side.decision.answer is not None for side in (before, after)):
        raise ValueError("answers without amounts are not compared")
    if isinstance(before, Answered) and isinstance(after, Answered):
        return _Cases(before, after, first, second).changes()
    posts = tuple(_posts(_decided(before), _decided(after), {}))
    gone, new = _questions(before, after)
    return Changes(
        first,
        second,
        posts,
        facts=(),
        rates=tuple(_rates_by_day(before, after, posts)),
        readings=tuple(_readings(first, second)),
        rules=(),
        questions_gone=gone,
        questions_new=new,
        traced=False,
    )


class _Cases:
    """Two answered cases."""

    def __init__(self, before: Answered, after: Answered, first: Side, second: Side) -> None:
        self.before, self.after = before, after
        self.first, self.second = first, second
        self.places = pairs(before.evaluator.facts, after.evaluator.facts)
        self.facts = fact_changes(self.places)
        self.walker = Walker(before, after, self.places, self.facts)

    def changes(self) -> Changes:
        chains = {}
        old, new = _by_key(self.before.posts), _by_key(self.after.posts)
        decided = _decided(self.before), _decided(self.after)
        for key in old.keys() & new.keys():
            if not _alike(decided[0][key], decided[1][key]):
                chains[key] = self.walker.chain((old[key], new[key]))
        posts = tuple(_posts(*decided, chains))
        causes = self.walker.causes
        bearing = self._bearing(posts)
        gone, asked = _questions(self.before, self.after)
        return Changes(
            self.first,
            self.second,
            posts,
            facts=tuple(replace(change, bears=pointer in bearing) for pointer, change in self.facts.items()),
            rates=tuple(causes.rates.values()),
            readings=tuple(causes.readings.values()),
            rules=tuple(causes.rules.values()),
            questions_gone=gone,
            questions_new=asked,
            traced=True,
        )

    def _bearing(self, posts: tuple[PostChange, ...]) -> set[str]:
        """The facts that some difference hangs on. Where the walk found no way, none can be said not to matter."""
        causes = self.walker.causes
        found = set(causes.facts)
        for place in causes.redated:
            found.update(date_facts(place, self.places, self.facts))
        changed = [post for post in posts if post.sort != "uendret"]
        whole = (self.first.outcomes, self.first.bounds) != (self.second.outcomes, self.second.bounds)
        if whole and not changed:
            found.update(self.facts)
        for post in changed:
            if post.sort != "endret":
                found.update(self._made(post))
            elif not post.chain.steps:
                found.update(self.facts)
            elif not all(side is None or side.settled for side in (post.before, post.after)):
                found.update(self._narrowing())
        return {pointer for pointer in found if not self.facts[pointer].only_source}

    def _made(self, change: PostChange) -> Iterator[str]:
        """What a post hangs on that stands in only one of the answers: the list with more in it, or the fact that it is
        asked by, and every fact that it rests on.
        """
        side = self.before if change.after is None else self.after
        asked = {*_asked_by(change.post.post)}
        rests_on = {*facts_reached(side, _nodes_of(change.post, side.book))}
        for pointer, fact in self.facts.items():
            within = fact.listed and change.post.place.startswith(f"{pointer}/")
            if within or fact.key in asked or pointer in rests_on:
                yield pointer

    def _narrowing(self) -> Iterator[str]:
        """Facts that a refused combination ties to others: they narrow what is unknown."""
        tied = {
            f"{expr.entity}.{expr.name}"
            for book in (self.before.book, self.after.book)
            for item in book.impossible
            for expr in walk(item.condition)
            if isinstance(expr, FactRef)
        }
        return (pointer for pointer, change in self.facts.items() if change.key in tied)


def _side(of: Compared) -> Side:
    if isinstance(of, EarlierDecision):
        return of.side
    decision = of.decision
    dated = [*of.evaluator.facts.of_entity(JOURNEY), of.evaluator.facts.root]
    days = [item.law_date for item in dated if item.law_date is not None]
    return Side(
        "sak",
        decision.kind,
        decision.status,
        decision.outcomes,
        decision.bounds,
        decision.receipt.engine,
        decision.receipt.rules,
        decision.receipt.facts,
        decision.receipt.readings,
        min(days, default=None),
    )


def _by_key(posts: Iterable[PostInstance]) -> dict[_Key, PostInstance]:
    return {(item.instance.path, item.post.id): item for item in posts}


def _decided(of: Compared) -> dict[_Key, PostDecision]:
    posts = of.posts if isinstance(of, EarlierDecision) else of.decision.posts
    return {(post.place, post.post.id): post for post in posts}


def _posts(
    before: dict[_Key, PostDecision], after: dict[_Key, PostDecision], chains: dict[_Key, Chain]
) -> Iterator[PostChange]:
    """The posts in the order of the later answer, those that are gone last."""
    for key in {**after, **before}:
        first, second = before.get(key), after.get(key)
        sort: PostSort = "endret"
        if first is None or second is None:
            sort = "ny" if first is None else "borte"
        elif _alike(first, second):
            sort = "uendret"
        old, new = _grounds(first), _grounds(second)
        yield PostChange(
            first,
            second,
            sort,
            grounds_gone=tuple(ground for code, ground in old.items() if code not in new),
            grounds_new=tuple(ground for code, ground in new.items() if code not in old),
            chain=chains.get(key, Chain()),
        )


def _grounds(post: PostDecision | None) -> dict[str, Grounds]:
    return {ground.code: ground for ground in post.grounds} if post else {}


def _alike(first: PostDecision, second: PostDecision) -> bool:
    """The same answer: outcomes, amounts and reasons. A place in the law that moved is no other answer."""
    return _told(first) == _told(second)


def _told(post: PostDecision) -> object:
    """What a printed decision holds too: of all amounts but what is paid only the known ones."""
    columns = (post.computed, post.own_share, post.frikort, post.interest)
    known = [bounds.lowest if bounds.settled else None for bounds in columns]
    return post.outcomes, post.payable, known, {ground.code for ground in post.grounds}


def _asked_by(post: Post) -> Iterator[str]:
    for expr in walk(post.exists) if post.exists is not None else ():
        if isinstance(expr, FactRef):
            yield f"{expr.entity}.{expr.name}"


def _readings(before: Side, after: Side) -> Iterator[ReadingChange]:
    """Every reading that both know and that is another. Whether the answer hangs on it is not known."""
    for name in before.readings.keys() & after.readings.keys():
        if before.readings[name] != after.readings[name]:
            yield ReadingChange(name, before.readings[name], after.readings[name])


def _questions(before: Compared, after: Compared) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    asked = [
        of.questions if isinstance(of, EarlierDecision) else tuple(map(_question, of.decision.clarifications))
        for of in (before, after)
    ]
    gone = tuple(item for item in asked[0] if item not in asked[1])
    return gone, tuple(item for item in asked[1] if item not in asked[0])


def _question(item: Clarification) -> Question:
    return Question(item.fact.key, item.fact.pointer) if item.fact else Question("lovtid", "")


def _rates_by_day(before: Compared, after: Compared, posts: Iterable[PostChange]) -> Iterator[RateChange]:
    """Rates the posts of the answered case rest on, when the same rules give another on the day of the other answer."""
    case = after if isinstance(after, Answered) else before
    if not isinstance(case, Answered) or _side(before).rules != _side(after).rules:
        return
    found: dict[str, RateChange] = {}
    for change in posts:
        if change.sort != "endret" or change.before is None or change.after is None:
            continue
        days = [law_day_of(post, case.book) for post in (change.before, change.after)]
        for name in _rates_below(case, change.after if case is after else change.before):
            rate = case.book.rates[name]
            rows = [rate.on(day) if day is not None else None for day in days]
            if rows[0] and rows[1] and rows[0].value != rows[1].value:
                found.setdefault(name, RateChange(name, (rate_row(rate, rows[0]),), (rate_row(rate, rows[1]),)))
    yield from found.values()


def _nodes_of(post: PostDecision, book: RuleBook) -> list[str]:
    names = (post.post.right, post.post.payable)
    return [f"{post.place}#{book.concept(post.post.entity, name).id}" for name in names if name]


def _rates_below(case: Answered, post: PostDecision) -> list[str]:
    book: RuleBook = case.book
    trace, found = case.decision.trace, {}
    seen: set[str] = set()
    waiting = _nodes_of(post, book)
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        name = str(trace[node].get("navn", ""))
        if name.startswith("sats."):
            found[name.removeprefix("sats.")] = True
        waiting += trace[node].get("barn", ())
    return sorted(found)
