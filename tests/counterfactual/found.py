"""Counterfactuals of a claim, and of the examples, each worked out once."""

from __future__ import annotations

from functools import cache
from typing import Any

from reiseregel import Decision, decide
from reiseregel.case import check_document
from reiseregel.counterfactual import Counterfactuals, counterfactuals
from tests.explain.answers import book, example


def decided(document: dict[str, Any]) -> tuple[Decision, Counterfactuals]:
    """The decision of a document, and what would have changed it."""
    decision = decide(document, book())
    return decision, counterfactuals(check_document(document, book().vocabulary), book(), decision)


@cache
def of_example(number: str) -> tuple[Decision, Counterfactuals]:
    """The same of an example by its number."""
    return decided(example(number))
