"""The report every three weeks: what the decisions were, who had to look, and how long it took (docs/statistikk.md).

Files of decisions in, whole numbers out. Small counts are hidden so that no sum gives them back.
"""
