"""The list of signals: the page in `docs/` is what the rule files say, and every language has the whole of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from reiseregel.control import docs
from reiseregel.control.book import load_control_book
from reiseregel.control.listed import signals_markdown, signals_page
from reiseregel.control.signals import ControlBook
from reiseregel.errors import LANGUAGES, InvalidRules, Language, Place, RuleFault
from reiseregel.pages.markdown import MADE_BY
from reiseregel.prose import written


@cache
def own_book() -> ControlBook:
    return load_control_book()


def test_the_page_is_what_the_rule_files_say() -> None:
    assert docs.page_file().read_text(encoding="utf-8") == signals_markdown(own_book(), MADE_BY), "run `make docs`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signal_is_listed_with_all_its_words(language: Language) -> None:
    text = written(signals_page(own_book(), language))
    for signal in own_book().signals.values():
        assert signal.id in text
        for words in (signal.name, signal.stands_on, signal.look_at, signal.says_not):
            assert words.in_language(language) in text
        for version in signal.versions:
            assert " ".join(version.written.split()) in text
    assert "{" not in text.replace("{kjoert, feil_levert}", "").replace("{ikke_begynt, utloept}", "").replace(
        "{annet_helsepersonell, ikke_helsepersonell}", ""
    )


def test_the_command_says_what_is_old_and_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / docs.NAME
    assert docs.main(["--fil", str(file)]) == 1
    assert not file.exists()
    assert docs.main(["--fil", str(file), "--skriv"]) == 0
    assert file.read_text(encoding="utf-8").startswith(MADE_BY)
    capsys.readouterr()
    assert docs.main(["--fil", str(file)]) == 0
    assert capsys.readouterr().out == ""


def test_faults_in_the_rules_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty() -> None:
        raise InvalidRules([RuleFault(Place("kontroll/signaler/tur.yaml", 3, 4), "ukjent_navn", "navnet finnes ikke")])

    monkeypatch.setattr(docs, "load_control_book", faulty)
    assert docs.main(["--fil", str(tmp_path / docs.NAME), "--skriv"]) == 1
    assert capsys.readouterr().err == "kontroll/signaler/tur.yaml:3:4: ukjent_navn: navnet finnes ikke\n"
    assert not (tmp_path / docs.NAME).exists()
