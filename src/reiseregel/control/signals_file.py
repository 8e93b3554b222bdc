"""`signaler/ENTITY.yaml` → signals: the conditions typed, the words checked against what they may speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reiseregel.calendar import LAST_DAY
from reiseregel.control.conditions import condition_faults
from reiseregel.control.sentences import BadSentence, Sentence, Slot, parts_of, read_sentence
from reiseregel.control.signals import Signal, SignalVersion
from reiseregel.errors import LANGUAGES, RuleFault, Text, nearest
from reiseregel.rulebook.expressions import ExpressionReader, text_of
from reiseregel.rulebook.model import Rate
from reiseregel.rulebook.timeline import iso
from reiseregel.vocabulary import Vocabulary
from reiseregel.vocabulary.load import read_hjemmel
from reiseregel.yamlfile import KeyPath, YamlFile, ordinal

#: The obligation every signal serves: control in reasonable measure. It stands first among the places in the law.
CONTROL_DUTY = ("pasientreiseforskriften", "26", 3)


@dataclass(frozen=True, slots=True)
class SignalReader:
    """Reads the signals of one file at a time; faults go to the list of the expressions."""

    vocabulary: Vocabulary
    rates: dict[str, Rate]
    expressions: ExpressionReader

    @property
    def faults(self) -> list[RuleFault]:
        """Where faults go."""
        return self.expressions.faults

    def read(self, file: YamlFile, known: dict[str, Signal]) -> dict[str, Signal]:
        """The signals of a file, by id. One of an id that is `known` already is a fault."""
        found: dict[str, Signal] = {}
        entity = file.data["entitet"]
        if entity not in self.vocabulary.entities:
            return found
        for name, data in file.data["signaler"].items():
            if name in known:
                message = f"signalet «{name}» står alt i {known[name].place.file}"
                self.faults.append(RuleFault(file.key_place("signaler", name), "navn_opptatt", message))
                continue
            found[name] = self._signal(file, entity, name, data)
        return found

    def _signal(self, file: YamlFile, entity: str, name: str, data: dict[str, Any]) -> Signal:
        path: KeyPath = ("signaler", name)
        return Signal(
            id=name,
            entity=entity,
            severity=data["alvor"],
            versions=tuple(self._versions(file, path, entity, data["versjoner"])),
            basis=data["grunnlag"]["slag"],
            name=_text(data["navn"]),
            because=self._sentence(file, (*path, "fordi"), entity, _text(data["fordi"])),
            stands_on=_text(data["grunnlag"]["tekst"]),
            look_at=_text(data["se_paa"]),
            says_not=_text(data["ikke"]),
            place=file.key_place(*path),
        )

    # --- the condition over time ---

    def _versions(
        self, file: YamlFile, path: KeyPath, entity: str, rows: list[dict[str, Any]]
    ) -> Iterator[SignalVersion]:
        days = [ordinal(row["fra"]) for row in rows]
        for index, (before, after) in enumerate(pairwise(days), 1):
            if after <= before:
                message = f"versjonene må stå i stigende tid: {iso(after)} kommer etter {iso(before)}"
                self.faults.append(RuleFault(file.place(*path, "versjoner", index, "fra"), "rekkefoelge", message))
        for index, row in enumerate(rows):
            at: KeyPath = (*path, "versjoner", index)
            hjemler = tuple(read_hjemmel(item) for item in row["hjemmel"])
            if (hjemler[0].lov, hjemler[0].paragraf, hjemler[0].ledd) != CONTROL_DUTY:
                message = 'den første hjemmelen må være plikten til kontroll: {paragraf: "26", ledd: 3}'
                self.faults.append(RuleFault(file.place(*at, "hjemmel"), "hjemmel", message))
            place = file.text_place(*at, "naar")
            condition = self.expressions.boolean(row["naar"], place, entity)
            if condition is None:
                continue
            self.faults.extend(
                RuleFault(file.place(*at, "naar"), "vilkaar", message)
                for message in condition_faults(condition, entity)
            )
            until = days[index + 1] - 1 if index + 1 < len(days) else LAST_DAY
            written = place.lines_of(text_of(row["naar"]))
            yield SignalVersion(days[index], until, condition, written, hjemler, file.place(*at))

    # --- the words ---

    def _sentence(self, file: YamlFile, path: KeyPath, entity: str, text: Text) -> Sentence:
        """The reason with its places; the three languages must tell of the same."""
        for language in LANGUAGES:
            written = text.in_language(language)
            try:
                slots = [part for part in parts_of(written) if isinstance(part, Slot)]
            except BadSentence as error:
                place = file.text_place(*path, language).at(error.at)
                message = "her må det stå {opplysning}, {opplysning|entall|flertall} eller {opplysning:prosent}"
                self.faults.append(RuleFault(place, "plassholder", message))
                return Sentence((), (), ())
            place = file.place(*path, language)
            self.faults.extend(RuleFault(place, *said) for said in self._slot_faults(entity, slots))
        found = read_sentence(text)
        told = {language: {slot.name for slot in found.slots(language)} for language in LANGUAGES}
        for language in ("nn", "en"):
            if told[language] != told["nb"]:
                message = "språkene nevner ikke de samme opplysningene"
                self.faults.append(RuleFault(file.place(*path, language), "plassholder", message))
        return found

    def _slot_faults(self, entity: str, slots: list[Slot]) -> Iterator[tuple[str, str]]:
        facts = {fact.name: fact.type for fact in self.vocabulary.facts_of(entity)}
        types = facts | {f"sats.{name}": rate.type for name, rate in self.rates.items()}
        for slot in slots:
            if slot.name not in types:
                yield "ukjent_navn", f"«{slot.name}» er ingen opplysning eller terskel her.{nearest(slot.name, types)}"
            elif slot.counts and types[slot.name].kind != "tall":
                yield "type", f"«{slot.name}» er ikke et tall"
            elif types[slot.name].kind == "dato":
                yield "personvern", f"«{slot.name}» er en dato, og begrunnelsen skal ikke si hvilken dag det gjelder"


def _text(data: dict[str, str]) -> Text:
    return Text(data["nb"], data["nn"], data["en"])
