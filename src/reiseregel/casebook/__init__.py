"""The cases beside the rules: documents with the answer the law gives, run against the rule book."""

from reiseregel.casebook.advice import advice_without_cases
from reiseregel.casebook.load import Case, cases_by_file, load_cases, read_cases
from reiseregel.casebook.paragraphs import by_paragraph, paragraphs_of
from reiseregel.casebook.rows import Row, Rows, Unmodelled, read_rows, row_faults
from reiseregel.casebook.run import CaseResult, differences, run_case

__all__ = [
    "Case",
    "CaseResult",
    "Row",
    "Rows",
    "Unmodelled",
    "advice_without_cases",
    "by_paragraph",
    "cases_by_file",
    "differences",
    "load_cases",
    "paragraphs_of",
    "read_cases",
    "read_rows",
    "row_faults",
    "run_case",
]
