"""The rule book as data: concepts with dated decision lists, rates, readings, posts, impossible combinations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import Place, Text
from reiseregel.quantities import ValueType
from reiseregel.rulebook.advice import NO_ADVICE, AdviceRules
from reiseregel.rulebook.complaint import ComplaintRules
from reiseregel.rulebook.practice import PracticeSource
from reiseregel.rulebook.tree import Expr
from reiseregel.vocabulary import Hjemmel, Vocabulary
from reiseregel.vocabulary.model import Earlier, hjemmel_on

PostKind = Literal["stoenad", "tilbakekreving", "svar"]

#: The id of the clause that holds when no exception does.
MAIN = "hovedregel"


@dataclass(frozen=True, slots=True)
class Written:
    """The expressions of a clause as they stand in the rule file, line for line. Only people read them."""

    condition: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of a decision list: `condition` true → `value`. The last clause has no condition.

    `before` are the ids of the exceptions it goes before. Where the wording of the law was not read, the rule follows
    official guidance. `since` is the day it begins as written (an ordinal).
    """

    id: str
    condition: Expr | None
    value: Expr
    hjemmel: Hjemmel
    place: Place
    before: tuple[str, ...] = ()
    written: Written = Written()
    wording_read: bool = True
    since: int = FIRST_DAY


@dataclass(frozen=True, slots=True)
class Version:
    """A concept as it reads from `since` to `until` (ordinals, both included): first matching clause decides.

    One definition may give several versions: a dated exception begins and ends them.
    """

    since: int
    until: int
    clauses: tuple[Clause, ...]

    def begins(self, clause: Clause) -> int:
        """The first day of the definition in force, or of the exception `clause` when that began later."""
        return max(clause.since, self.clauses[-1].since)

    @property
    def wording_read(self) -> bool:
        """True when the text in the law behind every clause was read."""
        return all(clause.wording_read for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class EarlierWords:
    """The words of a concept or a post until a day (included) where they were others, by the same keys. `plain` are the
    sentences for the patient, which only a concept has.
    """

    until: int
    words: dict[str, Text]
    plain: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of law on one entity. `id` is file and name (`par_08.kort_reise`) and never changes.

    `phrases` are the sentences for its values, with their place in the law. `plain` are those for the patient, only for
    the values that some post has as a reason.
    """

    id: str
    entity: str
    name: str
    type: ValueType
    versions: tuple[Version, ...]
    hjemmel: Hjemmel
    place: Place
    label: Text | None = None
    phrases: dict[str, Text] = field(default_factory=dict)
    earlier: tuple[EarlierWords, ...] = ()
    plain: dict[str, Text] = field(default_factory=dict)

    def label_on(self, day: int) -> Text | None:
        """What the concept was called under the law of a day."""
        return _words_on(self.earlier, day, "navn") or self.label

    def phrase_on(self, key: str, day: int) -> Text | None:
        """The sentence for a value under the law of a day."""
        return _words_on(self.earlier, day, key) or self.phrases.get(key)

    def plain_on(self, key: str, day: int) -> Text | None:
        """The short sentence for the patient, without a hjemmel, for a value under the law of a day."""
        before = (item.plain[key] for item in self.earlier if day <= item.until and key in item.plain)
        return next(before, self.plain.get(key))

    def version_on(self, day: int) -> Version | None:
        """The version in force on a law date; None outside the time the concept exists."""
        for version in self.versions:
            if version.since <= day <= version.until:
                return version
        return None


def _words_on(earlier: tuple[EarlierWords, ...], day: int, key: str) -> Text | None:
    """The words of the first period that lasts to the day and has any."""
    return next((item.words[key] for item in earlier if day <= item.until and key in item.words), None)


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate from one date on, with the regulation that set it and the place it stood in the law."""

    since: int
    value: int
    source: str
    status: Literal["bekreftet", "foreloepig"]
    hjemmel: Hjemmel
    place: Place


@dataclass(frozen=True, slots=True)
class Rate:
    """A dated amount or limit. `hjemmel` is where it stands now."""

    name: str
    type: ValueType
    hjemmel: Hjemmel
    rows: tuple[RateRow, ...]
    label: Text | None = None

    def on(self, day: int) -> RateRow | None:
        """The row in force on a date."""
        found = None
        for row in self.rows:
            if row.since <= day:
                found = row
        return found


@dataclass(frozen=True, slots=True)
class Reading:
    """A choice the text leaves open: the code in use, the others that can be computed, and the basis.

    `rejected` readings cannot be right; the `unused` ones may be, but the rules cannot be run with them.
    """

    name: str
    chosen: str
    codes: tuple[str, ...]
    status: Literal["avklart", "praksis", "aapen"]
    hjemmel: Hjemmel
    question: Text | None
    texts: dict[str, Text]
    basis: Text | None
    place: Place
    rejected: dict[str, Text] = field(default_factory=dict)
    unused: dict[str, Text] = field(default_factory=dict)
    earlier: Earlier = ()

    def hjemmel_on(self, day: int) -> Hjemmel:
        """Where the text that can be read in several ways stood in the law of a day."""
        return hjemmel_on(day, self.earlier, self.hjemmel)

    @property
    def type(self) -> ValueType:
        """A code among the computable alternatives."""
        return ValueType("kode", codes=self.codes)


@dataclass(frozen=True, slots=True)
class Reason:
    """When `concept` has the yes/no `value`, the post carries `code`; `group` is the family of the code.

    The concept stands on `entity`: the post's own, or the parent `up` steps above it.
    """

    concept: str
    entity: str
    up: int
    value: bool
    code: str
    group: str

    @property
    def about_amounts(self) -> bool:
        """It says how an amount came about: nothing to say on a post that is refused."""
        return self.group in ("beregning", "egenandel")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of the three things an answer without money can be: its code and what it is called."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What the answers to documents of one type are called: granted whole, granted in part, refused. `whole` is of the
    document, `post` of each of its posts, and `mixed` of a document with some posts refused and some not.

    `of_leaves`: the posts are the leaves of a tree. The answer is which of them are reached; the others refuse nothing.
    """

    whole: tuple[Verdict, Verdict, Verdict]
    post: tuple[Verdict, Verdict, Verdict]
    mixed: Verdict
    of_leaves: bool = False

    @property
    def all(self) -> dict[str, Text]:
        """What each code is called."""
        return {verdict.code: verdict.label for verdict in (*self.whole, self.mixed, *self.post)}


@dataclass(frozen=True, slots=True)
class Post:
    """One line of the answer for each instance of `entity`: the concepts that fill its columns.

    `kind` says which way the money goes: support that is paid out, or a demand that it be paid back. The amount of a
    demand is `payable` too, `computed` is that amount without the `interest`. An answer without money (`svar`) has
    words of its own in `answer`; its `payable`, where it has one, is what the patient pays for the journey.
    """

    id: str
    entity: str
    kind: PostKind
    label: Text | None
    exists: Expr | None
    right: str
    computed: str
    own_share: str
    payable: str
    frikort: str
    interest: str
    reduced: tuple[str, ...]
    reasons: tuple[Reason, ...]
    place: Place
    earlier: tuple[EarlierWords, ...] = ()
    answer: AnswerWords | None = None
    #: A no refuses something; it does not where the question is only by which channel, or whether it is needed.
    refuses: bool = True

    def label_on(self, day: int) -> Text | None:
        """What the post was called under the law of a day."""
        return _words_on(self.earlier, day, "navn") or self.label


@dataclass(frozen=True, slots=True)
class Waiver:
    """When a document may be done without: never, when the caseworker says so in one of `facts`, when the health trust
    does not ask for it, or always.
    """

    rule: Literal["aldri", "etter_vurdering", "kan_kreves", "kreves_ikke"]
    facts: tuple[str, ...]
    hjemmel: Hjemmel
    earlier: Earlier = ()

    def hjemmel_on(self, day: int) -> Hjemmel:
        """Where the law of a day decides it."""
        return hjemmel_on(day, self.earlier, self.hjemmel)


@dataclass(frozen=True, slots=True)
class Documentation:
    """What shows that something is so: for which posts and reason codes, from whom, and the facts it settles.

    `issuers` are those who can give the document, any one of them. Facts are `entity.name`. It is asked for under the
    law of the days from `since` to `until`, both included.
    """

    id: str
    posts: tuple[str, ...]
    reasons: tuple[str, ...]
    when: Text
    document: Text
    issuers: tuple[str, ...]
    facts: tuple[str, ...]
    waiver: Waiver
    hjemmel: Hjemmel
    status: Literal["lov", "praksis"]
    note: Text | None
    place: Place
    since: int = FIRST_DAY
    until: int = LAST_DAY
    earlier: Earlier = ()

    def hjemmel_on(self, day: int) -> Hjemmel:
        """Where the law of a day asks for it."""
        return hjemmel_on(day, self.earlier, self.hjemmel)

    def holds_on(self, day: int) -> bool:
        """True when it is asked for under the law of a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Section:
    """One rule file: where it is, the paragraph it is about, and its title. `name` begins the ids in it."""

    name: str
    file: str
    hjemmel: Hjemmel
    title: Text


@dataclass(frozen=True, slots=True)
class Impossible:
    """A combination of facts of one entity that is refused when given: the expression is true of it."""

    id: str
    entity: str
    condition: Expr
    text: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator lets the machine decide alone (pasientjournalloven § 11)."""

    refusal: bool
    zero: bool
    judgement: bool
    provisional_rate: bool
    unread_wording: bool
    confirmed_readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything an evaluation needs. Immutable; safe to share between threads. `digest` names the exact rules.

    What is `impossible` also narrows what is unknown: no way to fill in the case has it. `contradictions` are only
    refused when given; they say nothing of what is unknown.
    """

    vocabulary: Vocabulary
    concepts: dict[tuple[str, str], Concept]
    rates: dict[str, Rate]
    readings: dict[str, Reading]
    posts: tuple[Post, ...]
    impossible: tuple[Impossible, ...]
    contradictions: tuple[Impossible, ...]
    policy: Policy
    digest: str
    sections: tuple[Section, ...]
    documentation: tuple[Documentation, ...]
    complaint: ComplaintRules | None = None
    advice: AdviceRules = NO_ADVICE
    sources: dict[str, PracticeSource] = field(default_factory=dict)

    @property
    def titles(self) -> dict[str, Text]:
        """The title of each rule file, by the first part of the ids in it."""
        return {section.name: section.title for section in self.sections}

    def answer_words(self, kind: str) -> AnswerWords | None:
        """The words of the answers to documents of one `type`; None when they are about money."""
        root = self.vocabulary.root(kind)
        of_kind = (post for post in self.posts if root and self.vocabulary.ancestors(post.entity)[-1] == root.name)
        return next((post.answer for post in of_kind), None)

    def concept(self, entity: str, name: str) -> Concept:
        """The concept `name` of `entity`; KeyError when there is none."""
        return self.concepts[entity, name]
