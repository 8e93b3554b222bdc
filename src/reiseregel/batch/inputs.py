"""The files of a run, in order: a file, a folder of files, or standard input. Each is opened once and told apart."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import BinaryIO, Final

from reiseregel.batch.model import FAULT_IN_INPUT, BatchStop, Form, InputFile
from reiseregel.identifiers import mask

STANDARD_INPUT: Final = "-"
SUFFIXES: Final[dict[str, Form]] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
#: So much of the beginning and of the end of a file goes into its digest, beside its size.
SAMPLE: Final = 1 << 20
#: A row of column names longer than this is no such row.
MOST_HEADER: Final = 1 << 22
_UTF8_MARK: Final = b"\xef\xbb\xbf"


def find_inputs(name: str) -> tuple[InputFile, ...]:
    """Every file that `name` stands for, in name order.

    Raises:
        BatchStop: there is nothing to read, a file cannot be read, or it is of no kind that is known.

    """
    if name == STANDARD_INPUT:
        return (InputFile(STANDARD_INPUT, STANDARD_INPUT, "jsonl", -1, ""),)
    path = Path(name)
    try:
        if not path.is_dir():
            return (_opened(path, _form(path)),)
        # What begins with a dot or an underscore is left by programs that write such folders, not a part of the data.
        files = sorted(item for item in path.iterdir() if item.name[0] not in "._" and item.suffix in SUFFIXES)
    except (OSError, ValueError):
        raise BatchStop("Inndata kan ikke leses. Se at navnet er riktig og at du har tilgang.") from None
    if not files:
        raise BatchStop("Mappen har ingen filer som heter .jsonl, .ndjson, .csv eller .parquet.")
    return tuple(_opened(file, SUFFIXES[file.suffix]) for file in files)


def _form(path: Path) -> Form:
    if not path.is_file():
        raise OSError
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise BatchStop("Filen må hete .jsonl, .ndjson, .csv eller .parquet, ellers vet ikke programmet hva den er.")
    return form


def _opened(path: Path, form: Form) -> InputFile:
    """The file with what must be known before it is cut up."""
    shown = mask(path.name)
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            digest = _digest(file, size)
            file.seek(0)
            found = InputFile(str(path), shown, form, size, digest)
            if form == "jsonl" or (form == "csv" and not size):
                return found
            return _csv(file, found) if form == "csv" else _parquet(file, found)
    except (OSError, ValueError):
        raise BatchStop(f"{shown}: Filen kan ikke leses.") from None


def _digest(file: BinaryIO, size: int) -> str:
    """Of size, beginning and end; the time of the file is no part of it, for a copy is the same input."""
    found = hashlib.sha256(str(size).encode())
    file.seek(0)
    found.update(file.read(SAMPLE))
    file.seek(max(0, size - SAMPLE))
    found.update(file.read(SAMPLE))
    return found.hexdigest()


def _csv(file: BinaryIO, found: InputFile) -> InputFile:
    line = file.readline(MOST_HEADER)
    try:
        text = line.removeprefix(_UTF8_MARK).decode().rstrip("\r\n")
        separator = ";" if text.count(";") > text.count(",") else ","
        header = tuple(name.strip() for name in next(csv.reader([text], delimiter=separator, strict=True), []))
    except (UnicodeDecodeError, csv.Error):
        raise _bad_header(found) from None
    if not header or not all(header) or len(set(header)) < len(header) or len(line) == MOST_HEADER:
        raise _bad_header(found)
    return InputFile(
        found.path, found.name, "csv", found.size, found.digest, header=header, separator=separator, start=len(line)
    )


def _bad_header(found: InputFile) -> BatchStop:
    sentence = f"{found.name}: Første linje må ha navnet på hver kolonne, hvert navn én gang, i UTF-8."
    return BatchStop(sentence, FAULT_IN_INPUT)


def _parquet(file: BinaryIO, found: InputFile) -> InputFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = pq.ParquetFile(file).metadata.num_rows
    except (pa.ArrowException, OSError):
        raise BatchStop(f"{found.name}: Filen er ikke en Parquet-fil som kan leses.", FAULT_IN_INPUT) from None
    return InputFile(found.path, found.name, "parquet", found.size, found.digest, rows=rows)
