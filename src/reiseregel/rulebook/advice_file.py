"""`raad.yaml` → `AdviceRules`. Entities, types of documents and rules about complaints must exist; codes are unique."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import Language, Place, RuleFault, Text, nearest
from reiseregel.quantities import BOOLEAN
from reiseregel.rulebook.advice import ALL_DOCUMENTS, OPEN_CODE, Advice, AdviceRules, Instruction, OpenAdvice, Undigital
from reiseregel.rulebook.complaint import ComplaintRules
from reiseregel.rulebook.expressions import ExpressionReader
from reiseregel.rulebook.shape import file_kind
from reiseregel.rulebook.tree import Const, Expr
from reiseregel.vocabulary.load import read_earlier, read_hjemmel, read_text, unknown_entity
from reiseregel.yamlfile import KeyPath, YamlFile

#: The languages of a text, in the order it is made.
_LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
#: A part of a sentence that is filled in.
_BLANK = re.compile(r"\{(\w*)\}")


def read_advice(
    files: dict[str, YamlFile], expressions: ExpressionReader, complaint: ComplaintRules | None, faults: list[RuleFault]
) -> AdviceRules:
    """The advice of every such file."""
    advice = [file for file in files.values() if file_kind(file.name) == "raad"]
    return _Reader(expressions, complaint, faults).read(advice)


@dataclass(slots=True)
class _Reader:
    expressions: ExpressionReader
    complaint: ComplaintRules | None
    faults: list[RuleFault]
    taken: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def read(self, files: Iterable[YamlFile]) -> AdviceRules:
        advice: list[Advice] = []
        when_open: list[OpenAdvice] = []
        for file in files:
            for code in file.data.get("raad", ()):
                advice += self._advice(file, code)
            for document in file.data.get("ved_aapent", ()):
                when_open += self._when_open(file, document)
        return AdviceRules(tuple(advice), tuple(when_open))

    def _advice(self, file: YamlFile, code: str) -> Iterator[Advice]:
        path: KeyPath = ("raad", code)
        data, entities = file.data["raad"][code], self.expressions.names.vocabulary.entities
        self._take((code,), file.key_place(*path), f"rådet «{code}»")
        if code.startswith(OPEN_CODE):
            message = f"navn som begynner med «{OPEN_CODE}», hører til ved_aapent"
            self.faults.append(RuleFault(file.key_place(*path), "navn_opptatt", message))
        told = self._told(file, path, code, data)
        if data["gjelder"] not in entities:
            self.faults.append(unknown_entity(file.place(*path, "gjelder"), data["gjelder"], entities))
            return
        condition = None
        if "naar" in data:
            condition = self._condition(file, path, data)
            if condition is None:
                return
        yield Advice(
            entity=data["gjelder"],
            told=told,
            condition=condition,
            outcomes=tuple(data.get("utfall", ())),
            open=data.get("aapent"),
            automatic=data.get("automatisk"),
            closes_digital=data.get("stenger_digitalt", False),
        )

    def _condition(self, file: YamlFile, path: KeyPath, data: dict[str, Any]) -> Expr | None:
        found = self.expressions.boolean(data["naar"], file.text_place(*path, "naar"), data["gjelder"])
        if isinstance(found, Const) and found.type == BOOLEAN:
            message = "uttrykket er alltid sant eller alltid usant; et råd gjelder noe ved saken"
            self.faults.append(RuleFault(file.place(*path, "naar"), "uttrykk", message))
        return found

    def _when_open(self, file: YamlFile, document: str) -> Iterator[OpenAdvice]:
        path: KeyPath = ("ved_aapent", document)
        known = [ALL_DOCUMENTS, *self.expressions.names.vocabulary.roots]
        if document not in known:
            message = f"ingen dokumenter har typen «{document}».{nearest(document, known)}"
            self.faults.append(RuleFault(file.key_place(*path), "ukjent_navn", message))
        for owner, data in file.data["ved_aapent"][document].items():
            self._take((document, owner), file.key_place(*path, owner), f"«{owner}» under «{document}»")
            yield OpenAdvice(document, owner, self._told(file, (*path, owner), f"{OPEN_CODE}{owner}", data))

    def _take(self, name: tuple[str, ...], place: Place, words: str) -> None:
        if name in self.taken:
            message = f"{words} står alt i {self.taken[name].file}"
            self.faults.append(RuleFault(place, "navn_opptatt", message))
        self.taken.setdefault(name, place)

    def _told(self, file: YamlFile, path: KeyPath, code: str, data: dict[str, Any]) -> Instruction:
        undigital = None
        if "ellers" in data:
            words = self._text(file, (*path, "ellers"), data["ellers"]["tekst"], data.get("klage"))
            undigital = Undigital(data["ellers"]["kanal"], words)
        return Instruction(
            code=code,
            channel=data["kanal"],
            to=data["til"],
            text=self._text(file, path, data["tekst"], data.get("klage")),
            hjemmel=read_hjemmel(data["hjemmel"]),
            place=file.key_place(*path),
            needs_person=data.get("trenger_menneske", False),
            undigital=undigital,
            earlier=read_earlier(file, path, data, self.faults),
        )

    def _text(self, file: YamlFile, path: KeyPath, data: dict[str, str], about: str | None) -> Text:
        """The sentence; with what the rules about complaints say filled in, where it is about a complaint."""
        if about is not None and self.complaint is None:
            return read_text(data) or Text("", "", "")  # what is wrong with those rules is told where they stand
        filled = {}
        for language in _LANGUAGES:
            parts = self._complaint_words(about, language)
            for name in sorted(set(_BLANK.findall(data[language])) - parts.keys()):
                message = f"«{{{name}}}» kan ikke fylles ut her.{nearest(name, parts)}"
                self.faults.append(RuleFault(file.place(*path, "tekst", language), "ukjent_navn", message))
            filled[language] = data[language]
            for name, words in parts.items():
                filled[language] = filled[language].replace(f"{{{name}}}", words)
        return Text(*(filled[language] for language in _LANGUAGES))

    def _complaint_words(self, about: str | None, language: Language) -> dict[str, str]:
        """The weeks and the recipient under the rules that hold last: nobody knows yet when the answer is sent."""
        if about is None or self.complaint is None:
            return {}
        row = self.complaint.row(about, LAST_DAY)
        return {"uker": str(row.weeks), "mottaker": self.complaint.recipient(LAST_DAY).in_language(language)}
