"""`reiseregel veiled`: ask, one question at a time, until the answer is settled."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Final

import click

from reiseregel.cli.files import in_use, same_file, write_whole
from reiseregel.cli.norwegian import Command
from reiseregel.cli.output import (
    FAULT_IN_INPUT,
    WRONG_USAGE,
    Stop,
    chosen,
    format_option,
    language_of,
    language_option,
    load,
    read_file,
    reading_option,
    rules_option,
    say,
    say_error,
    say_faults,
    say_json,
    to_terminal,
)
from reiseregel.errors import LANGUAGES, Fault, InvalidDocument, Language
from reiseregel.explain import render_decision
from reiseregel.explain.guide_text import (
    COMMANDS,
    asks_for_day,
    end_page,
    help_page,
    how_words,
    question_page,
    said,
    standing_page,
)
from reiseregel.guide import (
    ASKED,
    Guided,
    Question,
    answer,
    back,
    from_json,
    plan_to_json,
    read_answer,
    resume,
    skip,
    start,
    to_json,
)
from reiseregel.prose import Page, as_text
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary.model import Owner

#: Lines are folded on a terminal, at its width or where a line gets long to read.
WIDEST: Final = 100
#: More than any answer needs; what is longer is not looked at.
MOST_CHARACTERS: Final = 1000
SKIP, BACK, SAVE, QUIT, HELP = "vet ikke", "tilbake", "lagre", "avslutt", "hjelp"
_ALSO: Final = {"?": SKIP, "vetikke": SKIP, "veit ikke": SKIP, "dont know": SKIP, "don’t know": SKIP, "exit": QUIT}
#: What is built up when nothing else is said, and the words for a type of document that are not its name.
CLAIM: Final = "krav"
SHORT: Final = {"rekvirent": "rekvirentveileder"}
#: Ways to write the day on which one is asked.
TODAY: Final = ("i dag", "idag", "today")
#: Every way to write a command, in any of the languages.
_WRITTEN: Final = {words.in_language(language): words.nb for words, _ in COMMANDS for language in LANGUAGES} | _ALSO


@click.command("veiled", cls=Command, short_help="Still bare de spørsmålene som kan endre svaret.")
@click.argument("file", metavar="[SAK.json|TYPE]", required=False)
@click.option("--lagre", "save_as", type=click.Path(path_type=Path), metavar="FIL", help="Lagre svarene i denne filen.")
@click.option("--fortsett", "saved", metavar="FIL", help="Fortsett fra en lagret veiledning.")
@click.option(
    "--spoer",
    "owners",
    type=click.Choice(ASKED),
    multiple=True,
    help="Spør bare om det denne kan svare på. Kan gjentas. Skjønn spørres det aldri om.",
)
@format_option
@language_option
@rules_option
@reading_option
def veiled(
    file: str | None,
    save_as: Path | None,
    saved: str | None,
    owners: tuple[Owner, ...],
    form: str,
    language: Language | None,
    folder: Path | None,
    readings: tuple[str, ...],
) -> int:
    """Spør om det som kan endre svaret, ett spørsmål om gangen, til svaret er avgjort.

    Uten SAK.json bygges et krav opp fra begynnelsen. Skriv en TYPE for å bygge opp noe annet: rekvirent (veilederen for
    den som lurer på om reisen skal bestilles), attest, rekvisisjon, bestilling, utskrivning, klage, avvik eller
    tilbakekreving. Med --format json skrives planen for saken som den er, uten spørsmål i terminalen.
    """
    if file is not None and saved is not None:
        say_error("Bruk enten SAK.json, TYPE eller --fortsett. Se: reiseregel veiled --hjelp")
        return WRONG_USAGE
    if save_as is not None and _taken(save_as, saved):
        say_error("--lagre skriver bare til en ny fil, eller til den du fortsetter fra. Velg et annet navn.")
        return WRONG_USAGE
    book = load(folder)
    instead = chosen(book, readings)
    kind = _kind(file, book)
    name = saved if saved is not None else (file if kind is None else None)
    data = read_file(name) if name is not None else None
    try:
        if saved is not None and data is not None:
            guided = resume(from_json(data, book), book, readings=instead)
        else:
            guided = start(data, book, owners=owners or ASKED, readings=instead, language=language, kind=kind or CLAIM)
    except InvalidDocument as error:
        say_faults(error.faults, language or language_of(data or b""), form)
        return FAULT_IN_INPUT
    spoken = language or guided.document.get("spraak", "nb")
    if form == "json":
        say_json(plan_to_json(guided, spoken))
        return 0
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    path = save_as or (Path(saved) if saved and saved != "-" else None)
    return _Dialogue(guided, spoken, path).run()


def _taken(save_as: Path, saved: str | None) -> bool:
    """Whether somebody needs what is there: only a session that is gone on with may be written over."""
    return str(save_as) == "-" or (in_use(save_as) and not (saved and same_file(save_as, saved)))


def _kind(given: str | None, book: RuleBook) -> str | None:
    """The type of document that a word stands for; None when it is the name of a file, which goes first."""
    if given is None or in_use(given):
        return None
    word = given.casefold()
    kind = SHORT.get(word, word)
    return kind if kind in book.vocabulary.roots else None


@dataclass
class _Dialogue:
    guided: Guided
    language: Language
    path: Path | None

    def run(self) -> int:
        """Ask until there is nothing more to ask, somebody stops, or the input ends; then show where it stands."""
        if self.guided.question is not None:
            say(said("begynn", self.language))
            self._show_standing(None)
        try:
            while self.guided.question is not None:
                self._show_question(self.guided.question)
                line = self._line()
                if line is None or not self._heard(line):
                    break
        except KeyboardInterrupt:
            if self.path is not None and self.guided.session.steps:
                self._save()
            raise
        return self._end()

    def _line(self) -> str | None:
        """One line as typed, empty when it is too long; None when there are no more, or nobody to read from."""
        stream = sys.stdin
        if stream is None:
            return None
        if stream.isatty():
            click.echo("> ", nl=False)
        line = stream.readline(MOST_CHARACTERS)
        if line.endswith("\n") or len(line) < MOST_CHARACTERS:
            return line.strip() if line else None
        while (rest := stream.readline(MOST_CHARACTERS)) and not rest.endswith("\n"):
            pass
        return ""

    def _heard(self, line: str) -> bool:
        """Act on one line; False to stop."""
        command = _WRITTEN.get(" ".join(line.casefold().split()))
        before = self.guided
        try:
            match command:
                case None:
                    self._answer(line)
                case "vet ikke":
                    self.guided = skip(self.guided)
                case "tilbake":
                    self._back()
                case "lagre":
                    self._save()
                case "hjelp":
                    _say_page(help_page(self.language))
                case _:
                    return False
        except InvalidDocument as error:
            for fault in error.faults:
                say(fault.message.in_language(self.language))
        if self.guided is not before:
            self._show_standing(before)
        return True

    def _answer(self, line: str) -> None:
        question = self.guided.question
        assert question is not None
        if asks_for_day(question) and " ".join(line.casefold().split()) in TODAY:
            line = datetime.now().astimezone().date().isoformat()
        value = read_answer(line, question)
        if value is None and question.listed is not None:
            say(said("hvor_mange", self.language))
            value = read_answer(self._line() or "", question)
        if value is None or isinstance(value, Fault):
            say(value.message.in_language(self.language) if value else how_words(question, self.language))
            return
        self.guided = answer(self.guided, value)

    def _back(self) -> None:
        if not self.guided.session.steps:
            say(said("foerste", self.language))
        self.guided = back(self.guided)

    def _save(self) -> bool:
        if self.path is None:
            say(said("lagre_hvor", self.language))
            return False
        try:
            text = json.dumps(to_json(self.guided.session), ensure_ascii=False, indent=2)
            write_whole(self.path, f"{text}\n".encode())
        except (OSError, ValueError):
            say_error(said("kan_ikke_lagre", self.language))
            return False
        say(said("lagret", self.language))
        return True

    def _show_question(self, question: Question) -> None:
        say("")
        _say_page(question_page(self.guided, question, len(self.guided.session.steps) + 1, self.language))

    def _show_standing(self, before: Guided | None) -> None:
        was = before.answered.decision if before is not None and before.answered is not None else None
        page = standing_page(self.guided, was, self.language)
        if page is not None:
            _say_page(page)

    def _end(self) -> int:
        say("")
        _say_page(end_page(self.guided, self.language))
        if self.guided.answered is not None:
            say("")
            say(render_decision(self.guided.answered.decision, self.guided.book, self.language))
        if self.path is not None and self.guided.session.steps and not self._save():
            raise Stop(WRONG_USAGE)
        return 0


def _say_page(page: Page) -> None:
    width = min(shutil.get_terminal_size().columns, WIDEST) if to_terminal() else 0
    say(as_text(page, width))
