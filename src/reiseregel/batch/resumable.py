"""A run into a folder, stopped anywhere and gone on with: how it begins, what goes wrong with its files, how it ends.

`control` runs in this frame too. What a run is (its manifest), the parts it keeps and what it writes are its own.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from reiseregel.batch.files import write_bytes
from reiseregel.batch.inputs import STANDARD_INPUT
from reiseregel.batch.manifest import SUMMARY, OutputFolder
from reiseregel.batch.model import FAULT_IN_INPUT, BatchStop, InputFile

_HAS_ANSWERS: Final = (
    "Mappen har svar fra før. Bruk --fortsett for å gå videre på dem, eller --overskriv for å begynne på nytt."
)
_NO_MANIFEST: Final = (
    "Mappen har svar fra før, men det står ikke hva slags kjøring de er fra. Begynn på nytt med --overskriv."
)
_OWN_INPUT: Final = "Inndata er blant filene som kjøringen selv skriver eller fjerner. Velg en annen mappe for svarene."
_SUMMARY_GONE: Final = "Kjøringen er ferdig, men oppsummeringen mangler. Begynn på nytt med --overskriv."
_UNREADABLE: Final = "Filen kan ikke leses. Se at du har tilgang, og gå videre med --fortsett."
_UNWRITABLE: Final = (
    "Svarene kan ikke skrives i mappen. Se at det er plass og at du har tilgang, og gå videre med --fortsett."
)
_NAME_TAKEN: Final = (
    "I mappen for svarene har noe annet et navn som kjøringen trenger. Flytt det og gå videre med --fortsett, eller "
    "velg en annen mappe."
)
#: The disk is full or broken, or may no longer be written: Python then names no file.
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS)


@contextmanager
def held(output: OutputFolder, inputs: Sequence[InputFile]) -> Iterator[None]:
    """Have the folder alone while the run lasts; what fails of its files is told by what to do about it.

    Raises:
        BatchStop: the folder cannot be had, or an input or output cannot be read or written.

    """
    try:
        output.open()
        try:
            yield
        finally:
            output.close()
    except OSError as error:
        stop = _told(error, output.path, inputs)
        if stop is None:
            raise
        raise stop from None


def begin(
    output: OutputFolder,
    manifest: dict[str, Any],
    inputs: Sequence[InputFile],
    *,
    resume: bool,
    overwrite: bool,
    require_same: Callable[[dict[str, Any], dict[str, Any]], None],
    sizes: Sequence[str],
) -> dict[str, Any]:
    """Go on with the run in the folder or begin this one, and return the manifest that holds.

    A run that goes on keeps its `sizes`: the keys of how much it takes at a time. Its `ferdig` tells that nothing is
    left to do. `require_same` is given the manifest that is there and the one that was asked for.

    Raises:
        BatchStop: the folder has other answers, the run there is another, or an input is one of its files.

    """
    ours = output.ours()
    if any(_is_among(Path(file.path), ours) for file in inputs if file.path != STANDARD_INPUT):
        raise BatchStop(_OWN_INPUT)
    there = output.manifest() if resume else None
    if there is not None:
        require_same(there, manifest)
        kept = {name: there.get(name) for name in sizes}
        if not all(isinstance(size, int) and size > 0 for size in kept.values()):
            raise BatchStop(_NO_MANIFEST)
        manifest = manifest | kept | {"ferdig": there.get("ferdig") is True}
    elif ours and not overwrite:
        raise BatchStop(_NO_MANIFEST if resume else _HAS_ANSWERS)
    else:
        output.clear()
        output.write_manifest(manifest)
    if not manifest["ferdig"]:
        output.parts.mkdir(exist_ok=True)
    return manifest


def finish(output: OutputFolder, manifest: dict[str, Any], told: Mapping[str, dict[str, Any]], text: str) -> None:
    """Write what is told of the run (`told` by file name, the summary among them; `text` is the summary in words), say
    that it is done, and only then remove its parts.
    """
    for name, data in told.items():
        write_bytes(output.path / f"{name}.json", json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n")
    write_bytes(output.path / f"{SUMMARY}.txt", text.encode() + b"\n")
    output.write_manifest(manifest | {"ferdig": True})
    output.clear_parts()


def told_again(output: OutputFolder, *names: str) -> list[dict[str, Any]]:
    """What `finish` wrote of a run that is done, by name.

    Raises:
        BatchStop: it is no longer there.

    """
    output.clear_parts()
    try:
        return [json.loads((output.path / f"{name}.json").read_bytes()) for name in names]
    except (OSError, ValueError):
        raise BatchStop(_SUMMARY_GONE) from None


def _is_among(path: Path, ours: Sequence[Path]) -> bool:
    """Whether a file is one of ours, or lies in the folder of parts."""
    return any(path.samefile(item) or (item.is_dir() and path.parent.samefile(item)) for item in ours)


def _told(error: OSError, folder: Path, inputs: Sequence[InputFile]) -> BatchStop | None:
    """What to do about a file that cannot be read or written; None when the fault is ours."""
    if error.filename is None:
        if error.errno in _NO_ROOM:
            return BatchStop(_UNWRITABLE)
        # Python names the files that it opens itself; what remains is standard input, and Parquet, which Arrow reads.
        silent = [file for file in inputs if file.path == STANDARD_INPUT or file.form == "parquet"]
        return _unreadable(silent) if silent else None
    read = [file for file in inputs if file.path == str(error.filename)]
    if read:
        return _unreadable(read)
    if not Path(str(error.filename)).is_relative_to(folder):
        return None
    taken = isinstance(error, FileExistsError | IsADirectoryError | NotADirectoryError)
    return BatchStop(_NAME_TAKEN if taken else _UNWRITABLE)


def _unreadable(files: Sequence[InputFile]) -> BatchStop:
    name = files[0].name if len(files) == 1 else "Inndata"
    return BatchStop(f"{name}: {_UNREADABLE}", FAULT_IN_INPUT)
