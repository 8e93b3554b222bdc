"""May the machine decide alone? Grants may; what the operator's policy does not release goes to a person."""

from __future__ import annotations

from reiseregel.decision.later import Later
from reiseregel.decision.model import Bounds, PostDecision, RestsOn
from reiseregel.rulebook.model import Policy


def not_automatic(
    policy: Policy,
    settled: bool,
    amount: Bounds,
    posts: tuple[PostDecision, ...],
    resting: Later[tuple[RestsOn, ...]],
    *,
    judged: bool,
    provisional: bool,
    unread: bool,
) -> tuple[str, ...]:
    """The reasons a person must look, as codes; none means it may be automatic. `judged`: judgement was looked at.

    The readings of an answer that is not settled are no reason beside that: what it rests on is known when it is.
    """
    demand = any(post.post.kind == "tilbakekreving" for post in posts)
    money = any(post.post.answer is None for post in posts)
    reasons = ["tilbakekreving"] if demand else []  # to demand money back is always for a person (docs/decisions/0009)
    whole = settled and all(post.settled for post in posts)
    if not whole:
        reasons.append("ikke_avgjort")
    if not policy.refusal and not demand and any(_is_no(post) for post in posts):
        reasons.append("avslag")
    if not policy.zero and settled and amount.highest == 0 and money and not demand:
        reasons.append("null_kroner")
    if not policy.judgement and judged:
        reasons.append("skjoenn")
    if not policy.provisional_rate and provisional:
        reasons.append("foreloepig_sats")
    if not policy.unread_wording and unread:
        reasons.append("ulest_ordlyd")
    names = dict.fromkeys(item.reading.name for item in resting.value) if whole else ()
    reasons += [f"lesning:{name}" for name in names if name not in policy.confirmed_readings]
    return tuple(reasons)


def _is_no(post: PostDecision) -> bool:
    """Refused; a leaf that another leaf was reached instead of is not, nor a no that takes nothing from anybody."""
    return post.refused and post.post.refuses and not (post.post.answer and post.post.answer.of_leaves)
