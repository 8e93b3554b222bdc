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

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reiseregel.decision import Answered, Bounds, Clarification, Decision, PostDecision, RestsOn, answer_json
    from reiseregel.decision.decide import answer, decide
    from reiseregel.errors import Fault, InvalidDocument, InvalidRules, RuleFault
    from reiseregel.explain import explanation, render_decision, render_explanation
    from reiseregel.rulebook import RuleBook, load_rulebook

    __version__: str

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
    "answer_json",
    "decide",
    "explanation",
    "load_rulebook",
    "render_decision",
    "render_explanation",
]

#: Where each name stands. A part is imported when it is first asked for: whoever checks a document waits for no
#: explanation, and the command line for neither.
_HOMES: Final = {
    "decision": (
        "Answered",
        "Bounds",
        "Clarification",
        "Decision",
        "PostDecision",
        "RestsOn",
        "answer",
        "answer_json",
        "decide",
    ),
    "errors": ("Fault", "InvalidDocument", "InvalidRules", "RuleFault"),
    "explain": ("explanation", "render_decision", "render_explanation"),
    "rulebook": ("RuleBook", "load_rulebook"),
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        home, name_there = "version", "ENGINE"
    else:
        home, name_there = next((home for home, names in _HOMES.items() if name in names), ""), name
    if not home:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{home}"), name_there)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*globals(), *(name for name in __all__ if name not in globals())]
