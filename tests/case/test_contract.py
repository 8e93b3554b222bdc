"""The published contract is generated, and accepts exactly what the model accepts."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reiseregel.case import contracts, shapes
from reiseregel.case.contracts import document_schema, schema_file, schema_text
from reiseregel.case.models import DocumentPart, document_model
from reiseregel.case.violations import violations
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary
from tests.strategies.documents import minimal_document, shaped_documents
from tests.strategies.mutations import ODD_VALUES, mutated, places, removed, replaced, value_at
from tests.strategies.vocabulary import rules_vocabulary

VOCABULARY = rules_vocabulary()
SCHEMAS = {kind: document_schema(VOCABULARY, kind) for kind in VOCABULARY.roots}
VALIDATORS = {kind: Draft202012Validator(schema) for kind, schema in SCHEMAS.items()}
SCHEMA = SCHEMAS["krav"]
MODEL = document_model(VOCABULARY, "krav")
EXAMPLES, CHANGES = 100, 40
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def accepted(document: Any, kind: str = "krav") -> bool:
    """What both say of the document; they must say the same."""
    by_schema = VALIDATORS[kind].is_valid(document)
    by_model = not violations(document_model(VOCABULARY, kind), document)
    assert by_schema == by_model, ("schema" if by_schema else "model", "alone accepts", document)
    return by_model


@pytest.mark.parametrize("kind", VOCABULARY.roots)
def test_committed_contract_is_the_generated_one(kind: str) -> None:
    text = schema_text(VOCABULARY, kind)

    assert schema_file(kind).read_text(encoding="utf-8") == text, "run python -m reiseregel.case.contracts --skriv"


def test_command_says_whether_the_files_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert contracts.main([]) == 0
    assert capsys.readouterr().out == ""


def test_command_writes(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(contracts, "schemas_folder", lambda: tmp_path)

    assert contracts.main([]) == 1
    assert contracts.main(["--skriv"]) == 0
    for kind in VOCABULARY.roots:
        written = (tmp_path / "v1" / f"{kind}.schema.json").read_text(encoding="utf-8")
        assert written == schema_text(VOCABULARY, kind)
    assert contracts.main([]) == 0
    assert capsys.readouterr().out.count("krav.schema.json") == 2


@pytest.mark.parametrize("kind", VOCABULARY.roots)
def test_contract_is_valid_and_closed_everywhere(kind: str) -> None:
    schema = SCHEMAS[kind]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:reiseregel:schema:v1:{kind}"
    for part in (schema, *schema["$defs"].values()):
        assert part.get("type") != "object" or part["additionalProperties"] is False


def kind_of(entity: str) -> str:
    """The type of the documents that an entity belongs to."""
    return VOCABULARY.entities[VOCABULARY.ancestors(entity)[-1]].document


def test_every_fact_is_in_the_contract_with_its_name() -> None:
    for fact in VOCABULARY.facts.values():
        schema = SCHEMAS[kind_of(fact.entity)]
        entity = schema["$defs"][fact.entity] if VOCABULARY.entities[fact.entity].parent else schema
        assert fact.label is not None
        assert entity["properties"][fact.name]["title"].startswith(fact.label.nb)
        assert (fact.name in entity.get("required", [])) == fact.content


def test_unknown_kind_has_no_contract() -> None:
    with pytest.raises(KeyError):
        document_schema(VOCABULARY, "reise")
    with pytest.raises(KeyError):
        document_model(VOCABULARY, "reise")


def test_model_is_made_once_and_cannot_be_changed() -> None:
    assert document_model(VOCABULARY, "krav") is MODEL
    document = MODEL.model_validate(minimal_document(VOCABULARY))
    with pytest.raises(ValueError, match="frozen"):
        setattr(document, "fremsatt", "2026-01-01")  # noqa: B010 - the field is made at run time
    assert issubclass(MODEL, DocumentPart)


def test_date_pattern_is_the_calendar() -> None:
    cases = 0
    for year in (1, 20, 190, 1000, *range(1895, 2106), 2400, 9999, 20260):
        for month in range(14):
            for day in range(33):
                text = f"{year:04}-{month:02}-{day:02}"
                try:
                    exists = 1900 <= date.fromisoformat(text).year <= 2100
                except ValueError:
                    exists = False
                cases += 1
                assert _date_accepted(text) == exists, text
    print(f"{cases} dates")


DATE_VALIDATOR = Draft202012Validator(SCHEMA["$defs"]["dato"])


def _date_accepted(text: str) -> bool:
    return DATE_VALIDATOR.is_valid(text)


# --- agreement ---


def full_document(vocabulary: Vocabulary, kind: str = "krav") -> dict[str, Any]:
    """A document with every fact and one item in every list."""
    document = minimal_document(vocabulary, kind)
    root = vocabulary.root(kind)
    assert root is not None
    _fill(document, root, vocabulary)
    document["konvolutt"] = {"saksreferanse": "A", "innsender": "B"}
    document["spraak"] = "nn"
    document["vurderinger"] = [
        {
            "faktum": "/turer/0/behandling/noedvendig_vurdert",
            "rolle": "saksbehandler",
            "referanse": "V-1",
            "tidspunkt": "2026-05-10T12:30:00Z",
            "momenter": [0],
            "begrunnelse_sha256": "0" * 64,
        }
    ]
    document["kilder"] = [{"faktum": "/pasient/foedselsdato", "kilde": "register", "referanse": "R-1"}]
    return document


def _fill(data: dict[str, Any], entity: EntityDef, vocabulary: Vocabulary) -> None:
    for fact in vocabulary.facts_of(entity.name):
        data.setdefault(fact.name, values_of(fact)[0])
    for child in vocabulary.children_of(entity.name):
        items = data.setdefault(child.member, [{}]) if child.many else [data[child.member]]
        for item in items:
            _fill(item, child, vocabulary)


def values_of(fact: FactDef) -> list[Any]:
    """Every value at the edge of what one fact may be."""
    values: dict[str, list[Any]] = {
        "boolsk": [False, True],
        "kode": list(fact.type.codes),
        "tall": [fact.low, fact.high],
        "dato": ["1900-01-01", "2000-02-29", "2100-12-31"],
    }
    return values[fact.type.kind]


def wrong_values_of(fact: FactDef) -> list[Any]:
    return [
        None,
        [],
        {},
        [values_of(fact)[0]],
        {
            "boolsk": 1,
            "kode": fact.type.codes[0].upper() if fact.type.codes else "",
            "tall": True,
            "dato": "1900-02-29",
        }[fact.type.kind],
        {"boolsk": "true", "kode": "", "tall": fact.low - 1, "dato": "2026-05-10\n"}[fact.type.kind],
        {"boolsk": 0, "kode": 0, "tall": fact.high + 1, "dato": 20260510}[fact.type.kind],
        {"boolsk": "", "kode": True, "tall": str(fact.low), "dato": "2026-05-10T00:00:00Z"}[fact.type.kind],
    ]


def path_to(entity: EntityDef, vocabulary: Vocabulary) -> tuple[str | int, ...]:
    """The path of the first object of one entity in a full document."""
    path: list[str | int] = []
    for name in reversed(vocabulary.ancestors(entity.name)[:-1]):
        below = vocabulary.entities[name]
        path += [below.member, 0] if below.many else [below.member]
    return tuple(path)


def test_agree_on_every_fact_and_list(capsys: pytest.CaptureFixture[str]) -> None:
    documents = {kind: full_document(VOCABULARY, kind) for kind in VOCABULARY.roots}
    assert all(accepted(document, kind) for kind, document in documents.items())
    count: Counter[bool] = Counter()
    for fact in VOCABULARY.facts.values():
        kind = kind_of(fact.entity)
        path = (*path_to(VOCABULARY.entities[fact.entity], VOCABULARY), fact.name)
        for value in values_of(fact):
            assert accepted(replaced(documents[kind], path, value), kind), (path, value)
            count[True] += 1
        for value in wrong_values_of(fact):
            assert not accepted(replaced(documents[kind], path, value), kind), (path, value)
            count[False] += 1
    for entity in VOCABULARY.entities.values():
        if not entity.many:
            continue
        kind = kind_of(entity.name)
        document, path = documents[kind], path_to(entity, VOCABULARY)
        item = value_at(document, path)
        for length in {0, entity.least - 1, entity.least, entity.most, entity.most + 1} - {-1}:
            fits = entity.least <= length <= entity.most
            assert accepted(replaced(document, path[:-1], [item] * length), kind) == fits, (path, length)
            count[fits] += 1
    with capsys.disabled():
        print(f"\ncontract and model agree: {count[True]} accepted, {count[False]} rejected, one by one")


def test_agree_on_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    document = full_document(VOCABULARY)
    count: Counter[bool] = Counter()
    for path in places(document):
        value = value_at(document, path)
        if isinstance(value, dict):
            for key in ("ukjent", "", "Dato", "model_config", "__class__"):
                assert not accepted(replaced(document, path, {**value, key: True})), (path, key)
                count[False] += 1
        if path and isinstance(path[-1], str):
            needed = path[-1] in required_at(path)
            assert accepted(removed(document, path)) != needed, path
            count[not needed] += 1
    with capsys.disabled():
        print(f"\ncontract and model agree on keys: {count[True]} accepted, {count[False]} rejected")


def required_at(path: tuple[str | int, ...]) -> list[str]:
    """The keys required in the object that holds what stands at `path`."""
    node = SCHEMA
    for part in path[:-1]:
        node = node["items"] if isinstance(part, int) else node["properties"][part]
        node = SCHEMA["$defs"][node["$ref"].removeprefix("#/$defs/")] if "$ref" in node else node
    required: list[str] = node.get("required", [])
    return required


def test_agree_on_odd_values_around_the_facts() -> None:
    document = full_document(VOCABULARY)
    for path in places(document):
        if path and path[0] in shapes.ROOT_KEYS:
            for value in ODD_VALUES:
                accepted(replaced(document, path, value))


COUNT: Counter[str] = Counter()


@given(shaped_documents(VOCABULARY), st.data())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW)
def check_random_documents(document: dict[str, Any], data: st.DataObject) -> None:
    assert accepted(document)
    COUNT["accepted as made"] += 1
    for _ in range(CHANGES):
        change, other = data.draw(mutated(document))
        verdict = accepted(other)
        COUNT[f"{change}: {'accepted' if verdict else 'rejected'}"] += 1


def test_agree_on_random_documents_and_single_changes(capsys: pytest.CaptureFixture[str]) -> None:
    COUNT.clear()
    check_random_documents()
    assert COUNT["accepted as made"] >= EXAMPLES // 2
    with capsys.disabled():
        print(f"\ncontract and model agree: {sum(COUNT.values())} cases, {dict(sorted(COUNT.items()))}")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-shapes.MAX_INTEGER, shapes.MAX_INTEGER) | st.text(max_size=5),
        lambda below: (
            st.lists(below, max_size=3)
            | st.dictionaries(st.sampled_from(sorted(shapes.known_keys(VOCABULARY))), below, max_size=5)
        ),
        max_leaves=20,
    )
)
@settings(max_examples=300, deadline=None)
def test_agree_on_any_json(value: Any) -> None:
    assert not accepted(value)
