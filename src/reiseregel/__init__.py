"""reiseregel: who has travel to health care covered in Norway, and how much.

```python
from reiseregel import decide, load_rulebook, render_decision

book = load_rulebook()
decision = decide(open("krav.json", "rb").read(), book)
print(render_decision(decision, book))
```

Amounts are øre, lengths metres, times minutes, all whole numbers. A `RuleBook` is immutable and shared freely between
threads; nothing is kept between calls.
"""

from reiseregel.decision import Answered, Bounds, Clarification, Decision, PostDecision, RestsOn, answer, decide
from reiseregel.errors import Fault, InvalidDocument, InvalidRules, RuleFault
from reiseregel.explain import explanation, render_decision, render_explanation
from reiseregel.rulebook import RuleBook, load_rulebook
from reiseregel.version import ENGINE

__version__ = ENGINE

__all__ = [
    "Answered",
    "Bounds",
    "Clarification",
    "Decision",
    "Fault",
    "InvalidDocument",
    "InvalidRules",
    "PostDecision",
    "RestsOn",
    "RuleBook",
    "RuleFault",
    "__version__",
    "answer",
    "decide",
    "explanation",
    "load_rulebook",
    "render_decision",
    "render_explanation",
]
