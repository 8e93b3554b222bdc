"""What a run is made of: the files it reads, the chunks they are cut into, and what it was asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from reiseregel.errors import Language

Form = Literal["jsonl", "csv", "parquet"]
FORMS: Final[tuple[Form, ...]] = ("jsonl", "csv", "parquet")

#: The exit codes of a run that cannot go on; as in `reiseregel.cli`.
FAULT_IN_INPUT, WRONG_USAGE, INTERNAL = 1, 2, 70


class BatchStop(Exception):
    """The run ends here: a sentence for whoever started it, in bokmål as all of the command line, and the exit code."""

    def __init__(self, sentence: str, exit_code: int = WRONG_USAGE) -> None:
        self.sentence = sentence
        self.exit_code = exit_code
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to read, in the order of the input.

    `path` is `-` for standard input, whose `size` is -1. `name` is what may be shown. `digest` tells the content from
    another; `rows` is known of Parquet alone. `header` are the columns of a CSV, `separator` what parts them, `start`
    the byte where its first row begins. A `staged` file was put together from tables; it is shown as the one at the
    top, of which `before` rows come before its own.
    """

    path: str
    name: str
    form: Form
    size: int
    digest: str
    rows: int = 0
    header: tuple[str, ...] = ()
    separator: str = ","
    start: int = 0
    before: int = 0
    staged: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive rows of one file, decided and written together.

    `first` is the number of the first row in the whole input, `row` its number in the file, both from 0; of text every
    line counts, blank ones too. Text lies at `offset`, `length` bytes of it, or in `data` when it cannot be read again.
    Of Parquet, `groups` are the row groups the rows are in and `offset` the rows of those that come before.
    """

    number: int
    file: int
    first: int
    row: int
    rows: int
    offset: int
    length: int = 0
    groups: tuple[int, ...] = ()
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decides the content of the output, beside the input and the rules: a resumed run must want the same."""

    form: Form
    language: Language
    readings: dict[str, str]
    rows_a_chunk: int
