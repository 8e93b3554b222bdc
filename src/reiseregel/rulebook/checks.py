"""What must hold of the whole rule book: no cycles, nothing referred to outside its time, words and cases for all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from graphlib import CycleError, TopologicalSorter
from typing import Any

from reiseregel.errors import Place, RuleFault, nearest
from reiseregel.rulebook.model import Concept, RuleBook
from reiseregel.rulebook.presence import presence_faults
from reiseregel.rulebook.shape import file_kind
from reiseregel.rulebook.timeline import iso, turned
from reiseregel.rulebook.tree import Compare, ConceptRef, Const, Expr, Extreme, Subtract
from reiseregel.rulebook.walk import references
from reiseregel.vocabulary.load import rising
from reiseregel.yamlfile import KeyPath, YamlFile


def all_checks(book: RuleBook, uneven: Set[tuple[str, str]] = frozenset()) -> list[RuleFault]:
    """Faults in the rule book as a whole. `uneven` concepts have a fault in time that is noted already."""
    return [*_cycles(book), *presence_faults(book, uneven)]


def _cycles(book: RuleBook) -> Iterator[RuleFault]:
    order: TopologicalSorter[str] = TopologicalSorter()
    for concept in book.concepts.values():
        order.add(concept.id)
        for version in concept.versions:
            for _, node in references(version):
                if isinstance(node, ConceptRef):
                    order.add(concept.id, book.concepts[node.entity, node.name].id)
    try:
        order.prepare()
    except CycleError as error:
        ring: list[str] = error.args[1][::-1]
        first = next(concept for concept in book.concepts.values() if concept.id in ring)
        message = f"begrepet viser til seg selv: {' → '.join(turned(ring, first.id))}"
        yield RuleFault(first.place, "sirkel", message)


def words(
    book: RuleBook, files: dict[str, YamlFile], names: Collection[str], withheld: Set[str] = frozenset()
) -> list[RuleFault]:
    """Every concept needs a name and, for yes/no and codes, a phrase for each value; a reason of a post also needs a
    sentence for the patient. Every rule file needs cases beside it, among `names`. `withheld` are the ids of concepts
    that could not be declared.
    """
    rules = {
        _stem(file): file for file in files.values() if file_kind(file.name) == "regel" and "begreper" in file.data
    }
    texts = {_stem(file): file for file in files.values() if file_kind(file.name) == "tekster"}
    faults = []
    for name, file in rules.items():
        if name not in texts:
            message = f"begrepene her mangler ord: filen tekster/{name}.yaml finnes ikke"
            faults.append(RuleFault(file.key_place("begreper"), "mangler_tekst", message))
        beside = file.name.removesuffix(".yaml") + ".saker.yaml"
        if beside not in names:
            message = f"regelfilen har ingen saker ved siden av seg ({beside})"
            faults.append(RuleFault(file.place(), "mangler_saker", message))
    if not book.posts:
        faults.append(RuleFault(Place("poster.yaml", 1, 1), "mangler_fil", "ingen fil sier hvilke poster svaret har"))
    for name, file in texts.items():
        if name not in rules:
            message = f"ingen regelfil med begreper heter «{name}».{nearest(name, rules)}"
            faults.append(RuleFault(file.place(), "ukjent_navn", message))
        else:
            faults += _phrases(book, file, name, withheld)
    posts = {name for file in files.values() if file_kind(file.name) == "poster" for name in file.data["poster"]}
    whole = bool(posts) and posts == {post.id for post in book.posts}
    return [*faults, *_for_patients(book, texts, whole)]


def _phrases(book: RuleBook, file: YamlFile, stem: str, withheld: Set[str]) -> Iterator[RuleFault]:
    own = {concept.name: concept for concept in book.concepts.values() if concept.id == f"{stem}.{concept.name}"}
    written = file.data["tekster"]
    strange = [name for name in written if name not in own and f"{stem}.{name}" not in withheld]
    for name in strange:
        yield RuleFault(
            file.key_place("tekster", name), "ukjent_navn", f"begrepet «{stem}.{name}» finnes ikke.{nearest(name, own)}"
        )
    meant = {nearest(name, own) for name in strange}
    for name, concept in own.items():
        if name not in written and f" Mente du «{name}»?" not in meant:
            message = f"«{concept.id}» har ingen ord i {file.name}"
            yield RuleFault(concept.place, "mangler_tekst", message)
        elif name in written:
            yield from _values(concept, file)


def _values(concept: Concept, file: YamlFile) -> Iterator[RuleFault]:
    written = file.data["tekster"][concept.name]
    needed = ["sann", "usann"] if concept.type.kind == "boolsk" else list(concept.type.codes)
    strange = list(_strange(concept, file, ("tekster", concept.name), [*needed, "pasient", "tidligere"]))
    for index in range(len(written.get("tidligere", ()))):
        strange += _strange(concept, file, ("tekster", concept.name, "tidligere", index), [*needed, "pasient", "til"])
    yield from strange
    yield from _earlier(concept, file)
    missing = [key for key in needed if key not in written]
    if missing and not strange:
        message = f"«{concept.id}» mangler setningen for {' og '.join(missing)}"
        yield RuleFault(file.key_place("tekster", concept.name), "mangler_tekst", message)


def _strange(concept: Concept, file: YamlFile, path: KeyPath, known: list[str]) -> Iterator[RuleFault]:
    """Words for values that the concept does not have."""
    for key in _at(file, path):
        if key not in (*known, "navn"):
            message = f"«{concept.id}» har ikke verdien «{key}».{nearest(key, known)}"
            yield RuleFault(file.key_place(*path, key), "ukjent_noekkel", message)


def _at(file: YamlFile, path: KeyPath) -> dict[str, Any]:
    found: Any = file.data
    for key in path:
        found = found[key]
    assert isinstance(found, dict)
    return found


def _for_patients(book: RuleBook, texts: dict[str, YamlFile], whole: bool) -> Iterator[RuleFault]:
    """The patient is told each reason in a sentence of its own. A sentence for what is no reason nobody reads; that
    it is none is known only when the posts are `whole`.
    """
    used = {
        (reason.entity, reason.concept, "sann" if reason.value else "usann"): post.id
        for post in reversed(book.posts)
        for reason in post.reasons
    }
    for concept in book.concepts.values():
        file = texts.get(concept.id.partition(".")[0])
        if file is None or concept.name not in file.data["tekster"]:
            continue
        path = ("tekster", concept.name)
        for key in ("sann", "usann"):
            post = used.get((concept.entity, concept.name, key))
            if post is not None and key not in concept.plain:
                message = f"«{concept.id}» mangler setningen til pasienten (pasient: {key})"
                reason = f"{key} er en grunn i posten «{post}»"
                yield RuleFault(file.key_place(*path), "mangler_pasienttekst", f"{message}; {reason}")
            elif post is None and whole:
                for place in _written_for_patients(concept, path, key):
                    message = f"ingen får lese setningen: {key} er ikke en grunn i noen post"
                    yield RuleFault(file.key_place(*place), "ubrukt_pasienttekst", f"«{concept.id}»: {message}")


def _written_for_patients(concept: Concept, path: KeyPath, key: str) -> Iterator[KeyPath]:
    if key in concept.plain:
        yield (*path, "pasient", key)
    for index, item in enumerate(concept.earlier):
        if key in item.plain:
            yield (*path, "tidligere", index, "pasient", key)


def _earlier(concept: Concept, file: YamlFile) -> Iterator[RuleFault]:
    """Earlier words stand in rising time, and end while the concept exists."""
    path = ("tekster", concept.name, "tidligere")
    yield from rising(file, path, [item.until for item in concept.earlier])
    for index, item in enumerate(concept.earlier):
        if concept.versions and item.until < concept.versions[0].since:
            begins = iso(concept.versions[0].since)
            message = f"ordene gjelder aldri: «{concept.id}» begynner {begins}"
            yield RuleFault(file.place(*path, index, "til"), "rekkefoelge", message)


def _stem(file: YamlFile) -> str:
    return file.name.rpartition("/")[2].removesuffix(".yaml")


def warnings(book: RuleBook) -> list[RuleFault]:
    """Ways of writing that make sets looser than they need be."""
    found = []
    for concept in book.concepts.values():
        for version in concept.versions:
            for clause, node in references(version):
                if _subtracts_its_minimum(node):
                    message = "skriv max(x - c, 0) i stedet for x - min(x, c): det siste gir negative grenser"
                    found.append(RuleFault(clause.place, "loes_mengde", message))
                if isinstance(node, Compare) and node.left == node.right and not isinstance(node.left, Const):
                    message = "en verdi sammenliknes med seg selv; sammenlikn opplysningene den bygger på"
                    found.append(RuleFault(clause.place, "loes_mengde", message))
    return sorted(set(found))


def _subtracts_its_minimum(node: Expr) -> bool:
    """`x - min(x, c)`"""
    if not isinstance(node, Subtract) or not isinstance(node.right, Extreme):
        return False
    return node.right.kind == "min" and node.left in node.right.items
