"""Checked data → `FactTree`: the entities with their law dates. Their facts are made when they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from reiseregel.facts.filling import Filling
from reiseregel.facts.model import FactTree, Instance, Origin
from reiseregel.facts.tables import encode, possible_values
from reiseregel.vocabulary import EntityDef, Vocabulary

__all__ = ["build_facts", "encode", "possible_values"]

_NOTHING: Final[Mapping[str, Any]] = {}


def build_facts(kind: str, data: Mapping[str, Any], vocabulary: Vocabulary, origins: Mapping[str, Origin]) -> FactTree:
    """The fact tree of a document of type `kind`. `data` has passed shape and consistency; origins are by pointer."""
    root = vocabulary.root(kind)
    assert root is not None
    filling = Filling(vocabulary, origins)
    top = _instance(filling, root, data, None, "")
    instances = filling.instances
    for instance in reversed(instances):
        _law_date(instance, filling, from_above=False)
    for instance in instances:
        _law_date(instance, filling, from_above=True)
    covered = root.covered
    for instance in instances:
        if instance.law_date is None and instance.parent is not None:
            instance.law_date = instance.parent.law_date
        if covered is not None and instance.law_date is not None:
            instance.covered = covered.since <= instance.law_date <= covered.until
    return FactTree(top, tuple(instances), filling)


def _instance(
    filling: Filling, definition: EntityDef, data: Mapping[str, Any], parent: Instance | None, path: str
) -> Instance:
    number, depth = len(filling.instances), 0 if parent is None else parent.depth + 1
    instance = Instance(definition, path, number, parent, depth, given=data, filling=filling)
    filling.instances.append(instance)
    for child in filling.tables[definition.name].children:
        below = f"{path}/{child.member}"
        if not child.many:
            given = data.get(child.member, _NOTHING)
            instance.singles[child.name] = _instance(filling, child, given, instance, below)
        elif child.member in data or child.content:
            items = data.get(child.member, ())
            made = [_instance(filling, child, item, instance, f"{below}/{n}") for n, item in enumerate(items)]
            instance.lists[child.name] = tuple(made)
        else:
            instance.lists[child.name] = None
    return instance


def _law_date(instance: Instance, filling: Filling, *, from_above: bool) -> None:
    rule = instance.definition.law_time
    if rule is None or rule.from_above != from_above:
        return
    if rule.fact:
        instance.law_date = date.fromisoformat(instance.given[rule.fact]).toordinal()
        return
    listed = filling.tables[instance.definition.name].law_date_from
    assert listed is not None
    items = instance.follow(listed.up, ()).lists[listed.child] or ()
    dates = [item.law_date for item in items if item.law_date is not None]
    instance.law_date = min(dates) if listed.first else max(dates)
