"""The pages of casualties and of displaced people."""

import json

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import rows
from tests.web.strict_client import StrictClient, read

NUMBERS = "id='numbers'"
AREAS = "aria-labelledby='areas'"


def test_casualties_stand_side_by_side_and_are_never_added(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), killed=3, injured=24, hospitalised=13)
    report(register.whole, day(18), killed=1, missing=2)
    page = official.see("dashboard.show_operation_casualties", to=day(18))
    assert page.heading == "Casualties"
    newest = rows(page, NUMBERS)["18 Aug 2024"]
    assert newest[:2] == ["4", "1"]
    assert newest[2] == "24"
    assert "30" not in newest
    said = read(page.find("p[@class='lead']"))
    assert said.startswith("Up to 18 August 2024: 4 killed (1 of them new that day); 24 injured")


def test_a_day_without_a_report_is_not_a_day_without_killed(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(16), killed=3)
    report(register.whole, day(18), present=5)
    page = official.see("dashboard.show_casualties", place_id=register.whole, to=day(18))
    assert rows(page, NUMBERS)["17 Aug 2024"][:2] == ["3", "–not reported"]  # noqa: RUF001


def test_displaced_people_come_with_flows_and_the_gap(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), present=100, arrivals=10)
    report(register.whole, day(18), present=120, arrivals=30, departures=5)
    report(register.region, day(18), present=900)  # a claim
    page = official.see("dashboard.show_operation_displaced", to=day(18))
    newest = rows(page, NUMBERS)["18 Aug 2024"]
    assert newest[0] == "120"
    assert newest[1:3] == ["40", "30"]
    assert newest[-2] == "−5"  # noqa: RUF001


def test_areas_stand_below_with_their_last_day_and_a_picture(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), present=50)
    report(register.hall, day(18), present=70)
    report(register.elsewhere, day(18), present=10)
    page = official.see("dashboard.show_displaced", place_id=register.region, to=day(18))
    areas = rows(page, AREAS)
    assert list(areas) == ["By shelter", "Whole"]
    assert [cells[0] for cells in areas.values()] == ["70", "50"]
    assert len(page.find_all("div[@class='trend']")) == 2
    assert "of 2 areas reported none" not in page.text


def test_the_chart_and_its_picture_hold_the_same_panels(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), killed=3, missing=1)
    page = official.see("dashboard.show_operation_casualties")
    figure = json.loads(read(page.find("script[@data-chart='tallies']")))
    assert {"Killed", "Missing"} <= {trace["name"] for trace in figure["data"]}
    assert len(page.find("div[@id='tallies']")) == 1


def test_nothing_reported_has_no_chart(official: StrictClient, register: Register) -> None:
    page = official.see("dashboard.show_operation_casualties")
    assert "Nothing was reported about this" in page.text
    assert not page.find_all("script[@data-chart='tallies']")


def test_the_period_is_in_the_address(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(7), killed=3)
    page = official.see("/overview/casualties?from=2024-08-06&to=2024-08-20")
    assert len(rows(page, NUMBERS)) == 15


def test_pages_about_a_place_lead_to_each_other(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), killed=3)
    links = official.see("dashboard.show_place", place_id=register.whole).links()
    assert links["Casualties"].startswith(f"/places/{register.whole}/casualties")
    assert links["Displaced people"].startswith(f"/places/{register.whole}/displaced")
    back = official.see("dashboard.show_casualties", place_id=register.whole).links()
    assert back["Capacity"].startswith(f"/places/{register.whole}")


def test_days_before_the_newest_are_folded_until_all_are_asked_for(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(7), killed=3)
    period = "from=2024-08-06&to=2024-08-20"
    page = official.see(f"/overview/casualties?{period}")
    folded = page.find(f"section[@{NUMBERS}]").find("./details")
    assert folded is not None
    assert read(folded[0]) == "8 earlier days"
    assert len(folded.findall(".//tbody/tr")) == 8
    whole = official.see(f"/overview/casualties?{period}&rows=all")
    assert whole.find(f"section[@{NUMBERS}]").find("./details") is None
    assert len(rows(whole, NUMBERS)) == 15
