"""Small random rule books, as the files an author would write, and documents for them.

One root (`krav`), mostly with a date of its own, now and then one thing below it (`person`), a list that is content
(`ting`) and a list that is a fact (`bevis`). Facts are few and small, so that every completion can be tried.
"""

from __future__ import annotations

import json
from itertools import pairwise
from random import Random
from typing import Any

from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary
from tests.strategies.expressions import CODES, Words

TEXT = {"nb": "a", "nn": "a", "en": "a"}
HJEMMEL = {"paragraf": "1"}
#: The highest number in a document; above every number in the rules.
HIGHEST = 8
DAYS = ("2014-12-31", "2015-01-01", "2016-02-29", "2020-06-01")
BIRTHS = ("1998-12-31", "2000-02-29", "2004-02-29", "2012-01-01", "2019-12-01")
KINDS = ("boolsk", "boolsk", "boolsk", "boolsk", "kode", "kode", "beloep", "beloep", "antall", "dato")


def small_rule_book(rng: Random) -> dict[str, str]:
    """The files of one rule book, by path below the rules folder. They are JSON, which is YAML too."""
    return _Book(rng).files()


class _Book:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.words = Words(rng, {}, set(), {}, dated=rng.random() < 0.85)
        own_time = {"lovtid": {"faktum": "dag"}} if self.words.dated else {}
        self.entities: dict[str, Any] = {"krav": {"navn": TEXT, "rot": "krav", **own_time}}
        self.given: dict[str, dict[str, Any]] = {"krav": {"dag": _fact("dato", innhold=True)}}

    def files(self) -> dict[str, str]:
        self._entities()
        self._facts()
        rates = {"sats_a": self._rate("sats_a")} if self.words.dated and self.rng.random() < 0.5 else {}
        self.words.rates = tuple(rates)
        rules = self._rules()
        files: dict[str, Any] = {
            "fakta/entiteter.yaml": {"entiteter": self.entities},
            **{f"fakta/{name}.yaml": {"entitet": name, "fakta": facts} for name, facts in self.given.items()},
            **{f"satser/{name}.yaml": data for name, data in rates.items()},
            **rules,
            "pasientreiseforskriften/poster.yaml": {"poster": self._posts()},
        }
        if self.rng.random() < 0.25:
            files["fakta/umulige.yaml"] = {"umulige": self._impossible()}
        return {name: json.dumps(data) for name, data in files.items()}

    # --- facts ------------------------------------------------------------------------------------------------------

    def _entities(self) -> None:
        self.words.parents = {}
        if self.rng.random() < 0.25:
            self._entity("person", {"en": "person"})
            self.words.singles.add("person")
        if self.rng.random() < 0.45:
            own_time = {"lovtid": {"faktum": "dag"}} if self.words.dated and self.rng.random() < 0.3 else {}
            self._entity("ting", {"liste": "tingene", "innhold": True, "hoeyst": 3, **own_time})
            if own_time:
                self.given["ting"]["dag"] = _fact("dato", innhold=True)
            self.words.lists["ting"] = ("krav", "tingene")
        if self.rng.random() < 0.35:
            asked = {"spoersmaal": TEXT, "eier": "pasient", "hjemmel": HJEMMEL}
            self._entity("bevis", {"liste": "bevisene", "hoeyst": 2, **asked})
            self.words.lists["bevis"] = ("krav", "bevisene")

    def _entity(self, name: str, data: dict[str, Any]) -> None:
        self.entities[name] = {"navn": TEXT, "forelder": "krav", **data}
        self.words.parents[name] = "krav"
        self.given[name] = {}

    def _facts(self) -> None:
        for entity, facts in self.given.items():
            most = {"krav": 5, "ting": 2, "bevis": 2}.get(entity, 2)
            for number in range(self.rng.randint(3 if entity == "krav" else 1, most)):
                kind = self.rng.choice(KINDS)
                facts[f"f{number}"] = _fact(kind)
                self.words.facts[entity, f"f{number}"] = kind

    def _rate(self, name: str) -> dict[str, Any]:
        rows = [{"fra": "2000-01-01", "verdi": self.rng.randrange(6), "kilde": "x", "status": "bekreftet"}]
        if self.rng.random() < 0.5:
            rows.append({"fra": "2015-01-01", "verdi": self.rng.randrange(6), "kilde": "x", "status": "foreloepig"})
        return {"sats": name, "navn": TEXT, "enhet": "oere", "hjemmel": HJEMMEL, "verdier": rows}

    def _impossible(self) -> dict[str, Any]:
        """One pair of facts of the root that do not go together."""
        flags = [name for (owner, name), kind in self.words.facts.items() if owner == "krav" and kind == "boolsk"]
        codes = [name for (owner, name), kind in self.words.facts.items() if owner == "krav" and kind == "kode"]
        parts = [self.rng.choice(("", "ikke ")) + f"krav.{name}" for name in flags]
        parts += [f"krav.{name} == {self.rng.choice(CODES)}" for name in codes]
        self.rng.shuffle(parts)
        together = " og ".join(parts[:2]) if len(parts) > 1 else "krav.dag < 1950-01-01"
        return {"aldri": {"gjelder": "krav", "er": together, "fordi": TEXT}}

    # --- rules ------------------------------------------------------------------------------------------------------

    def _rules(self) -> dict[str, Any]:
        concepts: dict[str, Any] = {}
        entities = list(self.given)
        for number in range(self.rng.randint(2, 4)):
            entity = self.rng.choice(("krav", *entities))
            kind = self.rng.choice(("boolsk", "boolsk", "beloep", "beloep", "kode", "antall"))
            concepts[f"c{number}"] = self._concept(f"c{number}", entity, kind)
        for entity in ("krav", "ting") if "ting" in self.given and self.rng.random() < 0.5 else ("krav",):
            concepts[f"rett_{entity}"] = self._concept(f"rett_{entity}", entity, "boolsk", deep=True)
            concepts[f"redusert_{entity}"] = self._concept(f"redusert_{entity}", entity, "boolsk")
            concepts[f"sum_{entity}"] = self._concept(f"sum_{entity}", entity, "beloep", deep=True)
        files: dict[str, Any] = {
            "pasientreiseforskriften/par_1.yaml": {
                "paragraf": "1",
                "tittel": TEXT,
                "gjelder": "krav",
                "begreper": concepts,
            }
        }
        if self.words.dated and self.rng.random() < 0.3:
            files["pasientreiseforskriften/par_2.yaml"] = self._elsewhere(concepts)
        return files

    def _concept(self, name: str, entity: str, kind: str, deep: bool = False) -> dict[str, Any]:
        depth = 3 if deep else 2
        codes = {"koder": list(CODES)} if kind == "kode" else {}
        if not self.words.dated:  # without a date there is one law, and it has no exceptions
            er = self.words.value(kind, entity, depth)
            self.words.concepts[entity, name] = kind
            return {"gjelder": entity, "type": kind, **codes, "hjemmel": {}, "er": er}
        versions = [self._version("2000-01-01", kind, entity, depth)]
        if self.rng.random() < 0.25:
            versions.append(self._version("2015-01-01", kind, entity, depth))
        self.words.concepts[entity, name] = kind
        return {"gjelder": entity, "type": kind, **codes, "versjoner": versions}

    def _version(self, since: str, kind: str, entity: str, depth: int) -> dict[str, Any]:
        version: dict[str, Any] = {"fra": since, "hjemmel": {}, "er": self.words.value(kind, entity, depth)}
        count = self.rng.choice((0, 0, 1, 2, 3))
        repeated = version["er"] if self.rng.random() < 0.3 else None
        exceptions: list[dict[str, Any]] = []
        for number in range(count):
            value = repeated or self.words.value(kind, entity, 1)
            exceptions.append({"id": f"u{number}", "naar": self.words.yes_no(entity, 1), "er": value, "hjemmel": {}})
        for earlier, later in pairwise(exceptions):
            earlier["gaar_foran"] = [later["id"]]
        if exceptions:
            version["unntak"] = exceptions
        return version

    def _elsewhere(self, concepts: dict[str, Any]) -> dict[str, Any]:
        """One exception from another file, which goes before all the others."""
        name, data = self.rng.choice(list(concepts.items()))
        entity = data["gjelder"]
        before = list(concepts)[: list(concepts).index(name)]  # no concept may stand on itself
        whole, self.words.concepts = (
            self.words.concepts,
            {key: kind for key, kind in self.words.concepts.items() if key[1] in before},
        )
        exception = {
            "id": "annet",
            "slaar": f"par_1.{name}",
            "fra": "2000-01-01",
            "naar": self.words.yes_no(entity, 1),
            "er": self.words.value(data["type"], entity, 1),
            "hjemmel": {},
        }
        self.words.concepts = whole
        below = {f"par_1.{item['id']}" for version in data["versjoner"] for item in version.get("unntak", ())}
        if below:
            exception["gaar_foran"] = sorted(below)
        return {"paragraf": "2", "tittel": TEXT, "gjelder": "krav", "unntak_fra": [exception]}

    def _posts(self) -> dict[str, Any]:
        posts = {}
        for owner, name in self.words.concepts:
            if not name.startswith("rett_"):
                continue
            flags = [other for (of, other), kind in self.words.concepts.items() if of == owner and kind == "boolsk"]
            reduced = {f"redusert_{owner}", *(flag for flag in flags if flag != name and self.rng.random() < 0.4)}
            posts[f"post_{owner}"] = {
                "gjelder": owner,
                "navn": TEXT,
                "rett": name,
                "beregnet": f"sum_{owner}",
                "utbetales": f"sum_{owner}",
                "redusert": sorted(reduced),
                "grunner": [{"begrep": name, "er": False, "kode": "nei", "gruppe": "rett"}],
            }
        return posts


def _fact(kind: str, innhold: bool = False) -> dict[str, Any]:
    data: dict[str, Any] = {"navn": TEXT, "spoersmaal": TEXT, "type": kind, "eier": "register", "hjemmel": HJEMMEL}
    if innhold:
        data["innhold"] = True
    if kind == "kode":
        data["koder"] = dict.fromkeys(CODES, TEXT)
    if kind in ("beloep", "antall"):
        data |= {"minst": 0, "hoeyst": HIGHEST}
    return data


# --- documents --------------------------------------------------------------------------------------------------------


def small_document(rng: Random, vocabulary: Vocabulary, open_finite: float, open_other: float) -> dict[str, Any]:
    """A document in which yes/no and codes are open with one likelihood; numbers, dates and lists with another."""
    return _entity_document(rng, vocabulary, vocabulary.entities["krav"], open_finite, open_other)


def _entity_document(
    rng: Random, vocabulary: Vocabulary, entity: EntityDef, open_finite: float, open_other: float
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for fact in vocabulary.facts_of(entity.name):
        if fact.content or rng.random() >= (open_finite if fact.type.finite else open_other):
            result[fact.name] = _value(rng, fact)
    for child in vocabulary.children_of(entity.name):
        if not child.many:
            result[child.member] = _entity_document(rng, vocabulary, child, open_finite, open_other)
        elif child.content or rng.random() >= open_other:
            items = range(rng.choice((0, 1, 1, 2)))
            result[child.member] = [_entity_document(rng, vocabulary, child, open_finite, open_other) for _ in items]
    return result


def _value(rng: Random, fact: FactDef) -> Any:
    if fact.type.kind == "boolsk":
        return rng.random() < 0.5
    if fact.type.kind == "kode":
        return rng.choice(fact.type.codes)
    return rng.choice(DAYS if fact.content else BIRTHS) if fact.type.kind == "dato" else rng.randrange(HIGHEST + 1)
