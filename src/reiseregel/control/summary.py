"""The summary of a run of control, as JSON and as text in three languages.

No time is in it: the same run gives the same. How a run went is told beside it (`journal_text`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from reiseregel.control.events import KINDS
from reiseregel.control.signals import SEVERITIES, ControlBook
from reiseregel.control.store import Store
from reiseregel.control.told import SEVERITY_WORDS
from reiseregel.errors import Language, Text

#: Keys of events that name something another event tells of: kind and key → the kind that tells.
REFERENCES: Final = {
    ("bestilling", "rekvisisjon"): "rekvisisjon",
    ("bestilling", "attest"): "attest",
    ("avbestilling", "reise"): "bestilling",
    ("gjennomfoering", "reise"): "bestilling",
    ("attest_tilbakekalt", "attest"): "attest",
}
#: What is counted for each part of the run, and added up.
COUNTED: Final = ("grunnlag", "signaler", "uavklart", "avvik")

_WORDS: Final = {
    "linjer": Text("Linjer", "Linjer", "Lines"),
    "hendelser": Text("Hendelser", "Hendingar", "Events"),
    "like": Text("Sendt flere ganger", "Sende fleire gonger", "Sent more than once"),
    "feil": Text(
        "Linjer med feil, se filen «feil»", "Linjer med feil, sjå fila «feil»", "Lines with faults, see «feil»"
    ),
    "slag": Text("Hendelser etter slag", "Hendingar etter slag", "Events by kind"),
    "ukjent": Text(
        "Viser til noe som ikke er blant hendelsene",
        "Viser til noko som ikkje er blant hendingane",
        "Name something that is not among the events",
    ),
    "grunnlag": Text("Grunnlag", "Grunnlag", "Feature facts"),
    "signaler": Text("Signaler", "Signal", "Signals"),
    "uavklart": Text(
        "Kan ikke avgjøres, se filen «uavklart»",
        "Kan ikkje avgjerast, sjå fila «uavklart»",
        "Cannot be settled, see the file «uavklart»",
    ),
    "avvik": Text(
        "De to utførerne er uenige om {} grunnlag. Referansen gjelder. Meld fra, uten opplysninger om noen.",
        "Dei to utførarane er usamde om {} grunnlag. Referansen gjeld. Meld frå, utan opplysningar om nokon.",
        "The executors differ on {} feature facts. The reference holds. Report it, without information about anybody.",
    ),
    "fart": Text(
        "Denne kjøringen: {} linjer lest, {} grunnlag prøvd, {} s, {} linjer i sekundet.",
        "Denne køyringa: {} linjer lesne, {} grunnlag prøvde, {} s, {} linjer i sekundet.",
        "This run: {} lines read, {} feature facts tried, {} s, {} lines a second.",
    ),
    "minne": Text("Mest minne: {} MiB.", "Mest minne: {} MiB.", "Peak memory: {} MiB."),
    "merk": Text(
        "Et signal er en grunn til å se nærmere på noe. Det er ingen avgjørelse.",
        "Eit signal er ein grunn til å sjå nærare på noko. Det er inga avgjerd.",
        "A signal is a reason to look closer at something. It decides nothing.",
    ),
}


def added(tallies: Iterable[Mapping[str, Any]]) -> dict[str, Counter[str]]:
    """The sums of what was counted in each part."""
    whole = {name: Counter[str]() for name in COUNTED}
    for tally in tallies:
        for name in COUNTED:
            whole[name].update(tally.get(name, {}))
    return whole


def make_summary(
    store: Store,
    book: ControlBook,
    tallies: Iterable[Mapping[str, Any]],
    files: list[dict[str, Any]],
    manifest: Mapping[str, Any],
) -> dict[str, Any]:
    """Everything that was read, left out, counted and raised; exact numbers."""
    whole = added(tallies)
    kinds = {name: _one(store, f"SELECT count(*) FROM {name}") for name in KINDS}  # noqa: S608 - names of ours
    return {
        "type": "kontrolloppsummering",
        "versjon": 1,
        "filer": files,
        "linjer": _one(store, "SELECT coalesce(sum(rader), 0) FROM bit"),
        "hendelser": sum(kinds.values()),
        "sendt_flere_ganger": _one(store, "SELECT count(*) FROM utelatt WHERE lik = 1"),
        "linjer_med_feil": _one(store, "SELECT count(DISTINCT nr) FROM feil"),
        "slag": kinds,
        "viser_til_ukjent": {f"{kind}.{key}": _unknown(store, kind, key) for kind, key in REFERENCES},
        "feilkoder": [
            {"kode": code, "linjer": count}
            for code, count in store.rows(
                "SELECT kode, count(DISTINCT nr) AS linjer FROM feil GROUP BY kode ORDER BY linjer DESC, kode"
            )
        ],
        "grunnlag": {entity: whole["grunnlag"][entity] for entity in book.entities},
        "signaler": [
            {
                "signal": signal.id,
                "entitet": signal.entity,
                "alvor": signal.severity,
                "antall": whole["signaler"][signal.id],
                "uavklart": whole["uavklart"][signal.id],
            }
            for signal in book.signals.values()
        ],
        "alvor": {
            severity: sum(
                whole["signaler"][name] for name, signal in book.signals.items() if signal.severity == severity
            )
            for severity in reversed(SEVERITIES)
        },
        "avvik": {"grunnlag": whole["avvik"][""], "signaler": {k: n for k, n in sorted(whole["avvik"].items()) if k}},
        "kvittering": {
            name: manifest[name] for name in ("motor", "regler_sha256", "grunnlag_sha256", "vindu", "utfoerer")
        },
    }


def _one(store: Store, query: str) -> int:
    return int(store.rows(query)[0][0])


def _unknown(store: Store, kind: str, key: str) -> int:
    there = REFERENCES[kind, key]
    return _one(
        store,
        f"SELECT count(*) FROM {kind} WHERE {key} IS NOT NULL AND {key} NOT IN (SELECT {key} FROM {there})",  # noqa: S608
    )


# --- as text ---


def summary_text(summary: Mapping[str, Any], book: ControlBook, language: Language) -> str:
    """One page for a terminal."""
    return "\n".join(_Page(summary, book, language).lines())


class _Page:
    def __init__(self, summary: Mapping[str, Any], book: ControlBook, language: Language) -> None:
        self.summary, self.book, self.language = summary, book, language

    def say(self, name: str) -> str:
        return _WORDS[name].in_language(self.language)

    def count(self, number: int) -> str:
        return counted(number, self.language)

    def lines(self) -> list[str]:
        summary = self.summary
        found = [
            f"{self.say('linjer')}: {self.count(summary['linjer'])}",
            f"{self.say('hendelser')}: {self.count(summary['hendelser'])}",
            f"{self.say('like')}: {self.count(summary['sendt_flere_ganger'])}",
            f"{self.say('feil')}: {self.count(summary['linjer_med_feil'])}",
        ]
        found += [f"  {self.count(row['linjer'])}  {row['kode']}" for row in summary["feilkoder"]]
        found += self.listed("slag", summary["slag"])
        found += self.listed("ukjent", summary["viser_til_ukjent"])
        found += self.listed("grunnlag", {self.entity(name): count for name, count in summary["grunnlag"].items()})
        found += ["", f"{self.say('signaler')}: {self.count(sum(row['antall'] for row in summary['signaler']))}"]
        for severity in reversed(SEVERITIES):
            found += self.severity(severity)
        open_ones = {self.name(row): row["uavklart"] for row in summary["signaler"]}
        found += self.listed("uavklart", open_ones)
        if summary["avvik"]["grunnlag"]:
            found += ["", self.say("avvik").format(self.count(summary["avvik"]["grunnlag"]))]
        return [*found, "", self.say("merk")]

    def listed(self, heading: str, counts: Mapping[str, int]) -> list[str]:
        """The counts that are not 0, below a heading; nothing when all are."""
        rows = [f"  {self.count(count)}  {name}" for name, count in counts.items() if count]
        return ["", f"{self.say(heading)}:", *rows] if rows else []

    def severity(self, severity: str) -> list[str]:
        rows = [row for row in self.summary["signaler"] if row["alvor"] == severity and row["antall"]]
        if not rows:
            return []
        word = SEVERITY_WORDS[severity].in_language(self.language)  # type: ignore[index]
        return [f"  {word}:", *(f"    {self.count(row['antall'])}  {self.name(row)} ({row['signal']})" for row in rows)]

    def name(self, row: Mapping[str, Any]) -> str:
        return self.book.signals[row["signal"]].name.in_language(self.language)

    def entity(self, name: str) -> str:
        label = self.book.rules.vocabulary.entities[name].label
        return label.in_language(self.language) if label is not None else name


def counted(number: int, language: Language) -> str:
    """Thousands apart, with no-break spaces; in English with commas."""
    return f"{number:,}".replace(",", "\u00a0" if language != "en" else ",")


def journal_text(journal: Mapping[str, Any], language: Language) -> str:
    """How a run went, as one or more lines."""
    seconds = f"{journal['sekunder']:.1f}"
    found = [
        _WORDS["fart"]
        .in_language(language)
        .format(
            counted(journal["linjer_lest"], language),
            counted(journal["grunnlag_avgjort"], language),
            seconds if language == "en" else seconds.replace(".", ","),
            counted(journal["linjer_i_sekundet"] or 0, language),
        )
    ]
    if journal["mest_minne_mib"] is not None:
        found.append(_WORDS["minne"].in_language(language).format(counted(journal["mest_minne_mib"], language)))
    return "\n".join([*found, *journal["merknader"]])
