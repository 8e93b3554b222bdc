"""The posts of the answer: which concepts fill each column of each line."""

from __future__ import annotations

from typing import Any

from reiseregel.errors import RuleFault, Text, nearest
from reiseregel.quantities import BOOLEAN, ValueType, number
from reiseregel.rulebook.expressions import ExpressionReader
from reiseregel.rulebook.model import AnswerWords, EarlierWords, Post, Reason, Verdict
from reiseregel.rulebook.shape import file_kind
from reiseregel.vocabulary.load import read_text, read_texts, rising, unknown_entity
from reiseregel.yamlfile import KeyPath, YamlFile, ordinal

AMOUNT_COLUMNS = ("beregnet", "egenandel", "utbetales", "frikort", "rentetillegg", "kreves_tilbake")


def read_posts(files: dict[str, YamlFile], expressions: ExpressionReader, faults: list[RuleFault]) -> tuple[Post, ...]:
    """Every post, in file order; each column must name a concept of the right type on the post's entity."""
    answers = _read_answers(files, expressions, faults)
    posts: dict[str, Post | None] = {}
    for file in files.values():
        for name in file.data.get("poster", ()) if file_kind(file.name) == "poster" else ():
            if name in posts:
                place = file.key_place("poster", name)
                faults.append(RuleFault(place, "navn_opptatt", f"posten «{name}» finnes alt i en annen fil"))
            posts.setdefault(name, _PostReader(file, name, expressions, answers, faults).read())
    return tuple(post for post in posts.values() if post is not None)


def _read_answers(
    files: dict[str, YamlFile], expressions: ExpressionReader, faults: list[RuleFault]
) -> dict[str, AnswerWords]:
    """The words for answers without money, by type of document."""
    found: dict[str, AnswerWords] = {}
    roots = expressions.names.vocabulary.roots
    for file in files.values():
        for kind, data in file.data.get("svar", {}).items() if file_kind(file.name) == "poster" else ():
            place = file.key_place("svar", kind)
            if kind not in roots:
                message = f"dokumenttypen «{kind}» finnes ikke.{nearest(kind, roots)}"
                faults.append(RuleFault(place, "ukjent_entitet", message))
            elif kind in found:
                faults.append(RuleFault(place, "navn_opptatt", f"ordene for «{kind}» står alt i en annen fil"))
            else:
                found[kind] = _answer_words(data)
    return found


def _answer_words(data: dict[str, Any]) -> AnswerWords:
    of_whole = data.get("hele", data)
    mixed = of_whole.get("blandet") or of_whole["delvis"]
    return AnswerWords(_verdicts(of_whole), _verdicts(data), _verdict(mixed), of_leaves=data.get("blader", False))


def _verdicts(data: dict[str, Any]) -> tuple[Verdict, Verdict, Verdict]:
    return _verdict(data["ja"]), _verdict(data["delvis"]), _verdict(data["nei"])


def _verdict(data: dict[str, Any]) -> Verdict:
    return Verdict(data["kode"], read_text(data["navn"]) or Text("", "", ""))


class _PostReader:
    def __init__(
        self,
        file: YamlFile,
        name: str,
        expressions: ExpressionReader,
        answers: dict[str, AnswerWords],
        faults: list[RuleFault],
    ) -> None:
        self.file, self.name, self.expressions, self.faults = file, name, expressions, faults
        self.answers = answers
        self.path: KeyPath = ("poster", name)
        self.data = file.data["poster"][name]
        self.entity: str = self.data["gjelder"]

    def read(self) -> Post | None:
        entities = self.expressions.names.vocabulary.entities
        if self.entity not in entities:
            self.faults.append(unknown_entity(self.file.place(*self.path, "gjelder"), self.entity, entities))
            return None
        before = len(self.faults)
        exists = None
        if "naar" in self.data:
            exists = self.expressions.boolean(self.data["naar"], self.file.text_place(*self.path, "naar"), self.entity)
        self._column(self.data["rett"], BOOLEAN, (*self.path, "rett"))
        for column in AMOUNT_COLUMNS:
            if column in self.data:
                self._column(self.data[column], number("oere"), (*self.path, column))
        for index, name in enumerate(self.data.get("redusert", ())):
            self._column(name, BOOLEAN, (*self.path, "redusert", index))
        reasons = []
        for index, item in enumerate(self.data["grunner"]):
            up, entity = self._owner(item["begrep"])
            self._column(item["begrep"], BOOLEAN, (*self.path, "grunner", index, "begrep"), entity)
            reasons.append(Reason(item["begrep"], entity, up, item["er"], item["kode"], item["gruppe"]))
        earlier, answer = self._earlier(), self._answer()
        if len(self.faults) > before:
            return None
        return Post(
            id=self.name,
            entity=self.entity,
            kind=self.data.get("slag", "stoenad"),
            label=read_text(self.data["navn"]),
            exists=exists,
            right=self.data["rett"],
            computed=self.data.get("beregnet", ""),
            own_share="" if answer else self.data.get("egenandel", ""),
            payable=self.data.get("egenandel", "")
            if answer
            else self.data.get("utbetales") or self.data["kreves_tilbake"],
            frikort=self.data.get("frikort", ""),
            interest=self.data.get("rentetillegg", ""),
            reduced=tuple(self.data.get("redusert", ())),
            reasons=tuple(reasons),
            place=self.file.key_place(*self.path),
            earlier=earlier,
            answer=answer,
            refuses=self.data.get("nei_er_avslag", True),
        )

    def _answer(self) -> AnswerWords | None:
        """The words for an answer without money; every document that gets one must have them."""
        if self.data.get("slag") != "svar":
            return None
        vocabulary = self.expressions.names.vocabulary
        kind = vocabulary.entities[vocabulary.ancestors(self.entity)[-1]].document
        if kind not in self.answers:
            message = f"svarene på dokumenttypen «{kind}» mangler ord: skriv dem under «svar»"
            self.faults.append(RuleFault(self.file.place(*self.path, "slag"), "mangler_tekst", message))
        return self.answers.get(kind)

    def _earlier(self) -> tuple[EarlierWords, ...]:
        """What the post was called before."""
        written = self.data.get("tidligere", ())
        found = tuple(EarlierWords(ordinal(item["til"]), read_texts(item)) for item in written)
        self.faults += rising(self.file, (*self.path, "tidligere"), [item.until for item in found])
        return found

    def _owner(self, name: str) -> tuple[int, str]:
        """The nearest of the entity and its parents that has the concept; the entity itself when none has."""
        names = self.expressions.names
        for up, entity in enumerate(names.vocabulary.ancestors(self.entity)):
            if (entity, name) in names.concepts:
                return up, entity
        return 0, self.entity

    def _column(self, name: str, wanted: ValueType, path: KeyPath, entity: str = "") -> None:
        names = self.expressions.names
        place = self.file.place(*path)
        found = names.concepts.get((entity or self.entity, name))
        if found is None and name not in names.withheld:
            others = [owner for owner, concept in names.concepts if concept == name]
            elsewhere = (
                f"begrepet «{name}» hører til {others[0]}, ikke {self.entity}" if others else names.unknown(name)
            )
            self.faults.append(RuleFault(place, "ukjent_navn", elsewhere))
        elif found is not None and found != wanted:
            message = f"her trengs et begrep av type {wanted}, men «{name}» er {found}"
            self.faults.append(RuleFault(place, "type", message))
