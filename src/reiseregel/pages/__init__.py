"""The generated pages in `docs/regler/`: the rule book and its cases as Markdown for caseworkers and jurists.

Every page follows from the rule files alone, in a fixed order and with no date of its own, so that a test can hold the
committed pages equal to the rules. Law text is linked to, never repeated.
"""

from reiseregel.pages.build import all_pages

__all__ = ["all_pages"]
