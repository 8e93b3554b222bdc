"""What a run tells of its second executor: how much it decided, and why the reference decided the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from reiseregel.control.durable.supervise import Why
from reiseregel.errors import Text

#: Why the reference decided. `open`: a fact that a condition reads is missing. `not_flat`: a condition that the engine
#: is not given, or a day without rules. `self_test`, `disagreed`: it was wrong. `given_up`: too many children lost.
#: `absent`: it cannot be used here.
Reason: TypeAlias = Why | Literal["open", "not_flat", "self_test", "disagreed", "given_up", "absent"]

TOO_NEW_PYTHON: Final = Text(
    "durable-rules kan ikke brukes med Python 3.13 eller nyere.",
    "durable-rules kan ikkje brukast med Python 3.13 eller nyare.",
    "durable-rules cannot be used with Python 3.13 or newer.",
)
NO_CHILD_HERE: Final = Text(
    "durable-rules trenger en egen prosess, og den kan ikke startes på dette systemet.",
    "durable-rules treng ein eigen prosess, og han kan ikkje startast på dette systemet.",
    "durable-rules needs a process of its own, which cannot be started on this system.",
)
NOT_INSTALLED: Final = Text(
    "durable-rules er ikke installert. Den følger med reiseregel[kontroll] og trenger en C-kompilator.",
    "durable-rules er ikkje installert. Han følgjer med reiseregel[kontroll] og treng ein C-kompilator.",
    "durable-rules is not installed. It comes with reiseregel[kontroll] and needs a C compiler.",
)

#: What it decided before it was found to be wrong was compared only in part.
DOUBTFUL: Final = Text(
    "Det durable-rules avgjorde før stikkprøven, kan være galt: kjør kontrollen på nytt med referansen.",
    "Det durable-rules avgjorde før stikkprøva, kan vere gale: køyr kontrollen på nytt med referansen.",
    "What durable-rules decided before they differed may be wrong: run the control again with the reference.",
)

#: After the number of facts, in the order they are told.
_REASONS: Final[dict[Reason, Text]] = {
    "open": Text(
        "der opplysninger mangler",
        "der opplysningar manglar",
        "where facts are missing",
    ),
    "not_flat": Text(
        "der vilkårene er av et slag durable-rules ikke får, eller dagen er uten regler",
        "der vilkåra er av eit slag durable-rules ikkje får, eller dagen er utan reglar",
        "where the conditions are of a kind durable-rules is not given, or the day has no rules",
    ),
    "died": Text(
        "fordi prosessen med durable-rules stanset",
        "fordi prosessen med durable-rules stansa",
        "because the process with durable-rules ended",
    ),
    "silent": Text(
        "fordi prosessen med durable-rules ikke svarte i tide",
        "fordi prosessen med durable-rules ikkje svarte i tide",
        "because the process with durable-rules did not answer in time",
    ),
    "babbled": Text(
        "fordi prosessen med durable-rules svarte noe annet enn det ble spurt om",
        "fordi prosessen med durable-rules svarte noko anna enn det vart spurt om",
        "because the process with durable-rules answered something else than was asked",
    ),
    "refused": Text(
        "fordi durable-rules meldte fra om en feil",
        "fordi durable-rules melde frå om ein feil",
        "because durable-rules reported an error",
    ),
    "self_test": Text(
        "fordi durable-rules ikke besto prøven den får før den brukes",
        "fordi durable-rules ikkje stod prøva han får før han blir brukt",
        "because durable-rules failed the test it is given before it is used",
    ),
    "disagreed": Text(
        "fordi durable-rules svarte noe annet enn referansen på en stikkprøve",
        "fordi durable-rules svarte noko anna enn referansen på ei stikkprøve",
        "because durable-rules and the reference differed on a fact that both decided",
    ),
    "given_up": Text(
        "fordi prosessen med durable-rules hadde sviktet for mange ganger",
        "fordi prosessen med durable-rules hadde svikta for mange gonger",
        "because the process with durable-rules had failed too many times",
    ),
    "absent": Text(
        "fordi durable-rules ikke kan brukes her",
        "fordi durable-rules ikkje kan brukast her",
        "because durable-rules cannot be used here",
    ),
}


def told(decided: int, fallen: Mapping[Reason, int], lost: int, absent: Text | None = None) -> tuple[Text, ...]:
    """The sentences: why the engine is not here or what it decided, what the reference decided and why, and how many
    processes were lost.
    """
    found = (
        [absent]
        if absent
        else [_sentence(decided, "durable-rules avgjorde", "durable-rules avgjorde", "durable-rules decided")]
    )
    found += [_because(fallen[reason], why) for reason, why in _REASONS.items() if fallen.get(reason)]
    if decided and fallen.get("disagreed"):
        found.append(DOUBTFUL)
    if lost:
        found.append(
            Text(
                f"Prosessen med durable-rules sviktet {lost} ganger.",
                f"Prosessen med durable-rules svikta {lost} gonger.",
                f"The process with durable-rules failed {lost} times.",
            )
            if lost > 1
            else Text(
                "Prosessen med durable-rules sviktet én gang.",
                "Prosessen med durable-rules svikta éin gong.",
                "The process with durable-rules failed once.",
            )
        )
    return tuple(found)


def _because(count: int, why: Text) -> Text:
    whole = _sentence(count, "Referansen avgjorde", "Referansen avgjorde", "The reference decided")
    return Text(f"{whole.nb[:-1]} {why.nb}.", f"{whole.nn[:-1]} {why.nn}.", f"{whole.en[:-1]} {why.en}.")


def _sentence(count: int, nb: str, nn: str, en: str) -> Text:
    shown = f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
    return Text(f"{nb} {shown} grunnlag.", f"{nn} {shown} grunnlag.", f"{en} {count:,} feature facts.")
