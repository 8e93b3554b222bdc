"""A guided case in words: the question, why it is asked, how to answer it, and what can still come of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reiseregel.case.typed import how_to_write, written
from reiseregel.decision import Bounds, Decision, PostDecision
from reiseregel.errors import Language, Text
from reiseregel.explain.words import bounds_words, day, hjemmel_words, outcome_word, quantity, word
from reiseregel.guide import Guided, Question, Spot
from reiseregel.prose import Block, Heading, Item, Items, Page, Paragraph, Reference, Sentence, paragraph
from reiseregel.vocabulary import FactDef, Vocabulary

WORDS: dict[str, Text] = {
    "spoersmaal": Text("Spørsmål {}", "Spørsmål {}", "Question {}"),
    "hvorfor_utfall_beloep": Text(
        "Vi spør fordi svaret kan avgjøre om du får dekket dette, og hvor mye.",
        "Vi spør fordi svaret kan avgjere om du får dekt dette, og kor mykje.",
        "We ask because the answer can decide whether this is covered, and how much.",
    ),
    "hvorfor_utfall": Text(
        "Vi spør fordi svaret kan avgjøre om du får dekket dette.",
        "Vi spør fordi svaret kan avgjere om du får dekt dette.",
        "We ask because the answer can decide whether this is covered.",
    ),
    "hvorfor_beloep": Text(
        "Vi spør fordi svaret kan endre beløpet.",
        "Vi spør fordi svaret kan endre beløpet.",
        "We ask because the answer can change the amount.",
    ),
    "hvorfor_innhold": Text(
        "Vi spør fordi kravet må si dette.",
        "Vi spør fordi kravet må seie dette.",
        "We ask because the claim must say this.",
    ),
    "hvorfor_krevd": Text(
        "Vi spør for å vite hva du krever.",
        "Vi spør for å vite kva du krev.",
        "We ask in order to know what you claim.",
    ),
    "hvorfor_uten_penger": Text(
        "Vi spør fordi dette kan avgjøre hva svaret blir.",
        "Vi spør fordi dette kan avgjere kva svaret blir.",
        "We ask because this can decide what the answer is.",
    ),
    "hvorfor_innhold_uten_penger": Text(
        "Vi spør fordi svaret bygger på dette.",
        "Vi spør fordi svaret byggjer på dette.",
        "We ask because the answer builds on this.",
    ),
    "hvorfor_krevd_uten_penger": Text(
        "Vi spør for å vite hva saken gjelder.",
        "Vi spør for å vite kva saka gjeld.",
        "We ask in order to know what the case is about.",
    ),
    "i_dag": Text(
        "Er det i dag, kan du skrive «i dag».",
        "Er det i dag, kan du skrive «i dag».",
        "If it is today, you can write “today”.",
    ),
    "antall": Text(
        "Skriv hvor mange: fra {} til {}.", "Skriv kor mange: frå {} til {}.", "Write how many: from {} to {}."
    ),
    "nei_eller_antall": Text(
        "Svar nei, eller skriv hvor mange. Det kan være høyst {}.",
        "Svar nei, eller skriv kor mange. Det kan vere høgst {}.",
        "Answer no, or write how many. There can be at most {}.",
    ),
    "ja_nei": Text("Svar ja eller nei.", "Svar ja eller nei.", "Answer yes or no."),
    "nummer": Text("Skriv nummeret eller ordene.", "Skriv nummeret eller orda.", "Write the number or the words."),
    "hvor_mange": Text("Hvor mange er det?", "Kor mange er det?", "How many are there?"),
    "grenser": Text(
        "Svaret kan være fra {} til {}.", "Svaret kan vere frå {} til {}.", "The answer can be from {} to {}."
    ),
    "utfall": Text("Mulige utfall: {}.", "Moglege utfall: {}.", "Possible outcomes: {}."),
    "ett_utfall": Text("Utfallet er klart: {}.", "Utfallet er klart: {}.", "The outcome is clear: {}."),
    "ender": Text("Fortsatt mulig: {}.", "Framleis mogleg: {}.", "Still possible: {}."),
    "en_ende": Text("Svaret er klart: {}.", "Svaret er klart: {}.", "The answer is clear: {}."),
    "beloep": Text("Beløp: {}.", "Beløp: {}.", "Amount: {}."),
    "foer": Text("{} (før: {})", "{} (før: {})", "{} (before: {})"),
    "igjen": Text(
        "Spørsmål som ennå kan ha noe å si: {}.",
        "Spørsmål som enno kan ha noko å seie: {}.",
        "Questions that may still matter: {}.",
    ),
    "begynn": Text(
        "Svar på ett spørsmål om gangen. Skriv «hjelp» for å se hva annet du kan skrive.",
        "Svar på eitt spørsmål om gongen. Skriv «hjelp» for å sjå kva anna du kan skrive.",
        "Answer one question at a time. Write “help” to see what else you can write.",
    ),
    "avgjort": Text("Svaret er avgjort.", "Svaret er avgjort.", "The answer is settled."),
    "ikke_mer": Text(
        "Det er ikke mer å spørre deg om, men svaret er ikke avgjort ennå.",
        "Det er ikkje meir å spørje deg om, men svaret er ikkje avgjort enno.",
        "There is nothing more to ask you, but the answer is not settled yet.",
    ),
    "avbrutt": Text("Svaret er ikke avgjort ennå.", "Svaret er ikkje avgjort enno.", "The answer is not settled yet."),
    "ufullstendig": Text(
        "Det er ikke sagt alt om hva kravet gjelder, så det er ikke noe svar ennå.",
        "Det er ikkje sagt alt om kva kravet gjeld, så det er ikkje noko svar enno.",
        "Not everything the claim is for has been said, so there is no answer yet.",
    ),
    "ufullstendig_uten_penger": Text(
        "Det er ikke sagt alt som trengs, så det er ikke noe svar ennå.",
        "Det er ikkje sagt alt som trengst, så det er ikkje noko svar enno.",
        "Not everything that is needed has been said, so there is no answer yet.",
    ),
    "vet_ikke": Text(
        "Du svarte «vet ikke» på dette:", "Du svarte «veit ikkje» på dette:", "You answered “don't know” to this:"
    ),
    "lagret": Text(
        "Svarene er lagret. Fortsett senere med --fortsett og den samme filen.",
        "Svara er lagra. Hald fram seinare med --fortsett og den same fila.",
        "The answers are saved. Go on later with --fortsett and the same file.",
    ),
    "lagre_hvor": Text(
        "Start med --lagre og navnet på en fil for å kunne lagre.",
        "Start med --lagre og namnet på ei fil for å kunne lagre.",
        "Start with --lagre and the name of a file to be able to save.",
    ),
    "kan_ikke_lagre": Text(
        "Filen kan ikke skrives. Se at mappen finnes og at du har tilgang.",
        "Fila kan ikkje skrivast. Sjå at mappa finst og at du har tilgang.",
        "The file cannot be written. See that the folder exists and that you have access.",
    ),
    "foerste": Text(
        "Dette er det første spørsmålet.", "Dette er det første spørsmålet.", "This is the first question."
    ),
}

#: What can be written instead of an answer: the word in each language, and what it does.
COMMANDS: tuple[tuple[Text, Text], ...] = (
    (
        Text("vet ikke", "veit ikkje", "don't know"),
        Text(
            "gå videre uten å svare; eller skriv ?",
            "gå vidare utan å svare; eller skriv ?",
            "go on without answering; or write ?",
        ),
    ),
    (
        Text("tilbake", "attende", "back"),
        Text("ta bort det siste svaret", "ta bort det siste svaret", "remove the last answer"),
    ),
    (
        Text("lagre", "lagre", "save"),
        Text("lagre svarene i filen", "lagre svara i fila", "save the answers in the file"),
    ),
    (Text("avslutt", "avslutt", "quit"), Text("stans her", "stans her", "stop here")),
    (Text("hjelp", "hjelp", "help"), Text("vis denne lista", "vis denne lista", "show this list")),
)


def said(name: str, language: Language) -> str:
    """One of the sentences of the guidance."""
    return WORDS[name].in_language(language)


def question_page(guided: Guided, question: Question, number: int, language: Language) -> Page:
    """A question with what it is about, its choices, how to write the answer, and why it is asked."""
    about = about_words(question.spots, guided.book.vocabulary, language)
    heading = said("spoersmaal", language).format(number) + (f" · {about}" if about else "")
    blocks: list[Block] = [Heading(heading), paragraph(question.text.in_language(language))]
    choices = choices_of(question, language)
    if choices:
        blocks.append(Items(tuple(Item((Sentence(words),)) for _, words in choices), numbered=True))
    how = [Sentence(how_words(question, language))]
    if asks_for_day(question):
        how.append(Sentence(said("i_dag", language)))
    blocks.append(Paragraph((*how, _why(question, about_money(guided), language))))
    return Page(language, tuple(blocks))


def asks_for_day(question: Question) -> bool:
    """Whether it asks for the day the whole document is about, which may well be today."""
    return question.content and question.kind == "dato" and not question.spots


def about_money(guided: Guided) -> bool:
    """Whether an answer to this type of document is an amount."""
    vocabulary = guided.book.vocabulary
    root = vocabulary.root(str(guided.document["type"]))
    posts = (post for post in guided.book.posts if vocabulary.entities[vocabulary.ancestors(post.entity)[-1]] == root)
    return any(post.answer is None for post in posts)


def choices_of(question: Question, language: Language) -> list[tuple[str, str]]:
    """The codes of a question with their words, as they are numbered; empty when it is not about codes."""
    codes = question.fact.codes if question.fact is not None else {}
    return [(code, text.in_language(language) if text else code) for code, text in codes.items()]


def how_words(question: Question, language: Language) -> str:
    """How an answer is written, and within which bounds."""
    if question.listed is not None:
        least, most = question.listed.least, question.listed.most
        if least:
            return said("antall", language).format(least, most)
        return said("ja_nei", language) if most == 1 else said("nei_eller_antall", language).format(most)
    fact = question.fact
    assert fact is not None
    if fact.codes:
        return said("nummer", language)
    how = how_to_write(fact).in_language(language)
    if fact.type.kind == "tall":
        bounds = said("grenser", language).format(*(written(bound, fact.type.unit) for bound in (fact.low, fact.high)))
        how = f"{how} {bounds}"
    return how


def _why(question: Question, money: bool, language: Language) -> Sentence:
    """What the answer can change, and where the law gives the reason to ask."""
    hjemmel = question.hjemmel
    references = (Reference(hjemmel_words(hjemmel, language), hjemmel.link),) if hjemmel else ()
    name = "hvorfor"
    if question.content:
        name = "hvorfor_krevd" if question.optional else "hvorfor_innhold"
    elif money:
        name = "_".join((name, *question.changes))
    return Sentence(said(name if money else f"{name}_uten_penger", language), references)


def about_words(spots: tuple[Spot, ...], vocabulary: Vocabulary, language: Language) -> str:
    """`Tur 2 · Reise hjem, 4. mai 2026`: each thing on the way that has its like, and the last that says something."""
    named = [spot for spot in spots if spot.of > 1 or (spot is spots[-1] and spot.content)]
    return " · ".join(_spot_words(spot, vocabulary, language) for spot in named)


def _spot_words(spot: Spot, vocabulary: Vocabulary, language: Language) -> str:
    label = spot.entity.label.in_language(language) if spot.entity.label else spot.entity.name
    words = f"{label[:1].upper()}{label[1:]}" + (f" {spot.number}" if spot.of > 1 else "")
    facts = [(vocabulary.facts[spot.entity.name, name], value) for name, value in spot.content.items()]
    told = [_content_words(fact, value, language) for fact, value in facts if type(value) is not bool]
    return f"{words}: {', '.join(told)}" if told else words


def _content_words(fact: FactDef, value: bool | int | str, language: Language) -> str:
    """A value in short: of the words of a code, what stands before the first comma, colon or bracket."""
    if isinstance(value, int):
        return quantity(value, fact.type.unit, language)
    words = fact.codes.get(value)
    if words is None:
        return day(value, language) if fact.type.kind == "dato" else value
    return re.split("[,:(]", words.in_language(language), maxsplit=1)[0].strip()


# --- what can still come of it ----------------------------------------------------------------------------------------


def standing_page(guided: Guided, before: Decision | None, language: Language) -> Page | None:
    """The outcomes and amounts still possible, and how the last answer narrowed them; None before there is any."""
    if guided.answered is None:
        return None
    now = guided.answered.decision
    sentences = [*_narrowed(now, before, language)]
    if guided.questions:
        sentences.append(said("igjen", language).format(len(guided.questions)))
    return Page(language, (paragraph(*sentences, kind="standing"),))


def _narrowed(now: Decision, before: Decision | None, language: Language) -> Iterator[str]:
    if now.answer is not None and now.answer.of_leaves:
        reached = [_label(post, language) for post in now.posts if not post.refused]
        yield said("en_ende" if now.settled else "ender", language).format("; ".join(reached))
        return
    outcomes = _outcomes_words(now, language)
    was = _outcomes_words(before, language) if before else outcomes
    told = outcomes if was == outcomes else said("foer", language).format(outcomes, was)
    yield said("utfall" if len(now.outcomes) > 1 else "ett_utfall", language).format(told)
    if now.answer is None:
        yield said("beloep", language).format(
            _amount_words(now.bounds, before.bounds if before else now.bounds, language)
        )


def _label(post: PostDecision, language: Language) -> str:
    return post.label.in_language(language) if post.label else post.post.id


def _outcomes_words(decision: Decision, language: Language) -> str:
    names = [outcome_word(outcome, decision.answer, language).lower() for outcome in decision.outcomes]
    *others, last = names
    return f"{', '.join(others)} {word('eller', language)} {last}" if others else last


def _amount_words(now: Bounds, before: Bounds, language: Language) -> str:
    told, was = bounds_words(now, language), bounds_words(before, language)
    return told if told == was else said("foer", language).format(told, was)


def end_page(guided: Guided, language: Language) -> Page:
    """Why the guidance ends here, and what was passed over that could still change the answer."""
    if guided.answered is None:
        name = "ufullstendig" if about_money(guided) else "ufullstendig_uten_penger"
        return Page(language, (paragraph(said(name, language)),))
    ended = "avgjort" if guided.settled else "avbrutt" if guided.questions else "ikke_mer"
    blocks: list[Block] = [paragraph(said(ended, language))]
    passed = [item for item in guided.left if item.pointer in guided.session.skipped]
    if passed:
        blocks.append(paragraph(said("vet_ikke", language)))
        blocks.append(Items(tuple(_passed(item, guided.book.vocabulary, language) for item in passed)))
    return Page(language, tuple(blocks))


def _passed(question: Question, vocabulary: Vocabulary, language: Language) -> Item:
    about = about_words(question.spots, vocabulary, language)
    return Item((Sentence(question.text.in_language(language)),), (Item((Sentence(about),)),) if about else ())


def help_page(language: Language) -> Page:
    """What can be written instead of an answer."""
    lines = tuple(
        Item((Sentence(f"{name.in_language(language)}: {what.in_language(language)}"),)) for name, what in COMMANDS
    )
    return Page(language, (Items(lines),))
