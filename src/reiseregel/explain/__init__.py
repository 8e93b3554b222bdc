"""Decision and trace as text in bokmål, nynorsk and English. Renders; decides nothing."""

from reiseregel.explain.decision_text import render_decision, render_line
from reiseregel.explain.readers import READERS, Reader, explanation, render_explanation
from reiseregel.explain.titles import post_label
from reiseregel.explain.words import hjemmel_words, kroner

__all__ = [
    "READERS",
    "Reader",
    "explanation",
    "hjemmel_words",
    "kroner",
    "post_label",
    "render_decision",
    "render_explanation",
    "render_line",
]
