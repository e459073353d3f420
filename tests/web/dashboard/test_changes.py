"""What head numbers say of their change: in the morning, while few reported, and of totals."""

from datetime import date

from tests.charts.made import day_at, make_carried, make_flow, make_level, make_total
from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import tiles
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.charts.series.moves import Move
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ShelterStatus
from tracker.registry.shelter_changes import set_shelter_status
from tracker.web.dashboard.changes import doubt_move, say_move, shorten_move, tell_total

LAST = date(2024, 9, 5)


def test_changes_say_their_day_and_their_units() -> None:
    assert say_move(Move(day=LAST, size=12), LAST) == "+12 since 4 Sep"
    few = Move(day=LAST, size=0, units=3, whole=22)
    assert say_move(few, LAST) == "no change by 3 of 22 units"
    uneven = Move(day=LAST, size=None, units=1, whole=20)
    assert say_move(uneven, LAST) == "1 unit, 20 the day before"
    assert say_move(Move(day=LAST, size=None, units=20, whole=1), LAST).startswith("20 units,")
    early = Move(day=date(2024, 9, 4), size=12, units=3, whole=22)
    assert say_move(early, LAST) == "+12 on 4 Sep by 3 of 22 units"
    older = Move(day=date(2024, 9, 4), size=12)
    assert say_move(older, LAST) == "+12 on 4 Sep"
    assert shorten_move(older, LAST, "as of 4 Sep, 1 day before") == "as of 4 Sep, +12"
    assert shorten_move(Move(day=LAST, size=12), LAST, "as of 5 Sep") is None
    still = Move(day=date(2024, 9, 4), size=0)
    assert shorten_move(still, LAST, "as of 4 Sep, 1 day before") == "as of 4 Sep"
    assert shorten_move(None, LAST, "as of 5 Sep") is None


def test_changes_say_what_in_them_is_none_of_the_same_units() -> None:
    more = Move(day=LAST, size=40, more=1)
    assert say_move(more, LAST) == "+40 since 4 Sep, +1 unit"
    fewer = Move(day=date(2024, 9, 4), size=-40, units=3, whole=20, more=-2)
    assert (
        say_move(fewer, LAST) == "\N{MINUS SIGN}40 on 4 Sep by 3 of 20 units, \N{MINUS SIGN}2 units"
    )
    said = shorten_move(fewer, LAST, "as of 4 Sep, 1 day before")
    assert said == "\N{MINUS SIGN}40 on 4 Sep, \N{MINUS SIGN}2 units"
    others = Move(day=LAST, size=0, is_regrouped=True)
    assert say_move(others, LAST) == "no change since 4 Sep, units opened or closed"
    mostly = Move(day=LAST, size=4, units=20, others=3)
    assert say_move(mostly, LAST) == "+4 since 4 Sep"
    assert doubt_move(mostly) == "3 of 20 units may not be those of the day before"
    assert doubt_move(more) is None
    assert doubt_move(None) is None
    alike = Move(day=LAST, size=None, units=2, whole=2)
    assert say_move(alike, LAST) == "2 units, 2 the day before"


def test_totals_tell_what_was_new_on_their_day() -> None:
    flows = [make_flow(0, 2), make_flow(1, 3), make_flow(2, None)]
    told = tell_total(Indicator.KILLED, flows, day_at(1), "as of 7 Aug, 1 day before")
    assert told == ("3 new on 7 Aug", "as of 7 Aug, 3 new")
    assert tell_total(Indicator.KILLED, flows[:1], day_at(0), "as of 6 Aug")[0] == "2 new on 6 Aug"
    assert tell_total(Indicator.KILLED, [make_total(0)], None, None) == (None, None)
    levels = [make_level(0, 5), make_level(1, 4), make_carried(2, 4)]
    missing = tell_total(Indicator.MISSING, levels, day_at(1), "as of 7 Aug, 1 day before")
    assert missing == ("\N{MINUS SIGN}1 on 7 Aug", "as of 7 Aug, \N{MINUS SIGN}1")
    assert tell_total(Indicator.MISSING, levels[:1], day_at(0), None) == (None, None)


def test_in_the_morning_the_change_is_that_of_the_last_reports(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150, killed=1)
    report(register.whole, day(19), sheltered=130, capacity=150, killed=2)
    shown = tiles(official.see("dashboard.overview"))
    assert shown["Sheltered"] == "130 as of 19 Aug, +30"
    assert shown["Free places"] == "20 \N{MINUS SIGN}30 on 19 Aug"
    assert shown["Killed"].startswith("3 as of 19 Aug, 2 new")
    place = tiles(official.see("dashboard.show_place", place_id=register.whole))
    assert place["Sheltered"].startswith("130 +30 on 19 Aug as of 19 Aug, 1 day before")


def test_the_first_count_of_a_unit_is_no_change_of_the_others(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    """Yesterday two units were known and today three, of which the first did not report."""
    report(register.hall, day(19), sheltered=10, capacity=20, arrivals=5)
    report(register.school, day(19), sheltered=20, capacity=30, arrivals=5)
    report(register.school, day(20), sheltered=21, capacity=30, arrivals=6)
    report(register.whole, day(20), sheltered=100, capacity=150, arrivals=90)
    shown = tiles(official.see("dashboard.overview"))
    assert shown["Sheltered"] == "131 +101 by 2 of 3 units, +1 unit"
    assert shown["Free places"] == "69 +49 by 2 of 3 units, +1 unit"
    assert shown["Arrivals on 20 Aug"] == "96 2 units, 2 the day before"


def test_how_sure_a_change_of_arrivals_is_stands_with_the_other_doubts(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    units = (register.hall, register.school, register.whole, register.elsewhere)
    for place in units:
        report(place, day(18), arrivals=1)
        report(place, day(19), arrivals=5)
    for place in (*units[1:], register.outside):
        report(place, day(20), arrivals=7)
    page = official.see("dashboard.overview")
    assert tiles(page)["Arrivals on 20 Aug"] == "28 +8 since 19 Aug"
    assert "1 of 4 units may not be those of the day before" in page.text


def test_a_unit_that_is_silent_stays_in_the_level_so_that_the_change_is_that_of_the_same(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    for place in (register.hall, register.school):
        report(place, day(19), sheltered=10, capacity=20)
    report(register.school, day(20), sheltered=25, capacity=20)
    shown = tiles(official.see("dashboard.overview"))
    assert shown["Sheltered"] == "35 +15 by 1 of 2 units"


def test_a_shelter_that_closed_is_no_longer_in_the_level_and_the_change_says_so(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    for place in (register.hall, register.school):
        report(place, day(19), sheltered=10, capacity=20)
    with writer() as session:
        set_shelter_status(session, register.hall, since=day(20), status=ShelterStatus.CLOSED)
    report(register.school, day(20), sheltered=12, capacity=20)
    shown = tiles(official.see("dashboard.overview"))
    assert shown["Sheltered"].startswith("12 \N{MINUS SIGN}8 since 19 Aug, \N{MINUS SIGN}1 unit")
    report(register.whole, day(20), sheltered=100, capacity=150)
    shown = tiles(official.see("dashboard.overview"))
    assert shown["Sheltered"].startswith("112 +92 since 19 Aug, units opened or closed")


def test_while_few_units_reported_nothing_unlike_is_compared(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    for place in (register.whole, register.hall, register.school):
        report(place, day(19), sheltered=20, capacity=50, arrivals=20)
    report(register.whole, day(20), sheltered=30, capacity=50, arrivals=10)
    shown = tiles(official.see("dashboard.overview"))
    assert shown["Sheltered"] == "70 +10 by 1 of 3 units"
    assert shown["Free places"] == "80 \N{MINUS SIGN}10 by 1 of 3 units"
    assert shown["Arrivals on 20 Aug"] == "10 1 unit, 3 the day before"
