"""Run one case and say in words how the answer differs from what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reiseregel.casebook.load import Case
from reiseregel.decision import Decision, decide
from reiseregel.errors import InvalidDocument
from reiseregel.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The differences, none when the case holds."""

    case: Case
    differences: tuple[str, ...]


def run_case(case: Case, book: RuleBook) -> CaseResult:
    """Decide the case and compare everything that is expected."""
    try:
        decision = decide(case.document, book, dict(case.readings))
    except InvalidDocument as error:
        return CaseResult(case, tuple(f"{fault.pointer or '/'}: {fault.message.nb}" for fault in error.faults))
    except KeyError:
        return CaseResult(case, ("saken bruker en lesning eller et alternativ som ikke finnes",))
    return CaseResult(case, tuple(differences(case.expected, decision)))


def differences(expected: dict[str, Any], decision: Decision) -> Iterator[str]:
    """Everything in which a decision is not as expected, in words."""
    answer = decision.to_json("nb")
    yield from _same("utfall", expected["utfall"], answer["utfall"])
    if "beloep_oere" in expected:
        yield from _same("beloep_oere", expected["beloep_oere"], answer["beloep_oere"])
    if "grenser" in expected:
        yield from _same("grenser", expected["grenser"], list(answer["grenser"].values()))  # type: ignore[attr-defined]
    if "avklaringer" in expected:
        asked = sorted({item["faktum"] for item in answer["avklaringer"]})  # type: ignore[attr-defined]
        yield from _same("avklaringer", sorted(expected["avklaringer"]), asked)
    if "raad" in expected:
        yield from _advice(expected["raad"], [step.code for step in decision.next_steps])
    if "hviler_paa" in expected:
        resting = sorted({item.reading.name for item in decision.rests_on})
        yield from _same("hviler_paa", sorted(expected["hviler_paa"]), resting)
    for post in expected.get("poster", ()):
        yield from _post(post, answer)
    for name, value in expected.get("begreper", {}).items():
        nodes = [node for node in decision.trace.values() if node.get("begrep") == name]
        if not any(node["verdi"] == value for node in nodes):
            yield f"{name}: ventet {value}, fikk {[node['verdi'] for node in nodes]}"
    for name, wanted in expected.get("hjemler", {}).items():
        full = {"lov": "pasientreiseforskriften", **wanted}
        places = [_as_told(node["hjemmel"], wanted) for node in decision.trace.values() if node.get("begrep") == name]
        if full not in places:
            yield f"{name}: ventet {_written(full)}, fikk {sorted(map(_written, places))}"
    for name, rows in expected.get("satser", {}).items():
        used = sorted(
            node["fra"] for node in decision.trace.values() if node.get("navn") == f"sats.{name}" and "fra" in node
        )
        yield from _same(f"sats.{name}", sorted(map(str, rows)), used)
    if "frikort_tak" in expected:
        ceilings = {str(item["aar"]): item["tak_oere"] for item in answer["frikort_prognose"]}  # type: ignore[attr-defined]
        yield from _same("frikort_tak", {str(year): tak for year, tak in expected["frikort_tak"].items()}, ceilings)
    if "ikke_automatisk" in expected:
        yield from _same("ikke_automatisk", sorted(expected["ikke_automatisk"]), sorted(decision.not_automatic))
    yield from _hjemler(expected["hjemmel"], _decided(answer), "hjemmel")


def _advice(expected: list[str], given: list[str]) -> Iterator[str]:
    """Each that is named is given; an empty list means that none is."""
    found = sorted(set(given))
    if not set(expected) <= set(found) or (not expected and found):
        yield f"raad: ventet {sorted(expected)}, fikk {found}"


def _as_told(hjemmel: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """The place, without the source of practice where the case does not ask for it."""
    return {key: value for key, value in hjemmel.items() if key != "kilde" or "kilde" in wanted}


def _same(what: str, expected: object, found: object) -> Iterator[str]:
    if expected != found:
        yield f"{what}: ventet {expected}, fikk {found}"


def _post(expected: dict[str, Any], answer: dict[str, Any]) -> Iterator[str]:
    name = expected["post"] + expected.get("sted", "")
    numbers = [
        number
        for number, post in enumerate(answer["poster"])
        if post["post"] == expected["post"] and expected.get("sted", post["sted"]) == post["sted"]
    ]
    if not numbers:
        yield f"post {name}: finnes ikke i svaret"
        return
    post = answer["poster"][numbers[0]]
    yield from _same(f"post {name}: utfall", expected["utfall"], post["utfall"])
    for column in ("utbetales_oere", "egenandel_oere", "rentetillegg_oere", "kreves_tilbake_oere"):
        if column in expected:
            yield from _same(f"post {name}: {column}", expected[column], post.get(column))
    if "grunner" in expected:
        yield from _same(f"post {name}: grunner", sorted(expected["grunner"]), sorted(post["grunner"]))
    if "hjemmel" in expected:
        decided = [post["hjemmel"]] + [item["hjemmel"] for item in answer["begrunnelse"] if item["post"] in numbers]
        yield from _hjemler(expected["hjemmel"], decided, f"post {name}: hjemmel")


def _decided(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The places in law that decided: of each post, each reason, and each open question that matters."""
    parts = [*answer["poster"], *answer["begrunnelse"], *answer["avklaringer"]]
    return [part["hjemmel"] for part in parts]


def _hjemler(expected: list[dict[str, Any]], decided: list[dict[str, Any]], what: str) -> Iterator[str]:
    for wanted in expected:
        full = {"lov": "pasientreiseforskriften", **wanted}
        if not any(full.items() <= found.items() for found in decided):
            yield f"{what}: ventet {_written(full)} blant {sorted({_written(found) for found in decided})}"


def _written(hjemmel: dict[str, Any]) -> str:
    rest = " ".join(f"{key} {value}" for key, value in hjemmel.items() if key not in ("lov", "paragraf"))
    return f"{hjemmel['lov']} § {hjemmel['paragraf']} {rest}".strip()
