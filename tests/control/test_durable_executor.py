"""durable-rules in its child says what the reference says, and nothing is lost when the child is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from reiseregel.control.durable.executor import DurableExecutor, Options
from reiseregel.control.durable.notes import DOUBTFUL
from reiseregel.control.durable.plan import MOST_IN_A_SET
from reiseregel.control.durable.supervise import Limits
from reiseregel.control.model import Executor, FeatureFact, Raised
from reiseregel.control.reference import ReferenceExecutor
from tests.control.durable_book import DAYS, WIDE, book, executor, facts, fake_child

UNAVAILABLE = DurableExecutor.available()
needs_durable = pytest.mark.skipif(UNAVAILABLE is not None, reason=UNAVAILABLE.en if UNAVAILABLE else "")
#: Small batches, and little patience with a child that says nothing.
SMALL = Options(batch=40, limits=Limits(facts=50_000, seconds=5.0, losses=2))


@contextmanager
def running(executor: DurableExecutor) -> Iterator[DurableExecutor]:
    try:
        yield executor
    finally:
        executor.close()


def expected(given: list[FeatureFact]) -> list[Raised]:
    return ReferenceExecutor(book()).raised(given)


@needs_durable
def test_every_fact_gets_what_the_reference_says(figures: Callable[[str], None]) -> None:
    given = facts(4000, seed=1)
    with running(executor(book())) as tried:
        found = tried.raised(given)
        assert found == expected(given)
        assert (tried.decided, tried.fallen) == (len(given), {})
        of_the_run: Executor = tried
        assert of_the_run.name == "durable"
    raised = sum(len(one.surely) for one in found)
    assert {signal for one in found for signal in one.surely} == set(book().signals)
    figures(f"durable-rules: {len(given)} facts with {raised} signals, as the reference")


@needs_durable
def test_what_is_open_or_before_the_rules_goes_to_the_reference(figures: Callable[[str], None]) -> None:
    given = facts(600, seed=2, days=DAYS, leave_out=0.05)
    given += [FeatureFact(given[0].entity, "x", {**given[0].values, "ja": "ja", "antall_a": True})]
    with running(executor(book(), SMALL)) as tried:
        found = tried.raised(given[:-1])
        assert found == expected(given[:-1])
        assert any(one.maybe for one in found)
        open_facts, before = tried.fallen["open"], tried.fallen["not_flat"]
        assert tried.decided + open_facts + before == len(given) - 1
        assert min(tried.decided, open_facts, before) > 50
        told = [note.en for note in tried.notes]
        assert told[0] == f"durable-rules decided {tried.decided} feature facts."
        assert told[1] == f"The reference decided {open_facts} feature facts where facts are missing."
        assert "the day has no rules" in told[2]
    figures(
        f"durable-rules: of {len(found)} facts {open_facts} open and {before} before the rules went to the reference"
    )


@needs_durable
def test_more_signals_than_one_rule_set_takes_all_fire() -> None:
    many = book(150)
    given = facts(40, seed=3)
    given[5] = replace(given[5], values={**given[5].values, "antall_a": 9000})
    with running(executor(many)) as tried:
        found = tried.raised(given)
        assert found == ReferenceExecutor(many).raised(given)
        assert tried.decided == len(given)
    assert len(found[5].surely) > 150 > 2 * MOST_IN_A_SET


def test_a_condition_that_would_be_too_many_rules_is_left_to_the_reference() -> None:
    wide = book(wide=WIDE)
    given = facts(50, seed=17)
    with running(executor(wide, SMALL)) as tried:
        assert tried.raised(given) == ReferenceExecutor(wide).raised(given)
        assert (tried.fallen, tried.pid) == ({"not_flat": len(given)}, None)


@needs_durable
def test_a_child_is_replaced_before_its_limit() -> None:
    given = facts(1000, seed=4, days=DAYS[-1:])
    with running(executor(book(), replace(SMALL, limits=replace(SMALL.limits, facts=200)))) as tried:
        children = set()
        for at in range(0, len(given), 100):
            part = given[at : at + 100]
            assert tried.raised(part) == expected(part)
            children.add(tried.pid)
        assert len(children) >= 5
        assert (tried.decided, tried.fallen) == (len(given), {})


@needs_durable
def test_a_child_killed_between_orders_loses_one_batch() -> None:
    given = facts(300, seed=5, days=DAYS[-1:])
    with running(executor(book(), SMALL)) as tried:
        assert tried.raised(given[:100]) == expected(given[:100])
        first = tried.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert tried.raised(given[100:]) == expected(given[100:])
        assert tried.fallen == {"died": SMALL.batch}
        assert tried.decided == len(given) - SMALL.batch
        assert tried.pid not in (None, first)
        assert tried.notes[-1].nb == "Prosessen med durable-rules sviktet én gang."


@needs_durable
def test_children_that_die_in_the_middle_of_their_second_batch(tmp_path: Path) -> None:
    mortal = tmp_path / "mortal.py"
    mortal.write_text(
        "import os\n"
        "from reiseregel.control.durable import child\n"
        "whole, asked = child.Engine.one, []\n"
        "def one(self, ruleset, name, values):\n"
        "    asked.append(name)\n"
        "    if len(asked) == 90:\n"
        "        os.abort()\n"
        "    return whole(self, ruleset, name, values)\n"
        "child.Engine.one = one\n"
        "child.main()\n",
        encoding="utf-8",
    )
    given = facts(400, seed=6, days=DAYS[-1:])
    with running(executor(book(), SMALL, [sys.executable, str(mortal)])) as tried:
        assert tried.raised(given) == expected(given)
        assert tried.fallen == {"died": 3 * SMALL.batch, "given_up": len(given) - 6 * SMALL.batch}
        assert tried.decided == 3 * SMALL.batch


@needs_durable
def test_interrupting_the_child_ends_it() -> None:
    given = facts(100, seed=7, days=DAYS[-1:])
    with running(executor(book(), SMALL)) as tried:
        tried.raised(given[:50])
        assert tried.pid is not None
        os.kill(tried.pid, signal.SIGINT)
        assert tried.raised(given[50:]) == expected(given[50:])
        assert tried.fallen["died"] == SMALL.batch


BABBLE = {
    "no json": "sys.stdout.write('hei' + chr(10)); sys.stdout.flush()",
    "not an object": "say([1])",
    "another answer": "say({'defined': 99, 'rules': 1})",
    "endless line": "sys.stdout.write('[' * 5_000_000); sys.stdout.flush()",
    "deep": "sys.stdout.write('[' * 900 + chr(10)); sys.stdout.flush()",
    "two lines": "sys.stdout.write('{}' + chr(10) + '{}' + chr(10)); sys.stdout.flush()",
    "a number of its own": "say({'defined': True, 'rules': 'x'})",
}


@pytest.mark.parametrize("body", BABBLE.values(), ids=BABBLE)
def test_a_babbling_child_loses_nothing(body: str, tmp_path: Path) -> None:
    given = facts(130, seed=8, days=DAYS[-1:])
    once = replace(SMALL, limits=replace(SMALL.limits, losses=0))
    with running(executor(book(), once, fake_child(tmp_path, body))) as tried:
        assert tried.raised(given) == expected(given)
        assert tried.fallen == {"babbled": SMALL.batch, "given_up": len(given) - SMALL.batch}
        assert (tried.decided, tried.pid) == (0, None)


#: What a child that defines as it should answers to a batch; `ids` are those asked about.
DEFINES = """
if 'define' in order:
    rules = sum(len(one) - 1 for one in order['rulesets'])
    say({'defined': order['define'], 'rules': rules})
    continue
ids = [fact[0] for fact in order['facts']]
"""
WRONG = {
    "one is missing": "[[name] for name in ids[1:]]",
    "one twice": "[[name] for name in [*ids, ids[0]]]",
    "one twice, one missing": "[[name] for name in [*ids[:-1], ids[0]]]",
    "one not asked about": "[[name + 1] for name in ids]",
    "a rule there is not": "[[name, rules] for name in ids]",
    "a rule below none": "[[name, -1] for name in ids]",
    "a rule twice": "[[name, 0, 0] for name in ids]",
    "a yes for a number": "[[name, True] for name in ids]",
    "a fact without an id": "[[] for name in ids]",
    "words": "'alt i orden'",
}


@pytest.mark.parametrize("fired", WRONG.values(), ids=WRONG)
def test_an_answer_that_does_not_add_up_is_not_believed(fired: str, tmp_path: Path) -> None:
    given = facts(60, seed=9, days=DAYS[-1:])
    once = replace(SMALL, limits=replace(SMALL.limits, losses=0))
    words = fake_child(tmp_path, DEFINES + f"say({{'batch': order['batch'], 'fired': {fired}}})")
    with running(executor(book(), once, words)) as tried:
        assert tried.raised(given) == expected(given)
        assert tried.fallen == {"babbled": SMALL.batch, "given_up": len(given) - SMALL.batch}


def test_a_child_that_lies_fails_the_trial_and_is_not_started_again(tmp_path: Path) -> None:
    given = facts(200, seed=10, days=DAYS[-1:])
    words = fake_child(tmp_path, DEFINES + "say({'batch': order['batch'], 'fired': [[name] for name in ids]})")
    with running(executor(book(), SMALL, words)) as tried:
        assert tried.raised(given) == expected(given)
        assert (tried.decided, tried.fallen, tried.pid) == (0, {"self_test": len(given)}, None)
        assert "failed the test it is given" in tried.notes[1].en


@needs_durable
def test_an_engine_that_goes_wrong_later_is_found_by_comparing(tmp_path: Path) -> None:
    forgetful = tmp_path / "forgetful.py"
    forgetful.write_text(
        "from reiseregel.control.durable import child\n"
        "whole = child.Engine.one\n"
        "def one(self, ruleset, name, values):\n"
        "    fired = whole(self, ruleset, name, values)\n"
        "    return fired[1:] if name > 200 else fired\n"
        "child.Engine.one = one\n"
        "child.main()\n",
        encoding="utf-8",
    )
    given = facts(600, seed=11, days=DAYS[-1:])
    often = replace(SMALL, compared=7)
    with running(executor(book(), often, [sys.executable, str(forgetful)])) as tried:
        found = tried.raised(given)
        assert tried.fallen["disagreed"] >= SMALL.batch
        assert tried.pid is None
        assert DOUBTFUL in tried.notes
        # What it had said before was compared too, and the batch that differed was decided anew.
        assert found == expected(given)


def test_a_silent_child_is_not_waited_for(tmp_path: Path) -> None:
    given = facts(50, seed=12, days=DAYS[-1:])
    hasty = Options(batch=40, limits=Limits(seconds=0.3, losses=0))
    began = monotonic()
    with running(executor(book(), hasty, fake_child(tmp_path, "time.sleep(60)"))) as tried:
        assert tried.raised(given) == expected(given)
        assert tried.fallen == {"silent": 40, "given_up": 10}
    assert monotonic() - began < 20


@pytest.mark.parametrize(
    ("body", "why"),
    [("os._exit(3)", "died"), ("say({'failed': 'engine'})", "refused")],
    ids=["dies", "refuses"],
)
def test_no_more_children_are_started_than_allowed(body: str, why: str, tmp_path: Path) -> None:
    given = facts(200, seed=13, days=DAYS[-1:])
    started = tmp_path / "started"
    body = f"open({str(started)!r}, 'a').write('x')\n{body}"
    with running(executor(book(), SMALL, fake_child(tmp_path, body))) as tried:
        assert tried.raised(given) == expected(given)
        assert tried.raised(given) == expected(given)
        assert tried.fallen == {why: 3 * SMALL.batch, "given_up": 2 * len(given) - 3 * SMALL.batch}
        assert tried.notes[-1].en == "The process with durable-rules failed 3 times."
    assert started.read_text(encoding="utf-8") == "xxx"


def test_a_child_that_cannot_be_started_loses_nothing(tmp_path: Path) -> None:
    given = facts(50, seed=14, days=DAYS[-1:])
    with running(executor(book(), SMALL, [str(tmp_path / "no such program")])) as tried:
        assert tried.raised(given) == expected(given)
        assert tried.fallen == {"died": 50}


def test_only_numbers_go_to_the_child(tmp_path: Path) -> None:
    given = facts(60, seed=15, days=DAYS[-1:])
    heard = tmp_path / "heard"
    told = f"open({str(heard)!r}, 'a').write(line + json.dumps(dict(os.environ)) + chr(10))\n"
    with running(executor(book(), SMALL, fake_child(tmp_path, told + DEFINES + "os._exit(0)"))) as tried:
        tried.raised(given)
    text = heard.read_text(encoding="utf-8")
    assert '"facts":[[0,' in text
    assert '"define":0' in text
    secret = {"hemmelig", "kjoert", "avbestilt", "antall", "maaling", "2026", *book().signals}
    assert not [word for word in secret if word in text]
    assert "HOME" not in text


@needs_durable
def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    parent = tmp_path / "parent.py"
    parent.write_text(
        "import subprocess, time\n"
        "from reiseregel.control.durable import supervise\n"
        "whole = subprocess.Popen\n"
        "supervise.subprocess.Popen = lambda *words, **more: whole(*words, **{**more, 'stderr': None})\n"
        "child = supervise.Child(supervise.command(supervise.Limits()))\n"
        "child.ask(b'', 100, 20)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n",
        encoding="utf-8",
    )
    # The child has the parent's standard error too: the pipe is at its end when both are gone.
    with subprocess.Popen([sys.executable, str(parent)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        os.kill(int(process.stdout.readline()), 0)
        process.kill()
        process.communicate(timeout=20)


def test_where_it_cannot_be_used_it_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    module = "reiseregel.control.durable.executor"
    with monkeypatch.context() as patch:
        patch.setattr(f"{module}.sys.version_info", (3, 13, 0))
        reason = DurableExecutor.available()
        assert reason is not None
        assert "3.13" in reason.nb
        given = facts(30, seed=18)
        with running(executor(book())) as tried:
            assert tried.raised(given) == expected(given)
            assert (tried.fallen, tried.pid, tried.notes[0]) == ({"absent": len(given)}, None, reason)
            assert tried.notes[1].nn == "Referansen avgjorde 30 grunnlag fordi durable-rules ikkje kan brukast her."
    with monkeypatch.context() as patch:
        patch.setattr(f"{module}.find_spec", lambda _: None)
        reason = DurableExecutor.available()
        assert reason is not None
        assert "reiseregel[kontroll]" in reason.nb
