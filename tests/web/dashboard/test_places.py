"""The page of the operation, of areas and of shelters."""

import json
from collections.abc import Callable

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.reading import CHILDREN, NUMBERS, mark_unreviewed, rows, tiles
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient, read
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.registry.areas import change_area
from tracker.registry.people import Role


def test_the_overview_adds_the_units_and_nothing_else(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150, present=120)
    report(register.hall, day(18), sheltered=40, capacity=30)
    report(register.region, day(18), sheltered=900)  # a claim, never added
    report(register.by_shelter, day(18), sheltered=800)  # a claim as well
    page = official.see("dashboard.show_operation")
    assert page.heading == "Capacity"
    shown = tiles(page)
    assert shown["Sheltered"].startswith("140")
    assert shown["Usable capacity"].startswith("180")
    assert shown["Free places"].startswith("40")


def test_the_table_says_what_the_head_numbers_say(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), sheltered=90, capacity=150, arrivals=5)
    report(register.whole, day(18), sheltered=100, capacity=150, arrivals=7)
    page = official.see("dashboard.show_place", place_id=register.whole, to=day(18))
    assert list(rows(page, NUMBERS))[:2] == ["18 Aug 2024", "17 Aug 2024"]
    newest = rows(page, NUMBERS)["18 Aug 2024"]
    assert (newest[0], newest[2], newest[3], newest[5]) == ("150", "100", "50", "7")
    shown = tiles(page)
    assert shown["Sheltered"].startswith("100 +10 since 17 Aug as of 18 Aug")
    assert shown["Free places"].startswith("50 −10 since 17 Aug")  # noqa: RUF001


def test_a_day_without_report_is_a_gap_not_zero(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(16), arrivals=5)
    report(register.whole, day(18), arrivals=7)
    page = official.see("dashboard.show_place", place_id=register.whole)
    assert rows(page, NUMBERS)["17 Aug 2024"][5] == "–not reported"  # noqa: RUF001
    assert tiles(page)["Sheltered"] == "not reported"


def test_free_places_are_negative_when_over(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(18), sheltered=45, capacity=30)
    page = official.see("dashboard.show_place", place_id=register.hall)
    assert tiles(page)["Free places"].startswith("−15")  # noqa: RUF001
    assert "over capacity" in tiles(page)["Free places"]
    district = official.see("dashboard.show_place", place_id=register.by_shelter)
    assert rows(district, CHILDREN)["Hall Open"][0] == "−15"  # noqa: RUF001
    assert rows(district, CHILDREN)["Hall Open"][1] == "150%"


def test_vague_numbers_are_not_made_exact(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    at_least = count(Indicator.SHELTERED, 100, qualifier=Qualifier.AT_LEAST)
    ranged = count(Indicator.PRESENT, 150, qualifier=Qualifier.BETWEEN, low=120, high=200)
    words = count(Indicator.CAPACITY, None, qualifier=Qualifier.IN_WORDS, words="plenty")
    report(register.whole, day(18), at_least, ranged, words)
    shown = tiles(official.see("dashboard.show_place", place_id=register.whole))
    assert shown["Sheltered"].startswith("at least 100")
    assert shown["Present"].startswith("150 120 to 200")
    assert shown["Usable capacity"].startswith("in words only")
    assert shown["Free places"].startswith("not known")


def test_a_range_without_a_number_is_not_left_out_of_the_total(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    ranged = count(Indicator.SHELTERED, None, qualifier=Qualifier.BETWEEN, low=20, high=50)
    report(register.whole, day(20), sheltered=100, capacity=150)
    report(register.elsewhere, day(20), ranged, count(Indicator.CAPACITY, 60))
    page = official.see("dashboard.show_operation")
    shown = tiles(page)
    assert shown["Sheltered"].startswith("120 to 150 100 counted, and 1 unit without a number")
    assert shown["Free places"].startswith("60 to 90")
    newest = rows(page, NUMBERS)["20 Aug 2024"]
    assert newest[2] == "120 to 150100 counted, and 1 unit without a number"
    assert newest[3] == "60 to 90"
    areas = rows(page, CHILDREN)
    assert areas["Other region"][2] == "20 to 50"


def test_silent_units_are_carried_and_said_so(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(10), sheltered=100, capacity=150)
    report(register.elsewhere, day(10), sheltered=50, capacity=60)
    report(register.elsewhere, day(18), sheltered=55, capacity=60)
    page = official.see("dashboard.show_operation", to=day(18))
    assert tiles(page)["Sheltered"].startswith("155")
    assert "1 of 2 carried" in tiles(page)["Sheltered"]
    assert "1 of 2 stale" in tiles(page)["Sheltered"]
    assert "1 of 5 units reported" in page.text


def test_the_age_of_a_number_reaches_back_beyond_the_period(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(7), capacity=150)
    report(register.whole, day(18), sheltered=10)
    page = official.see(f"/places/{register.whole}?from=2024-08-15&to=2024-08-18")
    assert "as of 7 Aug, 11 days before" in tiles(page)["Usable capacity"]


def test_casualties_stand_side_by_side_and_are_never_summed(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), killed=1, injured=4, hospitalised=2, missing=6)
    report(register.whole, day(18), killed=2, injured=20, hospitalised=11, missing=5)
    page = official.see("dashboard.show_place", place_id=register.whole, to=day(18))
    shown = tiles(page)
    assert shown["Killed"].startswith("3 2 new on 18 Aug")
    assert shown["Injured"].startswith("24")
    assert shown["Taken to hospital"].startswith("13 of the injured")
    assert shown["Missing now"].startswith("5 −1 since 17 Aug")  # noqa: RUF001
    assert "27" not in page.text  # killed and injured together


def test_the_figure_stands_in_the_page_and_leads_to_each_day(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150)
    page = official.see("dashboard.show_place", place_id=register.whole)
    figure = json.loads(read(page.find("script[@data-chart='capacity']")))
    addresses = [trace["customdata"] for trace in figure["data"] if "customdata" in trace]
    assert addresses[0][-1] == f"/places/{register.whole}/days/2024-08-20"
    assert figure["config"]["showSendToCloud"] is False
    for address in addresses[0][-2:]:
        official.see(address)


def test_names_cannot_end_the_figure(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    with writer() as session:
        change_area(session, register.region, name="</script><b>Region & co")
    report(register.region, day(18), evacuated=5)
    page = official.see("dashboard.show_place", place_id=register.region)
    assert page.heading == "</script><b>Region & co"


def test_districts_are_listed_on_the_page_of_their_region(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150)
    page = official.see("dashboard.show_place", place_id=register.region)
    lines = rows(page, CHILDREN)
    assert list(lines) == ["Whole", "By shelter"]  # nothing is known of the second
    assert lines["Whole"] == ["50", "67%", *mark_unreviewed("100", "150"), "0 of 1", "18 Aug 2024"]
    assert lines["By shelter"][-1] == "none yet"


def test_the_only_region_is_passed_over(
    official: StrictClient, writer: Writer, register: Register, report: Reporter
) -> None:
    page = official.see("dashboard.show_place", place_id=register.country)
    assert list(rows(page, CHILDREN)) == ["Other region", "Region"]
    overview = official.see("dashboard.show_operation")
    assert list(rows(overview, CHILDREN)) == ["Other region", "Region"]


def test_without_reports_the_page_says_so(official: StrictClient, register: Register) -> None:
    assert "No unit has reported yet" in official.see("dashboard.show_operation").text
    for place_id in (register.region, register.by_shelter):
        page = official.see("dashboard.show_place", place_id=place_id)
        assert "No unit has reported yet" in page.text
    for place_id in (register.whole, register.school):
        page = official.see("dashboard.show_place", place_id=place_id)
        assert "No reports yet" in page.text


def test_without_areas_the_page_says_who_adds_them(official: StrictClient) -> None:
    assert "An administrator adds areas" in official.see("dashboard.show_operation").text
    assert "An administrator adds areas" in official.see("dashboard.list_areas").text


def test_without_scripts_the_page_points_to_the_table(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100)
    page = official.see("dashboard.show_operation")
    assert page.links()["The same numbers as a table"] == "#numbers"
    assert len(page.find("div[@id='capacity']")) == 1  # a picture, until a script draws the chart


def test_a_place_that_does_not_exist_is_not_found(
    official: StrictClient, register: Register
) -> None:
    official.see("dashboard.show_place", status=404, place_id=999)
    official.see(f"/places/{2**70}", status=404)


def test_coordinators_see_their_places_and_what_lies_beneath_only(
    client_of: Callable[..., StrictClient], register: Register, report: Reporter
) -> None:
    report(register.hall, day(18), sheltered=10)
    client = client_of(Role.COORDINATOR, assigned=(register.by_shelter,))
    page = client.see("dashboard.show_place", place_id=register.by_shelter)
    assert "Region" not in page.links()
    shelter = client.see("dashboard.show_place", place_id=register.hall)
    assert shelter.links()["By shelter"] == f"/places/{register.by_shelter}"
    client.see("dashboard.show_day", place_id=register.hall, day="2024-08-18")
    for foreign in (register.region, register.whole, register.elsewhere):
        client.see("dashboard.show_place", status=404, place_id=foreign)
        client.see("dashboard.show_day", status=404, place_id=foreign, day="2024-08-18")
    client.see("dashboard.show_operation", status=403)
    client.see("dashboard.list_areas", status=403)


def test_an_official_is_led_down_from_the_overview(
    official: StrictClient, register: Register
) -> None:
    page = official.see("dashboard.show_place", place_id=register.hall)
    trail = page.texts("nav[@aria-label='Breadcrumb']/ol/li")
    assert trail == ["Overview", "Country", "Region", "By shelter", "Hall"]


def test_one_shelter_is_spoken_of_as_one(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(18), sheltered=20, capacity=30)
    shelter = official.see("dashboard.show_place", place_id=register.hall)
    assert "This shelter holds 20 of 30 usable places on 20 August" in shelter.text
    district = official.see("dashboard.show_place", place_id=register.by_shelter)
    assert "Shelters hold 20 of 30 usable places on 20 August" in district.text


def test_the_fewest_free_places_come_first(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(18), sheltered=20, capacity=30)
    report(register.school, day(18), sheltered=35, capacity=30)
    page = official.see("dashboard.show_place", place_id=register.by_shelter)
    lines = rows(page, CHILDREN)
    assert list(lines) == ["School Open", "Hall Open", "Outside shelters"]
    assert lines["Outside shelters"][4] == "no"
