"""The catalogue of documents: what shows that something is so, for which posts, and when it may be done without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.errors import RuleFault, Text, nearest
from reiseregel.rulebook.model import Documentation, Waiver
from reiseregel.rulebook.names import Names
from reiseregel.rulebook.shape import file_kind
from reiseregel.vocabulary.load import read_earlier, read_hjemmel, read_text
from reiseregel.yamlfile import KeyPath, YamlFile, ordinal


def read_documentation(files: dict[str, YamlFile], names: Names, faults: list[RuleFault]) -> tuple[Documentation, ...]:
    """Every entry, in file order. Posts, reason codes and facts must exist; only the caseworker can waive."""
    entries: dict[str, Documentation] = {}
    posts = _posts(files)
    for file in files.values():
        for name, data in file.data["dokumentasjon"].items() if file_kind(file.name) == "dokumentasjon" else ():
            path: KeyPath = ("dokumentasjon", name)
            if name in entries:
                message = f"«{name}» står alt i {entries[name].place.file}"
                faults.append(RuleFault(file.key_place(*path), "navn_opptatt", message))
            faults += _unknown_posts(file, path, data, posts)
            faults += _unknown_facts(file, (*path, "fakta"), data["fakta"], names)
            faults += _waiver_faults(file, (*path, "fritak", "fakta"), data["fritak"].get("fakta", []), names)
            entry = _entry(file, name, data, faults)
            entries.setdefault(name, entry)
    return tuple(entries.values())


def _entry(file: YamlFile, name: str, data: dict[str, Any], faults: list[RuleFault]) -> Documentation:
    waiver, path = data["fritak"], ("dokumentasjon", name)
    since, until = _period(file, path, data.get("gjelder", {}), faults)
    return Documentation(
        id=name,
        posts=tuple(data["poster"]),
        reasons=tuple(data.get("grunner", ())),
        when=_text(data["naar"]),
        document=_text(data["dokument"]),
        issuers=tuple(data["fra"]),
        facts=tuple(data["fakta"]),
        waiver=Waiver(
            waiver["regel"],
            tuple(waiver.get("fakta", ())),
            read_hjemmel(waiver["hjemmel"]),
            read_earlier(file, (*path, "fritak"), waiver, faults),
        ),
        hjemmel=read_hjemmel(data["hjemmel"]),
        status=data["status"],
        note=read_text(data.get("merknad")),
        place=file.key_place(*path),
        since=since,
        until=until,
        earlier=read_earlier(file, path, data, faults),
    )


def _period(file: YamlFile, path: KeyPath, written: dict[str, Any], faults: list[RuleFault]) -> tuple[int, int]:
    """The first and the last day whose law asks for it."""
    since = ordinal(written["fra"]) if "fra" in written else FIRST_DAY
    until = ordinal(written["til"]) if "til" in written else LAST_DAY
    if until < since:
        faults.append(RuleFault(file.place(*path, "gjelder", "til"), "rekkefoelge", "«til» er før «fra»"))
    return since, until


def _text(data: dict[str, str]) -> Text:
    return Text(data["nb"], data["nn"], data["en"])


def _posts(files: dict[str, YamlFile]) -> dict[str, set[str]]:
    """The posts as declared, whole or not, each with its reason codes."""
    found: dict[str, set[str]] = {}
    for file in files.values():
        for name, data in file.data["poster"].items() if file_kind(file.name) == "poster" else ():
            found.setdefault(name, set()).update(reason["kode"] for reason in data["grunner"])
    return found


def _unknown_posts(
    file: YamlFile, path: KeyPath, data: dict[str, Any], posts: dict[str, set[str]]
) -> Iterator[RuleFault]:
    for index, post in enumerate(data["poster"]):
        if post not in posts:
            message = f"posten «{post}» finnes ikke.{nearest(post, posts)}"
            yield RuleFault(file.place(*path, "poster", index), "ukjent_navn", message)
    if not posts.keys() >= set(data["poster"]):
        return
    known = sorted(set().union(*(posts[post] for post in data["poster"])))
    for index, code in enumerate(data.get("grunner", ())):
        if code not in known:
            message = f"ingen av postene her har begrunnelsen «{code}».{nearest(code, known)}"
            yield RuleFault(file.place(*path, "grunner", index), "ukjent_kode", message)


def _unknown_facts(file: YamlFile, path: KeyPath, keys: list[str], names: Names) -> Iterator[RuleFault]:
    known = {fact.key for fact in names.vocabulary.facts.values()}
    for index, key in enumerate(keys):
        if key not in known:
            yield RuleFault(file.place(*path, index), "ukjent_navn", names.unknown(key))


def _waiver_faults(file: YamlFile, path: KeyPath, keys: list[str], names: Names) -> Iterator[RuleFault]:
    yield from _unknown_facts(file, path, keys, names)
    owners = {fact.key: fact.owner for fact in names.vocabulary.facts.values()}
    for index, key in enumerate(keys):
        if owners.get(key, "saksbehandler") != "saksbehandler":
            message = f"bare saksbehandleren kan frita, men «{key}» eies av {owners[key]}"
            yield RuleFault(file.place(*path, index), "eier", message)
