"""What would have had to be otherwise for the answer to be another: each answer is found, and then proved, by running
the rules again.
"""

from reiseregel.counterfactual.find import ONLY_MONEY, counterfactuals
from reiseregel.counterfactual.model import Change, Condition, Counterfactual, Counterfactuals, PostThen

__all__ = ["ONLY_MONEY", "Change", "Condition", "Counterfactual", "Counterfactuals", "PostThen", "counterfactuals"]
