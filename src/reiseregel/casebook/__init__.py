"""The cases beside the rules: documents with the answer the law gives, run against the rule book."""

from reiseregel.casebook.load import Case, cases_by_file, load_cases, read_cases
from reiseregel.casebook.run import CaseResult, run_case

__all__ = ["Case", "CaseResult", "cases_by_file", "load_cases", "read_cases", "run_case"]
