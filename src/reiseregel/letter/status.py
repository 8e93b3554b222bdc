"""What kind of letter an answer gives: one with a decision or one that asks, and whether a person must approve it."""

from __future__ import annotations

from reiseregel.decision import Answered, Decision
from reiseregel.letter.details import Details

#: Outcomes of a post that leave nothing to reckon.
NOT_GRANTED = frozenset({"avslag", "kreves_ikke_tilbake"})


def is_decided(decision: Decision) -> bool:
    """True when every post is final; a sum may be certain before all it is made of is."""
    return decision.settled and all(post.settled for post in decision.posts)


def is_draft(answered: Answered, details: Details) -> bool:
    """True when a person must approve the letter before it is sent, and nobody has.

    A letter that only asks is no decision. It becomes one to approve when it tells of a part that is final and not for
    the machine alone; a letter about repayment always is.
    """
    decision = answered.decision
    if details.approved_by or decision.automatic:
        return False
    if is_decided(decision) or decision.kind == "tilbakekreving":
        return True
    told = any(post.settled for post in decision.posts)
    return told and set(decision.not_automatic) != {"ikke_avgjort"}
