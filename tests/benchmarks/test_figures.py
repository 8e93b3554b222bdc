"""Figures as text, tables and charts."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from benchmarks.chart import Bar, bar_chart, ratio_chart
from benchmarks.tables import duration, figure, markdown, ratios
from benchmarks.timing import Comparison, Spread, Timing, Work, side_by_side

_SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0123, "0.0123"),
        (0.9996, "1.00"),
        (1.419, "1.42"),
        (99.96, "100"),
        (999.6, "1\u202f000"),
        (15234, "15\u202f200"),
    ],
)
def test_three_figures_count(value: float, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize(
    ("nanoseconds", "text"), [(31, "31.0 ns"), (999.6, "1.00 µs"), (25_686, "25.7 µs"), (2.5e9, "2.50 s")]
)
def test_a_duration_has_the_unit_that_suits_it(nanoseconds: float, text: str) -> None:
    assert duration(nanoseconds) == text


def test_the_ratio_is_taken_round_by_round() -> None:
    """A round in which the machine was busy slowed both, and does not show."""
    one = Timing("one", 10, (10.0, 100.0, 11.0), (1.0, 1.0, 1.0))
    other = Timing("other", 10, (20.0, 200.0, 22.0), (3.0, 3.0, 3.0), "a note")
    compared = Comparison("work", (one, other))
    assert compared.ratio("other", "one", "wall") == Spread(2.0, 2.0, 2.0)
    assert compared.ratio("other", "one", "cpu").median == 3.0
    lines = ratios(compared, "one", "wall").splitlines()
    assert [cell.strip() for cell in lines[3].split("|")[1:5]] == ["other (1)", "2.00 ×", "2.00 – 2.00", "22.0 ns"]
    assert lines[-1] == "(1) a note"


def test_every_work_is_timed_in_every_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.timing.SHORTEST_NS", 1)
    calls: list[str] = []
    works = [Work(name, lambda name=name: calls.append(name), 1) for name in ("a", "b")]  # type: ignore[misc]
    found = side_by_side("work", works, rounds=3)
    assert [len(timing.wall) for timing in found.timings] == [3, 3]
    assert min(calls.count("a"), calls.count("b")) >= 5  # three rounds, one to warm up, one to see how long it takes


def test_a_table_keeps_its_columns_whatever_stands_in_them() -> None:
    lines = markdown(("name", "n"), [("a|b", "1"), ("long name", "12")]).splitlines()
    assert lines == ["| name      |   n |", "| --------- | --: |", "| a\\|b      |   1 |", "| long name |  12 |"]


def test_the_chart_is_xml_with_real_text_on_a_logarithmic_scale() -> None:
    bars = [Bar("a < b & c", 1.0, "0.5 µs", own=True), Bar("ten", 10.0), Bar("thousand", 1_000.0)]
    root = ET.fromstring(bar_chart("A <title>", bars, "times as long"))  # noqa: S314 - made here
    texts = [" ".join("".join(item.itertext()).split()) for item in root.iter(f"{_SVG}text")]
    assert {"A <title>", "a < b & c", "1.00 0.5 µs", "ten", "10", "times as long"} <= set(texts)
    widths = [float(item.attrib["width"]) for item in root.iter(f"{_SVG}rect")]
    assert widths[2] - widths[1] == pytest.approx(2 * (widths[1] - widths[0]), abs=2)
    assert "prefers-color-scheme: dark" in "".join(root.itertext())
    desc = root.find(f"{_SVG}desc")
    assert desc is not None
    assert "thousand: 1\u202f000" in (desc.text or "")


def test_a_comparison_becomes_a_chart_of_ratios() -> None:
    compared = Comparison("work", (Timing("ours", 1, (50.0,), (50.0,)), Timing("theirs", 1, (2_000.0,), (2_000.0,))))
    text = ratio_chart(compared, "ours", "wall", own="ours")
    assert "theirs: 40.0 2.00 µs" in text
    assert text.count('class="bar own"') == text.count('class="bar"') == 1
