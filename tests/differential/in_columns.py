"""The columns on random documents: each row settled there as the compiled rules, held to the reference, have it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from reiseregel.case import CheckedDocument
from reiseregel.columns.decide import decide_frames
from reiseregel.columns.from_documents import frames_from_documents
from reiseregel.columns.rows import Row, case_row
from reiseregel.compiled import PostVerdict, program
from reiseregel.decision import answer_by_reference
from reiseregel.decision.model import outcome_words
from reiseregel.rulebook import Post, RuleBook

#: One row in so many is held against the whole answer, with hjemmel, open facts and what keeps it from being automatic.
WHOLE = 40


def columns_agree(documents: Sequence[tuple[int, CheckedDocument]], book: RuleBook, counts: Counter[str]) -> None:
    """Documents with their numbers, of any types."""
    by_kind: dict[str, list[tuple[int, CheckedDocument]]] = defaultdict(list)
    for number, document in documents:
        by_kind[document.kind].append((number, document))
    for kind, of_kind in by_kind.items():
        frames = frames_from_documents([document.data for _, document in of_kind], kind, book.vocabulary)
        decided = decide_frames(frames, book)
        posts: dict[int, list[Row]] = defaultdict(list)
        for row in decided.posts.to_pylist():
            posts[row["sak"]].append(row)
        counts["overlatt av kolonnene"] += len(decided.handed_over)
        for row in decided.cases.to_pylist():
            number, document = of_kind[row["sak"]]
            try:
                _agrees(row, posts[row["sak"]], document, book, whole=number % WHOLE == 0)
            except AssertionError as fault:
                raise AssertionError(f"dokument {number} i kolonner: {fault}") from fault
            counts["avgjort i kolonner"] += 1


def _agrees(row: Row, posts: list[Row], document: CheckedDocument, book: RuleBook, *, whole: bool) -> None:
    verdict = program(book, document.kind).run(document.data)
    if whole or verdict is None:
        assert row == case_row(row["sak"], answer_by_reference(document, book).decision)
    if verdict is None:
        return
    assert verdict.settled
    assert [_told(post) for post in posts] == [
        (post.post, post.place, _word(post, book), _amount(post, book), list(dict.fromkeys(post.reasons)))
        for post in verdict.posts
    ]
    if row["beloep_oere"] is not None:
        assert row["beloep_oere"] == verdict.amount[0]


def _told(row: Row) -> tuple[str, str, str, int | None, list[str]]:
    return row["post"], row["sted"], row["utfall"], row["laveste_oere"], row["grunner"]


def _word(found: PostVerdict, book: RuleBook) -> str:
    granted, reduced, refused = outcome_words(_post(found, book)).post
    return {4: granted, 2: reduced, 1: refused}[found.outcomes]


def _amount(found: PostVerdict, book: RuleBook) -> int | None:
    """What is paid, in øre; none where the answer is without money."""
    return found.payable[0] if _post(found, book).payable else None


def _post(found: PostVerdict, book: RuleBook) -> Post:
    return next(post for post in book.posts if post.id == found.post)
