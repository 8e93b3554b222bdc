"""The cache folder is this user's alone, and whatever is wrong with it, nobody notices."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reiseregel.cachefolder import KEPT, VARIABLE, cache_folder, read_cached, write_cached


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "base"))
    return tmp_path / "base" / "reiseregel"


@pytest.fixture
def _lax_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_what_is_written_is_read(folder: Path) -> None:
    assert read_cached("a") is None
    write_cached("a", b"one")
    write_cached("a", b"two")

    assert read_cached("a") == b"two"
    assert [path.name for path in folder.iterdir()] == ["a"]


@pytest.mark.usefixtures("_lax_umask")
def test_only_the_user_has_access(folder: Path) -> None:
    write_cached("a", b"one")

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder.parent, folder, folder / "a")]
    assert modes == [0o700, 0o700, 0o600]


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o707, 0o1777])
def test_a_folder_that_others_can_enter_is_not_used(folder: Path, mode: int) -> None:
    write_cached("a", b"one")
    folder.chmod(mode)
    write_cached("b", b"two")

    assert read_cached("a") is None
    assert [path.name for path in folder.iterdir()] == ["a"]


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o602])
def test_a_file_that_others_can_open_is_not_read(folder: Path, mode: int) -> None:
    write_cached("a", b"one")
    (folder / "a").chmod(mode)
    assert read_cached("a") is None

    write_cached("a", b"two")
    assert read_cached("a") == b"two"


def test_what_somebody_else_owns_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_cached("a", b"one")
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    write_cached("b", b"two")

    assert read_cached("a") is None
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_a_link_is_not_the_folder(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    folder.parent.mkdir()
    folder.symlink_to(elsewhere)
    write_cached("a", b"one")

    assert list(elsewhere.iterdir()) == []


def test_a_folder_is_not_a_file(folder: Path) -> None:
    write_cached("a", b"one")
    (folder / "b").mkdir(mode=0o700)

    assert read_cached("b") is None
    write_cached("b", b"two")
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("base", ["missing/home", "file", "file/below"])
def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(VARIABLE, str(tmp_path / base))
    write_cached("a", b"one")

    assert read_cached("a") is None
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_cached("a", b"one")

    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", full)
    write_cached("b", b"two")

    assert [path.name for path in folder.iterdir()] == ["a"]


def test_the_newest_files_are_kept(folder: Path) -> None:
    for number in range(KEPT + 3):
        write_cached(f"{number:02}", b"one")
        os.utime(folder / f"{number:02}", (number, number))
    write_cached("last", b"two")

    kept = sorted(path.name for path in folder.iterdir())
    assert kept == [*(f"{number:02}" for number in range(4, KEPT + 3)), "last"]


def test_many_at_once_leave_one_whole_file(folder: Path) -> None:
    contents = [bytes([number]) * 100_000 for number in range(16)]
    write_cached("a", contents[0])

    def turn(content: bytes) -> bytes | None:
        write_cached("a", content)
        return read_cached("a")

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(turn, contents * 4))
    assert set(found) <= set(contents)
    assert read_cached("a") in contents
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cache_folder() == tmp_path / ".cache" / "reiseregel"

    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == tmp_path / ".cache" / "reiseregel"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "reiseregel"

    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own" / "reiseregel"


@pytest.mark.parametrize("given", ["", "relative/folder"])
def test_it_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(VARIABLE, given)
    write_cached("a", b"one")

    assert (cache_folder(), read_cached("a")) == (None, None)


def test_a_user_without_a_home_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(Path, "home", nowhere)

    assert cache_folder() is None


def test_other_systems_have_their_own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache_folder() == tmp_path / "Library" / "Caches" / "reiseregel"

    monkeypatch.setattr(sys, "platform", "win32")
    assert cache_folder() is None
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert cache_folder() == tmp_path / "reiseregel"
