"""The letter to the one who put forward a claim: a page of words, and the same as HTML and PDF. Decides nothing."""

from reiseregel.letter.details import Details, LetterLanguage, letter_language
from reiseregel.letter.html import letter_html
from reiseregel.letter.page import NoComplaintRules, letter_page
from reiseregel.letter.pdf import MissingExtra, letter_pdf
from reiseregel.letter.status import is_decided, is_draft

__all__ = [
    "Details",
    "LetterLanguage",
    "MissingExtra",
    "NoComplaintRules",
    "is_decided",
    "is_draft",
    "letter_html",
    "letter_language",
    "letter_page",
    "letter_pdf",
]
