"""The decision of one complete case: each post, and the whole by the algebra of the answer. No sets, nothing open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from reiseregel.rulebook import Post
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


#: Something refused, reduced or granted; of the whole, also some refused and some not.
Words = tuple[str, str, str]
WholeWords = tuple[str, str, str, str]
_DEMANDED = ("kreves_ikke_tilbake", "kreves_delvis_tilbake", "kreves_tilbake")
#: What a post, and the whole, is called, by the kind of the posts; an answer without money has words of its own.
WORDS: dict[str, tuple[Words, WholeWords]] = {
    "stoenad": (("avslag", "redusert", "innvilget"), ("avslag", "delvis_innvilget", "innvilget", "delvis_innvilget")),
    "tilbakekreving": (_DEMANDED, (*_DEMANDED, "kreves_delvis_tilbake")),
}


def words_of(post: Post) -> tuple[Words, WholeWords]:
    """The words of one post and those of the whole."""
    if post.answer is None:
        return WORDS[post.kind]
    (granted, reduced, refused), (all_of_it, some, none) = post.answer.post, post.answer.whole
    return (refused.code, reduced.code, granted.code), (none.code, some.code, all_of_it.code, post.answer.mixed.code)


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
    words: tuple[Words, WholeWords] = WORDS["stoenad"]


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
                found.append(AskedPost(post.id, thing, right, tuple(columns), reduced, words_of(post)))  # type: ignore[arg-type]
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
    payable, computed, own_share, frikort = post.columns
    outcome = post.words[0][grade(post)]
    return PostAnswer(outcome, payable(thing), computed(thing), own_share(thing), frikort(thing))


def grade(post: AskedPost) -> int:
    """0 when it is refused, 1 when it is reduced, 2 when it is granted whole."""
    if not post.right(post.thing):
        return 0
    return 1 if any(less(post.thing) for less in post.reduced) else 2


def whole_outcome(posts: list[AskedPost]) -> str:
    """All refused, all granted whole, some refused and some not, or something reduced."""
    grades = {grade(post) for post in posts}
    return posts[0].words[1][grades.pop() if len(grades) == 1 else 3 if 0 in grades else 1]


def answer_of(posts: list[AskedPost]) -> Answer:
    """The whole from its posts."""
    lines = tuple([post_answer(post) for post in posts])
    return Answer(whole_outcome(posts), sum(line.payable for line in lines), lines)


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
