"""The reference evaluator over sets of possible values: plain pass, splitting, and the canonical trace."""

from reiseregel.engine.evaluate import Evaluator, version_for
from reiseregel.engine.fingerprint import hash_of, trace_hash, value_text
from reiseregel.engine.matters import AMOUNT, OUTCOME, Effect, Whole, effects, exhausted, per_post, whole
from reiseregel.engine.posts import GRANTED, REDUCED, REFUSED, PostInstance, PostResult, post_result, posts_of
from reiseregel.engine.split import Choice, Leaf, Node, Product, Split, Splitter
from reiseregel.engine.trace import Trace, build_trace, show_value

__all__ = [
    "AMOUNT",
    "GRANTED",
    "OUTCOME",
    "REDUCED",
    "REFUSED",
    "Choice",
    "Effect",
    "Evaluator",
    "Leaf",
    "Node",
    "PostInstance",
    "PostResult",
    "Product",
    "Split",
    "Splitter",
    "Trace",
    "Whole",
    "build_trace",
    "effects",
    "exhausted",
    "hash_of",
    "per_post",
    "post_result",
    "posts_of",
    "show_value",
    "trace_hash",
    "value_text",
    "version_for",
    "whole",
]
