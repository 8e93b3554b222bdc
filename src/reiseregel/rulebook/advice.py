"""What the one who gets an answer can do now, as data: advice that depends on the answer, and on who has not answered.

`reiseregel.decision.next_steps` says which of it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reiseregel.errors import Place, Text
from reiseregel.rulebook.tree import Expr
from reiseregel.vocabulary import Hjemmel
from reiseregel.vocabulary.model import Earlier, Owner, hjemmel_on

#: The ways to do something: Helsenorge, the telephone of patient travel, the practitioner, the office, a letter, 113.
Channel = Literal["digital", "telefon_05515", "behandler", "kontor", "brev", "noedmelding"]
#: Who is to do it: the patient (or who acts for the patient), who orders the journey, the caseworker, the ward.
Recipient = Literal["pasient", "rekvirent", "saksbehandler", "avdeling"]
#: The first part of the codes of what is said while an answer is open; the owner of the question is the rest.
OPEN_CODE = "aapent_"
#: The type of document of the advice that holds for every type.
ALL_DOCUMENTS = "alle"


@dataclass(frozen=True, slots=True)
class Undigital:
    """The same advice for someone who cannot use digital services."""

    channel: Channel
    text: Text


@dataclass(frozen=True, slots=True)
class Instruction:
    """What to do now: `to` does it by `channel`. `needs_person`: whoever it is about should be met by a human."""

    code: str
    channel: Channel
    to: Recipient
    text: Text
    hjemmel: Hjemmel
    place: Place
    needs_person: bool = False
    undigital: Undigital | None = None
    earlier: Earlier = ()

    def hjemmel_on(self, day: int) -> Hjemmel:
        """Where it stood in the law of a day."""
        return hjemmel_on(day, self.earlier, self.hjemmel)


@dataclass(frozen=True, slots=True)
class Advice:
    """Given for each instance of `entity` of which everything here is surely so. None and empty ask for nothing.

    `condition` is true of the instance; the whole answer is settled with one of `outcomes`; it is `open`, or not; it
    may be `automatic`, or not. `closes_digital`: no advice to the patient has a digital channel then.
    """

    entity: str
    told: Instruction
    condition: Expr | None = None
    outcomes: tuple[str, ...] = ()
    open: bool | None = None
    automatic: bool | None = None
    closes_digital: bool = False


@dataclass(frozen=True, slots=True)
class OpenAdvice:
    """Given while an answer is open and hangs on a fact of `owner`, in documents of one type or (`alle`) of any.

    What is said of one type goes before what is said of all.
    """

    document: str
    owner: Owner
    told: Instruction


@dataclass(frozen=True, slots=True)
class AdviceRules:
    """All advice, in file order."""

    advice: tuple[Advice, ...] = ()
    when_open: tuple[OpenAdvice, ...] = ()

    def for_owner(self, document: str, owner: Owner) -> Instruction | None:
        """What to do about the questions of an owner in a document of one type; None when nothing is said of it."""
        found = {item.document: item.told for item in self.when_open if item.owner == owner}
        return found.get(document, found.get(ALL_DOCUMENTS))


#: A rule book without advice.
NO_ADVICE = AdviceRules()
