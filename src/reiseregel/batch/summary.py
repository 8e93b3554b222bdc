"""The summary of a run, as JSON and as text in three languages. No time is in it: the same run gives the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from reiseregel.batch.tally import Tally, added
from reiseregel.decision import Bounds
from reiseregel.errors import Language, Text
from reiseregel.explain.words import bounds_words, kroner, outcome_word, word
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary.model import OWNERS

#: So many open facts of each owner, and so many of other lists, stand in the text; the JSON has all.
SHOWN: Final = 5

_WORDS: Final = {
    "dokumenter": Text("Dokumenter", "Dokument", "Documents"),
    "besvart": Text("Besvart", "Svarte på", "Answered"),
    "feil": Text("Med feil, se filen «feil»", "Med feil, sjå fila «feil»", "With faults, see the file «feil»"),
    "automatisk": Text(
        "Kan avgjøres uten saksbehandler", "Kan avgjerast utan saksbehandlar", "May be decided without a caseworker"
    ),
    "aapne": Text("Må avklares", "Må avklarast", "To be settled"),
    "venter": Text("venter på", "ventar på", "waiting for"),
    "hindringer": Text("Hvorfor ikke automatisk", "Kvifor ikkje automatisk", "Why not automatic"),
    "feilkoder": Text("Feil", "Feil", "Faults"),
    "utfoerere": Text("Avgjort i kolonner", "Avgjorde i kolonnar", "Decided as columns"),
    "enkeltvis": Text("enkeltvis", "enkeltvis", "one by one"),
    "programfeil": Text(
        "Programmet sviktet {} ganger. Meld fra, uten å legge ved opplysninger om noen.",
        "Programmet svikta {} gonger. Meld frå, utan å leggje ved opplysningar om nokon.",
        "The program failed {} times. Report it, without information about anybody.",
    ),
    "lovtid": Text("en dato uten regler her", "ein dato utan reglar her", "a date without rules here"),
    "aapent": Text("åpent", "ope", "open"),
    "uten_grense": Text("{} uten øvre grense", "{} utan øvre grense", "{} without an upper bound"),
}


def make_summary(
    tallies: Iterable[Tally], files: Iterable[Mapping[str, Any]], manifest: Mapping[str, Any]
) -> dict[str, Any]:
    """As `schemas/v1/oppsummering.schema.json`. Amounts are exact sums of øre."""
    whole = added(tallies)
    total = {name: whole.get(name, 0) for name in ("dokumenter", "besvart", "feil", "programfeil", "kolonner")}
    automatic = whole.get("kan_automatiseres", 0)
    return {
        "type": "oppsummering",
        "versjon": 1,
        "filer": list(files),
        "dokumenter": total["dokumenter"],
        "besvart": total["besvart"],
        "feil": total["feil"],
        "kan_automatiseres": {"antall": automatic, "andel": _share(automatic, total["dokumenter"])},
        "utfall": [
            {
                "gjelder": kind,
                "utfall": outcome,
                "antall": row["antall"],
                "avgjorte": row["avgjorte"],
                "beloep_oere": row["beloep_oere"],
                "laveste_oere": row["laveste_oere"],
                "hoeyeste_oere": row["hoeyeste_oere"],
                "uten_hoeyeste": row["antall"] - row["med_hoeyeste"],
            }
            for kind, outcomes in sorted(whole.get("utfall", {}).items())
            for outcome, row in _most_first(outcomes, lambda row: row["antall"])
        ],
        "poster": [
            {"post": post, "utfall": outcome, **row}
            for post, outcomes in sorted(whole.get("poster", {}).items())
            for outcome, row in _most_first(outcomes, lambda row: row["antall"])
        ],
        "aapne_fakta": [
            {
                "eier": owner,
                "saker": row["saker"],
                "fakta": [
                    {"faktum": fact, "saker": count} for fact, count in _most_first(row["fakta"], lambda count: count)
                ],
            }
            for owner, row in sorted(whole.get("aapne_fakta", {}).items(), key=lambda item: _owner(item[0]))
        ],
        "hindringer": [
            {"hindring": name, "saker": count}
            for name, count in _most_first(whole.get("hindringer", {}), lambda count: count)
        ],
        "utfoerere": {
            "kolonner": {"antall": total["kolonner"], "andel": _share(total["kolonner"], total["besvart"])},
            "enkeltvis": {
                "antall": total["besvart"] - total["kolonner"],
                "andel": _share(total["besvart"] - total["kolonner"], total["besvart"]),
            },
        },
        "feilkoder": [
            {"kode": code, "dokumenter": count}
            for code, count in _most_first(whole.get("feilkoder", {}), lambda count: count)
        ],
        "programfeil": total["programfeil"],
        "kvittering": {name: manifest[name] for name in ("motor", "regler_sha256", "lesninger")},
    }


def _most_first(found: Mapping[str, Any], size: Any) -> list[tuple[str, Any]]:
    return sorted(found.items(), key=lambda item: (-size(item[1]), item[0]))


def _owner(name: str) -> tuple[bool, int, str]:
    known = [str(owner) for owner in OWNERS]
    return (name not in known, known.index(name) if name in known else 0, name)


def _share(part: int, whole: int) -> float | None:
    """Four decimals; None of nothing."""
    return round(part / whole, 4) if whole else None


# --- as text ---


def summary_text(summary: Mapping[str, Any], book: RuleBook, language: Language) -> str:
    """One page for a terminal."""
    return "\n".join(_Page(summary, book, language).lines())


class _Page:
    def __init__(self, summary: Mapping[str, Any], book: RuleBook, language: Language) -> None:
        self.summary, self.book, self.language = summary, book, language

    def say(self, name: str) -> str:
        return _WORDS[name].in_language(self.language)

    def count(self, number: int) -> str:
        """Thousands apart, with no-break spaces; in English with commas."""
        return f"{number:,}".replace(",", "\u00a0" if self.language != "en" else ",")

    def share(self, part: Mapping[str, Any]) -> str:
        tenths = round((part["andel"] or 0) * 1000)
        mark = "." if self.language == "en" else ","
        return f"{self.count(part['antall'])} ({tenths // 10}{mark}{tenths % 10}\u00a0%)"

    def lines(self) -> list[str]:
        found = [f"{self.say(name)}: {self.count(self.summary[name])}" for name in ("dokumenter", "besvart", "feil")]
        found.append(f"{self.say('automatisk')}: {self.share(self.summary['kan_automatiseres'])}")
        executors = self.summary["utfoerere"]
        one_by_one = f"{self.say('enkeltvis')}: {self.share(executors['enkeltvis'])}"
        found.append(f"{self.say('utfoerere')}: {self.share(executors['kolonner'])}, {one_by_one}")
        for kind in dict.fromkeys(row["gjelder"] for row in self.summary["utfall"]):
            found += ["", f"{kind}:", *(self.outcome(row) for row in self.summary["utfall"] if row["gjelder"] == kind)]
        if self.summary["aapne_fakta"]:
            found += ["", f"{self.say('aapne')}:"]
        for row in self.summary["aapne_fakta"]:
            found.append(f"  {self.say('venter')} {word(row['eier'], self.language)}: {self.count(row['saker'])}")
            found += [f"    {self.count(item['saker'])}  {self.fact(item['faktum'])}" for item in row["fakta"][:SHOWN]]
        if self.summary["hindringer"]:
            found += ["", f"{self.say('hindringer')}:"]
        found += [f"  {self.count(row['saker'])}  {self.hinder(row)}" for row in self.summary["hindringer"][:SHOWN]]
        if self.summary["feilkoder"]:
            found += ["", f"{self.say('feilkoder')}:"]
        found += [f"  {self.count(row['dokumenter'])}  {row['kode']}" for row in self.summary["feilkoder"]]
        if self.summary["programfeil"]:
            found += ["", self.say("programfeil").format(self.summary["programfeil"])]
        return found

    def outcome(self, row: Mapping[str, Any]) -> str:
        """`  1 234  Innvilget, 56 789,00 kr`: the sum that is settled, or between what it lies."""
        answer = self.book.answer_words(row["gjelder"])
        line = f"  {self.count(row['antall'])}  {outcome_word(row['utfall'], answer, self.language)}"
        if answer is not None:
            return line
        if row["avgjorte"] == row["antall"]:
            return f"{line}, {kroner(row['beloep_oere'], self.language)}"
        if row["uten_hoeyeste"]:
            bounds = bounds_words(Bounds(row["laveste_oere"], None), self.language)
            return f"{line}, {bounds} ({self.say('uten_grense').format(self.count(row['uten_hoeyeste']))})"
        return f"{line}, {bounds_words(Bounds(row['laveste_oere'], row['hoeyeste_oere']), self.language)}"

    def fact(self, key: str) -> str:
        """The label of a fact, or of a list, and its key; where it has no label, the key."""
        entity, _, name = key.partition(".")
        fact = self.book.vocabulary.facts.get((entity, name))
        if fact is not None and fact.label is not None:
            return f"{fact.label.in_language(self.language)} ({key})"
        return self.say(key) if key in _WORDS else key

    def hinder(self, row: Mapping[str, Any]) -> str:
        name, _, reading = row["hindring"].partition(":")
        return word(f"aa_{name}", self.language).format(reading)
