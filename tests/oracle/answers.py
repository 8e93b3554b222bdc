"""The decision of one complete case: each post, and the whole by the algebra of the answer. No sets, nothing open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tests.oracle.compiler import Function, Rules
from tests.oracle.things import Facts, Thing


class PostAnswer(NamedTuple):
    """One line: outcome, and øre in each column."""

    outcome: str
    payable: int
    computed: int
    own_share: int
    frikort: int


class Answer(NamedTuple):
    """The whole answer."""

    outcome: str
    amount: int
    posts: tuple[PostAnswer, ...]


#: What a post that is refused, reduced or granted is called, by its kind.
WORDS = {
    "stoenad": ("avslag", "redusert", "innvilget"),
    "tilbakekreving": ("kreves_ikke_tilbake", "kreves_delvis_tilbake", "kreves_tilbake"),
}


def nothing(_: Thing) -> int:
    """A column that the post does not have."""
    return 0


@dataclass(frozen=True, slots=True)
class AskedPost:
    """A post that the case asks for: what it is about, and the functions of its columns."""

    id: str
    thing: Thing
    right: Function
    columns: tuple[Function, Function, Function, Function]
    reduced: tuple[Function, ...]
    kind: str = "stoenad"


def asked_posts(rules: Rules, root: Thing) -> list[AskedPost]:
    """The posts of a case, by document order and then the order of the posts. They hang on content only."""
    found = []
    for thing in document_order(rules, root):
        for post, exists in zip(rules.book.posts, rules.exists, strict=True):
            if post.entity == thing.entity and exists(thing):
                names = (post.payable, post.computed, post.own_share, post.frikort)
                columns = [rules.concepts[post.entity, name] if name else nothing for name in names]
                reduced = tuple(rules.concepts[post.entity, name] for name in post.reduced)
                right = rules.concepts[post.entity, post.right]
                found.append(AskedPost(post.id, thing, right, tuple(columns), reduced, post.kind))  # type: ignore[arg-type]
    return found


def document_order(rules: Rules, thing: Thing) -> list[Thing]:
    """The thing and all below it, children in the order of the vocabulary."""
    found = [thing]
    for child in rules.book.vocabulary.children_of(thing.entity):
        below = [thing.singles[child.name]] if not child.many else thing.lists.get(child.name, [])
        for item in below:
            found += document_order(rules, item)
    return found


def post_answer(post: AskedPost) -> PostAnswer:
    """One post, worked out."""
    thing = post.thing
    refused, reduced, granted = WORDS[post.kind]
    if not post.right(thing):
        outcome = refused
    elif any(less(thing) for less in post.reduced):
        outcome = reduced
    else:
        outcome = granted
    payable, computed, own_share, frikort = post.columns
    return PostAnswer(outcome, payable(thing), computed(thing), own_share(thing), frikort(thing))


def whole_outcome(outcomes: set[str]) -> str:
    """All refused, all granted whole, or something between."""
    if outcomes <= {*WORDS["tilbakekreving"]}:
        return outcomes.copy().pop() if len(outcomes) == 1 else "kreves_delvis_tilbake"
    if outcomes == {"avslag"}:
        return "avslag"
    return "innvilget" if outcomes == {"innvilget"} else "delvis_innvilget"


def answer_of(posts: tuple[PostAnswer, ...]) -> Answer:
    """The whole from its posts."""
    return Answer(whole_outcome({post.outcome for post in posts}), sum(post.payable for post in posts), posts)


class _Noting(Facts):
    """Facts that note which of them are asked for."""

    def __init__(self, thing: Thing, noted: set[str]) -> None:
        super().__init__(thing)
        self.update(thing.facts)
        self.noted = noted

    def __getitem__(self, name: str) -> int:
        self.noted.add(f"{self.thing.path}/{name}")
        return super().__getitem__(name)


def facts_asked_for(rules: Rules, root: Thing) -> set[str]:
    """The pointers of the facts that the answer to one complete case looks at."""

    def answered() -> None:
        for post in asked_posts(rules, root):
            post_answer(post)

    return facts_read(document_order(rules, root), answered)


def facts_read(things: list[Thing], work: Callable[[], None]) -> set[str]:
    """The pointers of the facts that some work on the things looks at."""
    noted: set[str] = set()
    plain = [thing.facts for thing in things]
    for thing in things:
        thing.facts = _Noting(thing, noted)
        thing.memo.clear()
    work()
    for thing, facts in zip(things, plain, strict=True):
        thing.facts = facts
    return noted
