"""Decision and trace as text in bokmål, nynorsk and English. Renders; decides nothing."""

from reiseregel.explain.decision_text import post_label, render_decision, render_line
from reiseregel.explain.trace_text import render_trace
from reiseregel.explain.words import hjemmel_words, kroner

__all__ = ["hjemmel_words", "kroner", "post_label", "render_decision", "render_line", "render_trace"]
