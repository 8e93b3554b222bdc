"""The rule book from the cache: the same book, for the same rules read by the same program only, and nothing else."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest

from reiseregel import InvalidRules, RuleBook, decide, load_rulebook
from reiseregel.cachefolder import VARIABLE, write_cached
from reiseregel.errors import Place, RuleFault
from reiseregel.resources import program_files
from reiseregel.rulebook import cached, stamp
from reiseregel.vocabulary import Hjemmel
from reiseregel.yamlfile import read_folder

ROOT = Path(__file__).resolve().parent.parent.parent
CLAIMS = sorted(ROOT.glob("examples/*/krav.json"))
FILES = {"a.yaml": "ab", "b.yaml": "c", "b.saker.yaml": "d"}


@pytest.fixture(scope="module")
def fresh() -> RuleBook:
    return load_rulebook()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the cache is in."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "reiseregel"


def started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program in the folder starts."""
    monkeypatch.setattr(cached, "program_folder", lambda: folder)
    monkeypatch.setattr(cached, "program_files", lambda: {path.name: path for path in sorted(folder.iterdir())})
    monkeypatch.setattr(cached, "_STARTED", cached._program_stamp())


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small program that has started."""
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "load.py").write_text("a = 1", encoding="utf-8")
    started(folder, monkeypatch)
    return folder


@pytest.fixture
def reads(fresh: RuleBook, program: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:  # noqa: ARG001 - as it is
    """What has been read from rule files since the start of the test. Whatever they hold, they give one book."""
    read: list[dict[str, str]] = []

    def take(texts: dict[str, str]) -> RuleBook:
        read.append(texts)
        return fresh

    monkeypatch.setattr(cached, "_read", take)
    return read


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("kept")
def test_the_second_time_it_comes_from_the_cache(rules: Path, reads: list[Any], fresh: RuleBook) -> None:
    first, second = (load_rulebook(rules, cache=True) for _ in range(2))

    assert len(reads) == 1
    assert first is fresh
    assert second is not fresh
    assert second == fresh
    assert repr(second) == repr(fresh)  # and in the same order


def test_nothing_is_kept_unless_asked_for(rules: Path, reads: list[Any], kept: Path) -> None:
    load_rulebook(rules)
    assert not kept.exists()

    load_rulebook(rules, cache=True)
    load_rulebook(rules)
    assert len(reads) == 3


def test_turned_off(rules: Path, reads: list[Any], kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_rulebook(rules, cache=True)
    monkeypatch.setenv(VARIABLE, "")
    load_rulebook(rules, cache=True)

    assert len(reads) == 2
    assert len(list(kept.iterdir())) == 1


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "other",
    [
        FILES | {"a.yaml": "ab\n"},
        FILES | {"a.yaml": "a", "b.yaml": "bc"},
        FILES | {"b.saker.yaml": "e"},
        FILES | {"c.yaml": ""},
        {"a.yaml": "ab", "b.yaml": "c"},
        {"a.yaml": "ab", "b.yaml": "c", "c.saker.yaml": "d"},
    ],
)
def test_other_rules_are_read(rules: Path, reads: list[Any], other: dict[str, str], tmp_path: Path) -> None:
    changed = tmp_path / "other"
    changed.mkdir()
    for name, text in other.items():
        (changed / name).write_text(text, encoding="utf-8")
    load_rulebook(rules, cache=True)
    load_rulebook(changed, cache=True)
    assert reads == [FILES, other]

    load_rulebook(rules, cache=True)
    assert reads == [FILES, other]


@pytest.mark.usefixtures("kept")
def test_the_place_of_the_rules_is_no_part_of_them(rules: Path, reads: list[Any]) -> None:
    load_rulebook(rules, cache=True)
    load_rulebook(rules.rename(rules.parent / "moved"), cache=True)

    assert len(reads) == 1


@pytest.mark.usefixtures("kept")
def test_other_contracts_mean_reading_again(
    rules: Path, reads: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = tmp_path / "v1" / "regel.schema.json"
    contract.parent.mkdir()
    monkeypatch.setattr(cached, "schemas_folder", lambda: tmp_path)
    for text in ("{}", "[]", "{}"):
        contract.write_text(text, encoding="utf-8")
        load_rulebook(rules, cache=True)

    assert len(reads) == 2


@pytest.mark.usefixtures("kept")
def test_another_program_means_reading_again(
    rules: Path, reads: list[Any], program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = "1"
    monkeypatch.setattr(importlib.metadata, "version", lambda name: library if name == "lark" else "1")

    def load() -> int:
        started(program, monkeypatch)
        load_rulebook(rules, cache=True)
        return len(reads)

    assert [load(), load()] == [1, 1]
    (program / "load.py").write_text("a = 2", encoding="utf-8")
    assert [load(), load()] == [2, 2]
    library = "2"
    assert [load(), load()] == [3, 3]
    monkeypatch.setattr(cached, "ENGINE", "0.0.0")
    assert [load(), load()] == [4, 4]
    monkeypatch.setattr(sys, "version", "4.0")
    assert [load(), load()] == [5, 5]


def test_a_program_that_was_replaced_since_it_started_keeps_nothing(
    rules: Path, reads: list[Any], kept: Path, program: Path
) -> None:
    (program / "load.py").write_text("a = 2", encoding="utf-8")
    load_rulebook(rules, cache=True)

    assert len(reads) == 1
    assert not kept.exists()


def test_a_program_without_sources_keeps_nothing(
    rules: Path, reads: list[Any], kept: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / "load.py").rename(program / "load.pyc")
    started(program, monkeypatch)
    load_rulebook(rules, cache=True)

    assert len(reads) == 1
    assert not kept.exists()


# --- files that were left alone are not read ---


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as left alone for a while."""
    monkeypatch.setattr(stamp, "_A_WHILE", -(10**12))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that rule files were read from."""
    folders: list[Path] = []

    def read(folder: Path) -> dict[str, str]:
        folders.append(folder)
        return read_folder(folder)

    monkeypatch.setattr(cached, "read_folder", read)
    return folders


@pytest.mark.usefixtures("kept", "settled", "reads")
def test_files_left_alone_are_read_once(rules: Path, opened: list[Path], fresh: RuleBook) -> None:
    assert [load_rulebook(rules, cache=True) == fresh for _ in range(3)] == [True] * 3
    assert opened == [rules]


@pytest.mark.usefixtures("kept", "reads")
def test_files_just_written_are_read_each_time(rules: Path, opened: list[Path]) -> None:
    for _ in range(2):
        load_rulebook(rules, cache=True)

    assert len(opened) == 2


def written_over(path: Path) -> None:
    """Other content of the same size, with the times of the old."""
    old = path.stat()
    path.write_bytes(b"x" * old.st_size)
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))


def put_in_place(path: Path) -> None:
    """Another file, of the same size and time, under the same name."""
    old, other = path.stat(), path.with_suffix(".new")
    other.write_bytes(b"x" * old.st_size)
    os.utime(other, ns=(old.st_atime_ns, old.st_mtime_ns))
    other.replace(path)


def behind_a_link(path: Path) -> None:
    """The same name, and the content elsewhere."""
    path.unlink()
    elsewhere = path.parent.parent / "elsewhere"
    elsewhere.write_text("x", encoding="utf-8")
    path.symlink_to(elsewhere)


@pytest.mark.usefixtures("kept", "settled")
@pytest.mark.parametrize(
    "change",
    [
        written_over,
        put_in_place,
        behind_a_link,
        Path.unlink,
        lambda path: path.rename(path.with_name("c.yaml")),
        lambda path: path.with_name("c.yaml").write_text("", encoding="utf-8"),
        lambda path: (path.parent / "d").mkdir() or (path.parent / "d" / "d.yaml").write_text("", encoding="utf-8"),
    ],
    ids=["written over", "replaced", "a link", "removed", "renamed", "one more", "one more below"],
)
def test_a_change_is_always_seen(rules: Path, reads: list[Any], change: Callable[[Path], object]) -> None:
    for _ in range(2):
        load_rulebook(rules, cache=True)
    assert len(reads) == 1

    change(rules / "a.yaml")
    for _ in range(2):
        load_rulebook(rules, cache=True)
    assert len(reads) == 2


@pytest.mark.usefixtures("settled", "reads")
@pytest.mark.parametrize("text", [b"", b"\xff", b"../../x.pickle", b"0" * 64 + b".pickle", b"0" * 64 + b".navn"])
def test_a_note_that_leads_nowhere_is_read_past(
    rules: Path, kept: Path, opened: list[Path], text: bytes, fresh: RuleBook
) -> None:
    load_rulebook(rules, cache=True)
    (note,) = kept.glob("*.navn")
    note.write_bytes(text)

    assert [load_rulebook(rules, cache=True) == fresh for _ in range(2)] == [True] * 2
    assert len(opened) == 2


@pytest.mark.usefixtures("settled", "reads")
def test_a_folder_that_is_a_link_is_read_each_time(rules: Path, kept: Path, opened: list[Path], tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (rules / "more").symlink_to(tmp_path / "more")
    for _ in range(2):
        load_rulebook(rules, cache=True)

    assert len(opened) == 2
    assert not list(kept.glob("*.navn"))


def test_the_program_is_what_makes_the_book() -> None:
    names = set(program_files())

    assert {"rulebook/load.py", "rulebook/grammar.lark", "rulebook/cached.py", "errors.py", "yamlfile.py"} <= names


def test_faulty_rules_are_never_kept(rules: Path, kept: Path) -> None:
    for _ in range(2):
        with pytest.raises(InvalidRules, match="ukjent_fil"):
            load_rulebook(rules, cache=True)

    assert not kept.exists()


def flipped(data: bytes) -> bytes:
    return data[:-100] + bytes([data[-100] ^ 1]) + data[-99:]


@pytest.mark.parametrize(
    "spoil",
    [flipped, lambda data: data[: len(data) // 2], lambda data: data + b"x", lambda _: b"", lambda _: b"text"],
    ids=["a bit", "half", "longer", "empty", "something else"],
)
def test_a_spoiled_file_is_read_past_and_replaced(
    rules: Path, reads: list[Any], kept: Path, fresh: RuleBook, spoil: Callable[[bytes], bytes]
) -> None:
    load_rulebook(rules, cache=True)
    (file,) = kept.iterdir()
    file.write_bytes(spoil(file.read_bytes()))

    assert load_rulebook(rules, cache=True) == fresh
    assert len(reads) == 2
    assert load_rulebook(rules, cache=True) == fresh
    assert len(reads) == 2


class Harm:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


def hashed(data: bytes) -> bytes:
    return hashlib.sha256(data).digest() + data


def test_unpickling_runs_nothing(tmp_path: Path) -> None:
    data = pickle.dumps(Harm(tmp_path / "harm"), protocol=5)
    assert cached._unpacked(hashed(data)) is None
    assert not (tmp_path / "harm").exists()

    pickle.loads(data)  # noqa: S301 - shows that the test would see it
    assert (tmp_path / "harm").exists()


@pytest.mark.parametrize(
    "value",
    [
        eval,
        getattr,
        write_cached,
        Path("x"),
        RuleFault(Place("x.yaml", 1, 1), "a", "b"),
        Hjemmel("8"),  # a part of a rule book, and none itself
        {"a": 1},
    ],
    ids=["eval", "getattr", "a function of ours", "a class of Python's", "a class of ours", "a part", "plain data"],
)
def test_nothing_but_a_rule_book_comes_out(value: object) -> None:
    assert cached._unpacked(hashed(pickle.dumps(value, protocol=5))) is None


def test_what_may_be_made_is_plain_frozen_data() -> None:
    for (module, _), item in cached._CLASSES.items():
        assert module.startswith("reiseregel."), item
        assert is_dataclass(item), item
        assert vars(item)["__dataclass_params__"].frozen, item
        assert not {"__post_init__", "__reduce__", "__del__"} & set(vars(item)), item


@pytest.mark.usefixtures("kept", "program")
def test_the_answers_are_the_same(fresh: RuleBook) -> None:
    book = load_rulebook(cache=True)
    again = load_rulebook(cache=True)
    assert again is not book

    for claim in CLAIMS:
        data = claim.read_bytes()
        one, other = decide(data, fresh), decide(data, again)
        assert (one.to_json("nb"), one.trace) == (other.to_json("nb"), other.trace), claim.parent.name
    assert CLAIMS


def test_many_at_once_get_whole_books(rules: Path, reads: list[Any], kept: Path, fresh: RuleBook) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: load_rulebook(rules, cache=True), range(12)))

    assert all(book == fresh for book in found)
    assert len(list(kept.iterdir())) == 1
    assert len(reads) <= 4


LIBRARIES = """
import sys
from reiseregel.cli import run
code = run(["vurder", sys.argv[1], "--format", "json"])
print(sorted({"jsonschema", "lark", "ruamel.yaml"} & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


def test_the_command_line_starts_without_what_reads_rules(kept: Path) -> None:
    def start() -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-c", LIBRARIES, str(CLAIMS[0])]
        return subprocess.run(call, cwd=ROOT / "src", capture_output=True, text=True, timeout=60, check=True)

    first = start()
    assert first.stderr == "['jsonschema', 'lark', 'ruamel.yaml']\n"
    assert len(list(kept.glob("*.pickle"))) == 1
    second = start()
    assert second.stderr == "[]\n"
    assert second.stdout == first.stdout
