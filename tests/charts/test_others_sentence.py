"""What is reported where there are no people, arrivals and places: it is told, not denied."""

from collections.abc import Sequence
from dataclasses import replace

from tests.charts.made import build, day_at, make_claim, make_total
from tracker.charts.sentences.capacity import describe, describe_outside
from tracker.charts.sentences.others import OTHERS, Other, list_others, say_others
from tracker.charts.sentences.overview import describe_overview
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.forecast import build_full_series
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

KNOWN = {"known": 1, "low": 3, "high": 3, "value": 3}


def empty() -> CapacitySeries:
    return build({"coverage": [make_total(at, expected=1, known=1) for at in range(3)]})


def others(**values: int) -> tuple[Other, ...]:
    """By indicator the day of the last report; each is known as 3."""
    totals: dict[str, Sequence[DayTotal]] = {
        code: [make_total(2, **(KNOWN if code in values else {}))] for code in OTHERS
    }
    return list_others(totals, {code: day_at(at) for code, at in values.items()})


def test_what_is_reported_stands_beside_what_is_not() -> None:
    assert describe(empty(), others=others(evacuated=1)) == (
        "No unit reported people, arrivals or places from 6 August to 8 August 2024; "
        "evacuated 3 as of 7 August is reported."
    )
    assert describe_outside(empty(), others(missing=2)).endswith(
        "missing 3 as of 8 August is reported."
    )


def test_a_day_stands_once_for_all_of_it() -> None:
    shown = others(evacuated=1, killed=0, injured=0, missing=2)
    assert say_others(shown) == (
        "evacuated 3 as of 7 August, killed 3, injured 3 as of 6 August and missing 3 as of "
        "8 August are reported"
    )


def test_claims_stand_beside_what_is_reported() -> None:
    series = build({"coverage": [make_total(at, expected=1) for at in range(3)]}, [make_claim(9)])
    said = describe(series, others=others(killed=1))
    assert "killed 3 as of 7 August is reported. The chart shows one claim" in said


def test_what_has_no_day_is_told_without() -> None:
    words = make_total(2, known=1, low=0, high=None, without_value=1)
    totals: dict[str, Sequence[DayTotal]] = {code: [make_total(2)] for code in OTHERS}
    found = list_others({**totals, Indicator.KILLED: [words]}, {})
    assert say_others(found) == "killed in words only is reported"


def test_the_overview_leads_with_what_there_is() -> None:
    full = build_full_series([make_total(2)], None, None, stale_after=3)
    well = make_total(2, expected=2, known=2)
    assert describe_overview(empty(), full, well, others(evacuated=2)) == (
        "No unit reported people, arrivals or places from 6 August to 8 August 2024; evacuated 3 "
        "as of 8 August is reported. All 2 units have reported within 3 days."
    )
    assert describe_overview(empty(), full, well) == "All 2 units have reported within 3 days."


def test_reports_about_shelters_that_do_not_count_are_told_not_denied() -> None:
    assert describe(replace(empty(), uncounted=4776)) == (
        "Nothing that counts was reported from 6 August to 8 August 2024. 4,776 reports are about "
        "shelters of districts that report as a whole on these days; they add to no total."
    )
    said = describe(replace(empty(), uncounted=1), others=others(killed=1))
    assert said.endswith(
        "killed 3 as of 7 August is reported. 1 report is about a shelter of a district that "
        "reports as a whole on its day; it adds to no total."
    )


def test_the_overview_tells_of_reports_that_do_not_count() -> None:
    full = build_full_series([make_total(2)], None, None, stale_after=3)
    silent = make_total(2, expected=2)
    said = describe_overview(replace(empty(), uncounted=2), full, silent)
    assert said.startswith("Nothing that counts was reported from 6 August to 8 August 2024. 2 ")
    assert said.endswith("they add to no total. No unit has reported yet.")
