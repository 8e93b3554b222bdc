"""Python expressions as text: joined, turned round, and without what is needless. Any operator stands in brackets."""

from __future__ import annotations

import keyword
import re
from functools import lru_cache

_TEST = re.compile(
    r"\((?P<left>[\w.\[\]']+(?: & \d+)?) (?P<sign>==|!=|is not|is|in|not in) (?P<right>[\w']+|\{['\w, ]+\})\)"
)
_OPPOSITE = {"==": "!=", "!=": "==", "is": "is not", "is not": "is", "in": "not in", "not in": "in"}
_BRACKET = re.compile(r"[()]")
_TOKEN = re.compile(r"[()]|(?<= )(?:and|or|if|not)(?= )")
_CONSTANT = re.compile(r"-?\d+|True|False|'\w+'")
_ATOM = re.compile(r"[A-Za-z_][\w.]*|-?\d+|True|False")


def local(name: str) -> str:
    """A concept's name as a Python name."""
    return f"{name}_K" if keyword.iskeyword(name) else name


def high(name: str) -> str:
    """The Python name of the other end of a concept's value."""
    return f"{name}__H"


def is_atom(text: str) -> bool:
    """A name or a number: as cheap to write twice as once."""
    return _ATOM.fullmatch(text) is not None


def is_constant(text: str) -> bool:
    """One value, whatever the facts."""
    return _CONSTANT.fullmatch(text) is not None


@lru_cache(1 << 14)
def operator(text: str) -> str:
    """`and` or `or` when that is what the expression is at its outermost, else nothing."""
    if not (text.startswith("(") and _balanced(text)):
        return ""
    words = _at_outermost(text)
    return words[0][1] if words and words[0][1] in ("and", "or") else ""


def _at_outermost(text: str) -> list[tuple[int, str]]:
    """The words that join what is inside the outermost brackets, and where each begins."""
    found, depth = [], 0
    for token in _TOKEN.finditer(text):
        if token[0] == "(":
            depth += 1
        elif token[0] == ")":
            depth -= 1
        elif depth == 1:
            found.append((token.start(), token[0]))
    return found


def all_of(parts: list[str]) -> str:
    """`a and b and …`, without what is always so."""
    kept = _joined([part for text in parts for part in parts_of(text, "and")], "!=", "not in", neutral="True")
    if "False" in kept:
        return "False"
    return (kept[0] if len(kept) == 1 else f"({' and '.join(kept)})") if kept else "True"


def any_of(parts: list[str]) -> str:
    """`a or b or …`, without what is never so."""
    kept = _joined([part for text in parts for part in parts_of(text, "or")], "==", "in", neutral="False")
    if "True" in kept:
        return "True"
    return (kept[0] if len(kept) == 1 else f"({' or '.join(kept)})") if kept else "False"


@lru_cache(1 << 14)
def parts_of(text: str, word: str) -> list[str]:
    """What a text joins with the word at its outermost; else the text."""
    if operator(text) != word:
        return [text]
    parts, start = list[str](), 1
    for place, joined in _at_outermost(text):
        if joined == word:
            parts.append(text[start : place - 1])
            start = place + len(word) + 1
    return [*parts, text[start:-1]]


def _joined(parts: list[str], one: str, many: str, neutral: str) -> list[str]:
    """Each part once, the codes that one thing is (or is not) in one set."""
    kept: dict[str, list[str]] = {}
    for part in parts:
        test = _TEST.fullmatch(part)
        if test and test["sign"] in (one, many) and test["right"][0] in "{'":
            codes = test["right"].strip("{}").split(", ")
            found = kept.setdefault(f"{test['left']} {many}", [])
            found += [code for code in codes if code not in found]
        elif part != neutral:
            kept[part] = []
    return [_is_one_of(part, one, many, codes) if codes else part for part, codes in kept.items()]


def _is_one_of(text: str, one: str, many: str, codes: list[str]) -> str:
    return f"({text[: -len(many)]}{one} {codes[0]})" if len(codes) == 1 else f"({text} {{{', '.join(codes)}}})"


def negated(text: str) -> str:
    """`not a`, with two of them as none."""
    if text in ("True", "False"):
        return "False" if text == "True" else "True"
    simple = _TEST.fullmatch(text)
    if simple:
        return f"({simple['left']} {_OPPOSITE[simple['sign']]} {simple['right']})"
    return text[5:-1] if text.startswith("(not ") and _closes_last(text) else f"(not {text})"


def _closes_last(text: str) -> bool:
    """The first bracket is closed by the last one, and what is between is one operand."""
    inner = text[5:-1]
    return is_atom(inner) or (inner.startswith("(") and _balanced(inner))


@lru_cache(1 << 14)
def _balanced(text: str) -> bool:
    """The first bracket is closed by the last one."""
    depth = 0
    for token in _BRACKET.finditer(text):
        depth += 1 if token[0] == "(" else -1
        if depth == 0:
            return token.end() == len(text)
    return depth == 0


def unbracketed(text: str) -> str:
    """Without the brackets around it all."""
    return text[1:-1] if text.startswith("(") and _balanced(text) else text


def scaled(text: str, factor: int) -> str:
    """`text * factor`, worked out when it is a number."""
    if factor == 1:
        return text
    return str(int(text) * factor) if text.lstrip("-").isdigit() else f"{text} * {factor}"
