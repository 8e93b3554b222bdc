"""The conditions that decided, as sentences: what the value is, and what it would have had to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reiseregel.engine.arithmetic import Given, Named, arithmetic
from reiseregel.engine.because import (
    Atom,
    Because,
    Compared,
    Deciding,
    Enough,
    Listed,
    Operator,
    Stated,
    Term,
    because,
    deciding,
    deciding_clause,
)
from reiseregel.engine.evaluate import version_for
from reiseregel.explain.readers.shared_words import (
    LIST_UNKNOWN,
    MEETS,
    MEETS_DAY,
    NONE_FITS,
    NONE_LISTED,
    NOT_ALL,
    ONE_FITS,
    REQUIRED,
    REQUIRED_DAY,
    STATED,
)
from reiseregel.explain.readers.voice import Voice, capital
from reiseregel.explain.words import is_clock
from reiseregel.prose import Sentence
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.walk import clause_parts, walk
from reiseregel.sets import EITHER, NO, YES, is_single
from reiseregel.vocabulary import FactDef

#: So many conditions are followed to the bottom.
MOST_CONDITIONS = 6
_OPPOSITE: dict[Operator, Operator] = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


def condition_sentences(found: Because, voice: Voice, *, refused: bool) -> tuple[Sentence, ...]:
    """The conditions that decided, the leading one first, each said once. Readings of the law are told elsewhere.

    Where something was `refused`, a limit is told as what is required. Where what is at the bottom is more than a
    reader takes in, what the rule itself looks at is told instead. What goes without saying is not said.
    """
    told = [item for item in deciding(found) if not _is_reading(item.atom)]
    told += [item for out in _left_out(told, voice) for item in deciding(out) if not _is_reading(item.atom)]
    told = [item for item in told if not _goes_without_saying(item.atom)] or told
    limits = [item for item in told if isinstance(item.atom, Compared)]
    if limits or (refused and told):
        leading = min(told if refused else limits, key=lambda item: (not _tells(item.atom), _rank(item, found, voice)))
        told = [leading, *(item for item in told if item is not leading)]
    sentences = _each_once(_sentence(item, found, voice, refused=refused) for item in told)
    if len(sentences) <= MOST_CONDITIONS:
        return sentences
    return _each_once(_own(found, voice, refused=refused))


def _left_out(told: Iterable[Deciding], voice: Voice) -> Iterator[Because]:
    """Why an entry of a sum that decided counts for nothing, such as an expense that was not necessary."""
    for item in told:
        if isinstance(item.atom, Compared):
            for term in (item.atom.left, item.atom.right):
                yield from _entries_left_out(term, voice)


def _entries_left_out(term: Term, voice: Voice) -> Iterator[Because]:
    evaluator = voice.evaluator
    if not isinstance(term.expr, t.ConceptRef):
        return
    version = version_for(term.instance, voice.book.concepts[term.expr.entity, term.expr.name])
    clause = None if version is None else deciding_clause(evaluator, term.instance, version)
    for total in walk(clause.value) if clause is not None else ():
        if isinstance(total, t.Aggregate) and total.kind == "sum" and isinstance(total.body, t.ConceptRef):
            for entry in term.instance.follow(total.route.up, total.route.down).lists[total.entity] or ():
                counted = total.where is None or evaluator.evaluate(total.where, entry)[0] == YES
                found = because(evaluator, entry, total.body.name)
                if counted and found.by_exception and found.values == (0, 0) and found.parts:
                    yield found


def _goes_without_saying(atom: Atom) -> bool:
    """That an amount is more than nothing, and that a list has an entry whose own conditions are told."""
    match atom:
        case Compared(op, _, right, holds):
            return right.values == (0, 0) and holds == (YES if op in (">", ">=", "!=") else NO)
        case Listed(parts=below):
            return bool(below)
        case _:
            return False


def _own(found: Because, voice: Voice, *, refused: bool) -> Iterator[Sentence]:
    """The parts of the rule of a concept itself, a concept in it by its value; in a refusal what is not met first."""
    parts = [next(iter(part.ways[0]), part) if isinstance(part, Enough) else part for part in found.parts]
    if refused:
        parts.sort(key=lambda part: not (isinstance(part, Because) and part.values == NO))
    for part in parts:
        match part:
            case Because(concept, instance, values):
                if values == YES and concept.name in {post.right for post in voice.book.posts}:
                    continue
                name = concept.label_on(instance.law_day)
                text = name.in_language(voice.language) if name else concept.name
                yield voice.sentence(voice.say(STATED, capital(text), voice.shown(values, concept.type)), part.hjemmel)
            case Enough():
                continue
            case _ if not _goes_without_saying(part):
                yield _sentence(Deciding(part, found), found, voice, refused=refused)


def leading_sentence(found: Because, voice: Voice) -> Sentence | None:
    """The one condition a patient is told of when something is refused.

    What is true goes before what was asked for, what the rule itself looks at before what lies deeper, a limit before a
    fact, and of several facts the one that the fewest rules look at. What is not to be held out to a patient
    (`skjult_for_pasienten`) yields to what may.
    """
    told = [item for item in deciding(found) if not _is_reading(item.atom) and _tells(item.atom)]
    ranked = sorted(told, key=lambda item: _rank(item, found, voice))
    if not ranked:
        return next(_own(found, voice, refused=True), None)
    for out in _left_out(ranked[:1], voice):
        return leading_sentence(out, voice)
    return _sentence(_measured(ranked[0], voice), found, voice, refused=True)


def _measured(item: Deciding, voice: Voice) -> Deciding:
    """With a number that a rule only passes on told as the fact it is."""
    if not isinstance(item.atom, Compared):
        return item
    left, right = (_as_fact(term, voice) for term in (item.atom.left, item.atom.right))
    return Deciding(Compared(item.atom.op, left, right, item.atom.holds), item.by)


def _as_fact(term: Term, voice: Voice) -> Term:
    if not isinstance(term.expr, t.ConceptRef):
        return term
    step = arithmetic(voice.evaluator, term.instance, term.expr.name)
    while isinstance(step, Named):
        step = step.step
    return step.term if isinstance(step, Given) and isinstance(step.term.expr, t.FactRef) else term


def _tells(atom: Atom) -> bool:
    """That nothing is listed tells something by itself; what a list lacks or adds up to does not."""
    if isinstance(atom, Compared):
        return not any(isinstance(term.expr, t.Aggregate) for term in (atom.left, atom.right))
    return not isinstance(atom, Listed) or atom.given == 0


def _rank(item: Deciding, found: Because, voice: Voice) -> tuple[bool, bool, bool, bool, int]:
    fact, deeper = _fact(item.atom, voice), item.by is not found
    if fact is None:
        limit = isinstance(item.atom, Compared) and (not deeper or item.atom.holds == NO)
        return False, deeper, False, not limit, len(voice.book.concepts)
    return fact.content, deeper, fact.hidden_from_patient, True, _uses(voice.book)[fact.key]


@once_for_each
def _uses(book: RuleBook) -> Counter[str]:
    """How many rules look at each fact."""
    return Counter(
        key
        for concept in book.concepts.values()
        for key in {
            f"{node.entity}.{node.name}"
            for version in concept.versions
            for clause in version.clauses
            for part in clause_parts(clause)
            for node in walk(part)
            if isinstance(node, t.FactRef)
        }
    )


def _is_reading(atom: Atom) -> bool:
    return isinstance(atom, Stated) and isinstance(atom.term.expr, t.ReadingRef)


def _fact(atom: Atom, voice: Voice) -> FactDef | None:
    if isinstance(atom, Stated) and isinstance(atom.term.expr, t.FactRef):
        return voice.book.vocabulary.facts[atom.term.expr.entity, atom.term.expr.name]
    return None


def _each_once(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    return tuple({sentence.text: sentence for sentence in sentences}.values())


def _sentence(item: Deciding, found: Because, voice: Voice, *, refused: bool) -> Sentence:
    """What a limit required is told where it was missed: in the rule itself, or deeper by a condition that failed."""
    missed = refused and (item.by is found or item.atom.holds == NO)
    return voice.sentence(_words(item.atom, voice, refused=missed), item.by.hjemmel)


def _words(atom: Atom, voice: Voice, *, refused: bool) -> str:
    match atom:
        case Compared():
            return _compared(atom, voice, refused=refused)
        case Stated(term):
            return voice.say(STATED, capital(voice.name(term)), voice.value(term))
        case Listed():
            return _listed(atom, voice)


def _compared(atom: Compared, voice: Voice, *, refused: bool) -> str:
    """The value, and the limit it met or missed. That something is more than nothing goes without saying."""
    left, right, op = _as_read(_bearing(atom.left, voice), _bearing(atom.right, voice), atom.op)
    name, value = capital(voice.name(left)), voice.value(left)
    if atom.holds == EITHER or not is_single(right.values) or right.values == (0, 0):
        return voice.say(STATED, name, value)
    if _is_a_sum(right):
        return f"{voice.say(STATED, name, value)} {voice.say(STATED, capital(voice.name(right)), voice.value(right))}"
    true = op if atom.holds == YES else _OPPOSITE[op]
    dates = left.expr.type.kind == "dato" or (
        isinstance(left.expr, t.FactRef | t.ConceptRef) and is_clock(left.expr.name)
    )
    if refused:
        needed = voice.say((REQUIRED_DAY if dates else REQUIRED)[_OPPOSITE[true]], voice.value(right))
        return f"{voice.say(STATED, name, value)} {needed}"
    return voice.say(STATED, name, f"{value}, {voice.say((MEETS_DAY if dates else MEETS)[true], voice.value(right))}")


def _bearing(term: Term, voice: Voice) -> Term:
    """A sum or difference with zero as the term that is left."""
    match term.expr:
        case t.Add(left, right) | t.Subtract(left, right):
            evaluate = voice.evaluator.evaluate
            if evaluate(right, term.instance)[0] == (0, 0):
                return _bearing(_read_on(left, term), voice)
            if isinstance(term.expr, t.Add) and evaluate(left, term.instance)[0] == (0, 0):
                return _bearing(_read_on(right, term), voice)
    return term


def _read_on(expr: t.Expr, whole: Term) -> Term:
    """A part of a term, which has the value of the whole, on the entity it belongs to."""
    instance = whole.instance
    if isinstance(expr, t.FactRef | t.ConceptRef):
        instance = instance.follow(expr.route.up, expr.route.down)
    return Term(expr, instance, whole.values)


def _is_a_sum(term: Term) -> bool:
    """An amount of the case itself, no limit in the law."""
    return term.expr.type.unit == "oere" and isinstance(term.expr, t.FactRef | t.ConceptRef)


def _as_read(left: Term, right: Term, op: Operator) -> tuple[Term, Term, Operator]:
    """What was measured first, then the limit."""
    turned: dict[Operator, Operator] = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
    reckoned = t.Const | t.RateRef | t.AddMonths | t.AddDays | t.WorkingDay
    if isinstance(left.expr, reckoned) and not isinstance(right.expr, t.Const | t.RateRef):
        return right, left, turned[op]
    return left, right, op


def _listed(atom: Listed, voice: Voice) -> str:
    label = voice.book.vocabulary.entities[atom.aggregate.entity].label
    name = capital(label.in_language(voice.language) if label else atom.aggregate.entity)
    if atom.given is None:
        return voice.say(LIST_UNKNOWN, name)
    if atom.aggregate.kind == "alle":
        return voice.say(STATED if atom.holds == YES else NOT_ALL, name, voice.word("ja"))
    if atom.holds == YES:
        return voice.say(ONE_FITS, name)
    return voice.say(NONE_FITS if atom.given else NONE_LISTED, name)
