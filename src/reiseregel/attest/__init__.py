"""A claim and travel attests → the claim with what the attests say of each trip, ready to be decided.

Each attest is decided by its own rules (`rules/rekvisisjon/attest_*.yaml`), with the trip of the claim as the trip it
is tested for. Here is no law: facts of the claim become facts of that trip where they are the same thing, and the
answers become the facts that §§ 8 and 22 of the claim look at. What is open stays open.
"""

from reiseregel.attest.attested import Attested, check_attest, with_attests
from reiseregel.attest.model import GivenAttest, TripAnswer
from reiseregel.attest.told import attest_lines

__all__ = ["Attested", "GivenAttest", "TripAnswer", "attest_lines", "check_attest", "with_attests"]
