"""Where the facts of a document come from, by JSON pointer: its sources, and the assessments that go before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reiseregel.case import CheckedDocument
from reiseregel.facts import Origin


class Origins(Mapping[str, Origin]):
    """The origins of one document, each made when it is asked for."""

    def __init__(self, document: CheckedDocument) -> None:
        self.sources = document.sources
        self.assessments = {item.pointer: item for item in document.assessments}

    def __getitem__(self, pointer: str) -> Origin:
        item = self.assessments.get(pointer)
        if item is not None:
            return Origin("vurdering", item.reference, item.role, item.time, item.momenter, item.reasons_sha256)
        source = self.sources[pointer]
        return Origin(source.kind, source.reference)

    def get(self, pointer: str, default: Origin | None = None) -> Origin | None:  # type: ignore[override]
        return self[pointer] if pointer in self.assessments or pointer in self.sources else default

    def __iter__(self) -> Iterator[str]:
        return iter({**self.sources, **self.assessments})

    def __len__(self) -> int:
        return len({**self.sources, **self.assessments})

    def __bool__(self) -> bool:
        return bool(self.sources or self.assessments)
