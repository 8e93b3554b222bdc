"""A node looked up alone is the node of the trace; what is kept between cases is what each case would have found."""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.case import check_document
from reiseregel.engine import Evaluator, build_trace, version_for
from reiseregel.engine.bearing import bearing
from reiseregel.engine.because import deciding_clause
from reiseregel.engine.decided import clause_that_decided
from reiseregel.engine.order import facts_in_order
from reiseregel.engine.remembering import remembering
from reiseregel.engine.trace import Nodes
from reiseregel.errors import InvalidDocument
from reiseregel.facts import build_facts
from reiseregel.rulebook.model import MAIN
from reiseregel.sets import is_single
from tests.conftest import Figures
from tests.differential.documents import document
from tests.property.real_cases import real_book

READINGS = {name: reading.chosen for name, reading in real_book().readings.items()}


def cases(count: int) -> Iterator[Evaluator]:
    book = real_book()
    for number in range(count):
        try:
            found = check_document(document(number), book.vocabulary)
        except InvalidDocument:
            continue
        yield Evaluator(book, build_facts(found.kind, found.data, book.vocabulary, {}), READINGS)


def test_a_node_alone_is_the_node_of_the_trace() -> None:
    for evaluator in cases(12):
        trace, nodes = build_trace(evaluator), Nodes(evaluator)
        given = [name for name in trace if "barn" in trace[name] and name.partition("#")[0] in evaluator.facts.by_place]
        for name in reversed(given):
            assert nodes[name] == trace[name]
            assert all(nodes[child] == trace[child] for child in trace[name]["barn"])


def test_facts_come_in_the_order_of_the_trace() -> None:
    for evaluator in cases(25):
        book = evaluator.book
        owned = {fact.key for fact in book.vocabulary.facts.values() if fact.owner == "saksbehandler"}
        trace = [name for name, node in build_trace(evaluator).items() if node.get("navn") in owned]
        found = [
            f"{place}#{owner_key(evaluator, place, name)}" for place, name in facts_in_order(evaluator, "saksbehandler")
        ]
        assert found == trace


def owner_key(evaluator: Evaluator, place: str, name: str) -> str:
    keys = [fact.key for fact in evaluator.book.vocabulary.facts.values() if fact.name == name]
    instance = evaluator.facts.by_place.get(place)
    return next(key for key in keys if instance is None or key.startswith(f"{instance.entity}."))


def test_what_decided_and_what_bears_is_the_same_when_it_is_remembered(figures: Figures) -> None:
    compared = 0
    for evaluator in cases(30):
        kept = remembering(evaluator)
        for instance in evaluator.facts.instances:
            for concept in evaluator.book.concepts.values():
                version = version_for(instance, concept) if concept.entity == instance.entity else None
                if version is None:
                    continue
                clause, alone = clause_that_decided(kept, instance, version)
                values, _, decided = evaluator.decide(instance, version)
                assert (clause.id if alone else None) == decided
                assert alone or clause.id == MAIN
                assert (deciding_clause(kept, instance, version) is not None) == is_single(values)
                assert bearing(kept, instance, concept) == bearing(evaluator, instance, concept)
                compared += 1
    figures(f"{compared} begreper")
    assert compared > 3_000
