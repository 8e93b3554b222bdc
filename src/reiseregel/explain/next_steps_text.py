"""What to do now, in words: who does it and by what channel, then the sentence, then its place in the law."""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.decision import Decision, NextStep
from reiseregel.errors import Language, Text
from reiseregel.explain.words import hjemmel_words
from reiseregel.rulebook.advice import Channel, Recipient

HEADING = Text("Neste steg", "Neste steg", "Next steps")
NEEDS_PERSON = Text(
    "Pasienten skal få hjelp av et menneske, ikke bare digitalt.",
    "Pasienten skal få hjelp av eit menneske, ikkje berre digitalt.",
    "The patient is to be helped by a person, not by digital services only.",
)
RECIPIENTS: dict[Recipient, Text] = {
    "pasient": Text("pasienten", "pasienten", "the patient"),
    "rekvirent": Text("rekvirenten", "rekvirenten", "the practitioner who orders"),
    "saksbehandler": Text("saksbehandleren", "saksbehandlaren", "the caseworker"),
    "avdeling": Text("avdelingen", "avdelinga", "the ward"),
}
#: Who `pasient` is in documents that somebody else than the patient may stand behind.
OTHERS = {
    "krav": Text("den som krever", "den som krev", "the claimant"),
    "tilbakekreving": Text("den kravet rettes mot", "den kravet blir retta mot", "the person the demand is against"),
}
CHANNELS: dict[Channel, Text] = {
    "digital": Text("digitalt", "digitalt", "online"),
    "telefon_05515": Text("telefon 05515", "telefon 05515", "phone 05515"),
    "behandler": Text("hos behandleren", "hos behandlaren", "with the practitioner"),
    "kontor": Text("på kontoret", "på kontoret", "at the office"),
    "brev": Text("i brev", "i brev", "by letter"),
    "noedmelding": Text("telefon 113", "telefon 113", "phone 113"),
}


def each_once(decision: Decision) -> tuple[NextStep, ...]:
    """The steps without those that say the same of several places: the first of each."""
    found = {(step.code, step.channel, step.to, step.hjemmel): step for step in reversed(decision.next_steps)}
    return tuple(step for step in decision.next_steps if step in found.values())


#: Who is where the channel leads already.
_AT_WORK = {("saksbehandler", "kontor"), ("rekvirent", "behandler"), ("avdeling", "behandler")}


def by_whom(step: NextStep, kind: str, language: Language) -> str:
    """`pasienten, telefon 05515`; those who are at work there need no channel."""
    to = OTHERS.get(kind, RECIPIENTS["pasient"]) if step.to == "pasient" else RECIPIENTS[step.to]
    if (step.to, step.channel) in _AT_WORK:
        return to.in_language(language)
    return f"{to.in_language(language)}, {CHANNELS[step.channel].in_language(language)}"


def step_lines(decision: Decision, language: Language) -> Iterator[str]:
    """The section at the end of an answer; nothing when there is nothing to do."""
    steps = each_once(decision)
    if not steps:
        return
    yield ""
    yield HEADING.in_language(language)
    for number, step in enumerate(steps, 1):
        where = hjemmel_words(step.hjemmel, language)
        yield f"  {number}. [{by_whom(step, decision.kind, language)}] {step.text.in_language(language)} ({where})"
    if decision.needs_person:
        yield f"  {NEEDS_PERSON.in_language(language)}"
