"""The table says the numbers of the chart."""

from tests.charts.made import build, day_at, make_level, make_month, make_total
from tracker.charts.figures.capacity import draw_capacity
from tracker.charts.series.heads import Coverage
from tracker.charts.tables.capacity import tabulate


def test_the_newest_day_comes_first() -> None:
    rows = tabulate(build(make_month()))
    assert [row.day for row in rows] == [day_at(index) for index in reversed(range(30))]


def test_the_table_equals_the_numbers_of_the_chart() -> None:
    series = build(make_month())
    rows = list(reversed(tabulate(series)))
    figure = draw_capacity(series)
    bars = {trace["name"]: trace["y"] for trace in figure["data"] if trace["type"] == "bar"}
    assert [row.arrivals.value for row in rows] == bars["Arrivals"]
    assert [row.departures.value for row in rows] == [y and -y for y in bars["Departures"]]
    assert [row.free.value for row in rows] == [day.free for day in series.days]
    for name in ("sheltered", "present"):
        drawn: dict[int, int] = {}
        for trace in figure["data"]:
            if trace["name"].lower() == name or trace["name"] == "Carried forward":
                drawn |= {i: y for i, y in enumerate(trace["y"]) if y is not None}
        values = [getattr(row, name).value for row in rows]
        assert all(drawn.get(i) is not None for i, value in enumerate(values) if value is not None)


def test_a_row_says_what_it_rests_on() -> None:
    row = tabulate(build(make_month()), urls=lambda day: f"/days/{day}")[30 - 1 - 26]
    assert row.url == "/days/2024-09-01"
    assert row.coverage == Coverage(reporting=22, expected=22)
    assert row.covered == "22 of 22 units reported"
    assert row.unreviewed == "33%"
    assert row.marks == (("stale", "2 of 22 units stale (silent for more than 3 days): sheltered"),)


def test_a_row_over_capacity_says_by_how_much() -> None:
    days = {"capacity": [make_level(0, 100)], "sheltered": [make_level(0, 130)]}
    row = tabulate(build(days))[0]
    assert (row.free.value, row.free.text, row.is_over) == (-30, "30 over", True)


def test_a_row_without_report_has_no_zeros() -> None:
    row = tabulate(build({"coverage": [make_total(0)]}))[0]
    assert row.sheltered.value is None
    assert row.sheltered.text == row.arrivals.text == "not reported"
    assert row.free.text == "not known"
    assert (row.coverage, row.covered, row.unreviewed, row.is_over) == (None, None, None, False)


def test_the_reconciliation_gap_is_shown() -> None:
    rows = tabulate(build(make_month()))
    assert [row.gap for row in rows if row.gap is not None] == [-35]


def test_carried_counts_are_told_when_they_are_at_least_half() -> None:
    rows = list(reversed(tabulate(build(make_month()))))
    assert ("carried", "11 of 22 units carried forward: sheltered") in rows[6].marks
    assert ("carried", "22 of 22 units carried forward: sheltered") in rows[13].marks
    assert not any("capacity" in words for _, words in rows[6].marks)


def test_where_nobody_is_sheltered_it_is_people_present_that_are_unreviewed() -> None:
    series = build({"present": [make_level(0, 40, unreviewed=10)]})
    (row,) = tabulate(series)
    assert row.unreviewed == "25%"
    shown = {trace["name"] for trace in draw_capacity(series)["data"] if trace.get("showlegend", 1)}
    assert "Present" in shown
    assert "Sheltered" not in shown


def test_the_newest_rows_are_doubted_as_all_are() -> None:
    series = build(
        {
            "sheltered": [make_level(0, 10, unreviewed=0)],
            "present": [make_level(number, 100, unreviewed=50) for number in range(3)],
        }
    )
    rows = tabulate(series)
    assert tabulate(series, newest=2) == rows[:2]
    assert [row.unreviewed for row in rows] == [None, None, "0%"]
