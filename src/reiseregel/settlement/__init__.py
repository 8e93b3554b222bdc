"""Mechanical checks of a carrier's settlement: states, codes, sums that tie out, events in order.

Data in `rules/kontroll/oppgjoer/`; `check_message` takes one message at a time. Nothing here rejects anything: it
says what is wrong, with the code of the standard, and what could not be told from the message.
"""

from reiseregel.settlement.book import SettlementBook, load_settlement_book
from reiseregel.settlement.checks import Finding, Seen, check_message
from reiseregel.settlement.document import read_message

__all__ = ["Finding", "Seen", "SettlementBook", "check_message", "load_settlement_book", "read_message"]
