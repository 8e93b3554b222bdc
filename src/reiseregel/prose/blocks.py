"""The parts of a page. Words are already in one language; how they are set is for the writers beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reiseregel.errors import Language


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in the law: as people write it, and the paragraph at Lovdata."""

    words: str
    link: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with the places in the law it rests on. They are set before its full stop, in parentheses."""

    text: str
    references: tuple[Reference, ...] = ()

    def parts(self) -> tuple[str, str]:
        """The text before the references, and the sign that ends it: «.», «:», «;», «?», «!» or nothing."""
        stop = self.text[-1:] if self.references and self.text[-1:] in ".:;?!" else ""
        return self.text[: len(self.text) - len(stop)], stop

    @property
    def plain(self) -> str:
        """The sentence with its references, as text."""
        if not self.references:
            return self.text
        before, stop = self.parts()
        return f"{before} ({'; '.join(reference.words for reference in self.references)}){stop}"


def as_read(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Sentences for the page: places that several in a row rest on are named once, after the last of them."""
    if len(sentences) == 1:
        return sentences
    following = (*sentences[1:], None)
    return tuple(
        Sentence(sentence.text) if after is not None and sentence.references == after.references else sentence
        for sentence, after in zip(sentences, following, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the title of the page."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together. `kind` says what they are to the reader: `lead` comes first and counts most."""

    sentences: tuple[Sentence, ...]
    kind: str = ""

    @property
    def plain(self) -> str:
        """The whole paragraph as text."""
        return " ".join(sentence.plain for sentence in as_read(self.sentences))


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, with lines below it. `mark` is a sign of its own, such as ✓; `code` names it for programs."""

    sentences: tuple[Sentence, ...]
    below: tuple[Item, ...] = ()
    mark: str = ""
    code: str = ""

    @property
    def plain(self) -> str:
        """The line as text, without the lines below it."""
        if len(self.sentences) == 1:
            return self.sentences[0].plain
        return " ".join(sentence.plain for sentence in as_read(self.sentences))


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `numbered` when the order or the number is something people refer to, from `start`."""

    items: tuple[Item, ...]
    numbered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns. Columns in `amounts` (from 0) hold numbers and are set to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    amounts: tuple[int, ...] = ()


Block: TypeAlias = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A whole text in one language."""

    language: Language
    blocks: tuple[Block, ...]


def sentence(text: str, *references: Reference) -> Sentence:
    """A sentence with the places it rests on."""
    return Sentence(text, references)


def paragraph(*sentences: Sentence | str, kind: str = "") -> Paragraph:
    """A paragraph of sentences; a bare string is one without references."""
    return Paragraph(tuple(Sentence(item) if isinstance(item, str) else item for item in sentences), kind)
