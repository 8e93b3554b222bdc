"""Facts, open questions and what unknown lists may hold are the same whatever is looked at first."""

from __future__ import annotations

import pickle
from random import Random

from reiseregel.case import CheckedDocument, check_document
from reiseregel.errors import InvalidDocument
from reiseregel.facts import FactTree, Instance, build_facts
from tests.conftest import Figures
from tests.differential.documents import document
from tests.property.real_cases import real_book


def checked(number: int) -> CheckedDocument | None:
    try:
        return check_document(document(number), real_book().vocabulary)
    except InvalidDocument:
        return None


def built(found: CheckedDocument) -> FactTree:
    return build_facts(found.kind, found.data, real_book().vocabulary, {})


def everywhere(tree: FactTree) -> list[Instance]:
    found = list(tree.instances)
    for instance in found:
        found += instance.nameless.values()
        found += instance.singles.values() if instance.number < 0 else ()
    return found


def test_the_order_of_looking_changes_nothing(figures: Figures) -> None:
    compared = 0
    for number in range(40):
        found = checked(number)
        if found is None:
            continue
        first, second, rng = built(found), built(found), Random(number)
        told = {(item.path, item.number, name): item.facts[name] for item in everywhere(first) for name in item.facts}
        asked = [(item, name) for item in everywhere(second) for name in reversed(list(item.facts))]
        rng.shuffle(asked)
        assert {(item.path, item.number, name): item.facts[name] for item, name in asked} == told
        assert all(list(item.facts) == list(item.facts.keys()) for item in second.instances)
        compared += len(asked)
    figures(f"{compared} opplysninger spurt etter i to rekkefølger")
    assert compared > 5_000


def test_each_open_question_has_the_bit_of_what_hangs_on_it() -> None:
    seen = 0
    for found in filter(None, map(checked, range(25))):
        tree = built(found)
        assert tree.outside_law_bit == 1 << len(tree.open_facts)
        for index, fact in enumerate(tree.open_facts):
            assert fact.index == index
            bits = fact.instance.list_bits if fact.listed else {fact.name: fact.instance.facts[fact.name].bit}
            assert bits[fact.listed.name if fact.listed else fact.name] == 1 << index
            seen += 1
        assert tree.open_in(0b101) == tuple(fact for fact in tree.open_facts if fact.index in (0, 2))
    assert seen > 300


def test_what_is_sent_elsewhere_is_whole_and_leaves_the_vocabulary_behind() -> None:
    found = next(filter(None, map(checked, range(25))))
    tree = built(found)
    text = pickle.dumps(tree.root)
    sent: Instance = pickle.loads(text)  # noqa: S301 - written the line before
    assert sent.filling is None
    assert [*sent.facts] == [*tree.root.facts]
    assert {name: item.path for name, item in sent.nameless.items()} == {
        name: item.path for name, item in tree.root.nameless.items()
    }
