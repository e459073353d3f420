"""Displaced people and casualties: who came and left, where they are, of what sex and age."""

import csv
import io

import pytest

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.test_chart_files import find_action, save
from tests.web.dashboard.test_statements import add_units, count_statements
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.counts import Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.registry.areas import add_area
from tracker.store.database import Database
from tracker.web.dashboard.tallies.people import MOST_AREAS
from tracker.web.dashboard.topics import CASUALTIES, DISPLACED, TOPICS, Topic

GIRLS = Part(sex=Sex.FEMALE, age_from=0, age_to=4, value=20)
BOYS = Part(sex=Sex.MALE, age_from=0, age_to=4, value=10)
CHILDREN = Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=5)


def table_at(page: Page, where: str) -> list[list[str]]:
    table = page.find(f"div[@id='{where}']").find(".//table")
    assert table is not None
    return [[read(cell) for cell in line] for line in table.findall("./tbody/tr")]


def test_arrivals_stand_against_departures_with_net_and_gap(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), present=100, arrivals=10, departures=3)
    report(register.whole, day(18), present=120, arrivals=30, departures=5)
    page = official.see("dashboard.show_operation_displaced", to=day(18))
    newest = table_at(page, "movement-numbers")[0]
    assert newest[:5] == ["18 Aug 2024", "30", "5", "+25", "−5"]  # noqa: RUF001
    assert "40 people were reported as arrived and 8 as departed: net +32." in page.text
    assert page.find_all("script[@data-chart='movement']")
    lines = read_csv(save(official, find_action(page, "/movement.csv")))
    assert [line["value"] for line in lines if line["series"] == "gap"] == ["-5"]
    assert "<svg" in save(official, find_action(page, "/movement.svg"))


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_areas_are_drawn_one_below_the_other_and_the_smallest_together(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    report(register.whole, day(18), present=500)
    page = official.see("dashboard.show_displaced", place_id=register.region, to=day(18))
    assert not page.find_all("script[@data-chart='by-area']")
    for number in range(MOST_AREAS + 1):
        with writer() as session:
            area = add_area(session, name=f"Area {number}", parent_id=register.region)
        report(area, day(18), present=10 + number)
    page = official.see("dashboard.show_displaced", place_id=register.region, to=day(18))
    lines = read_csv(save(official, find_action(page, "/by-area.csv")))
    last = {line["place"]: line["value"] for line in lines if line["day"] == "2024-08-18"}
    assert list(last)[:2] == ["Whole", f"Area {MOST_AREAS}"]
    assert last["2 other areas"] == "21"
    assert "2 other areas" in save(official, find_action(page, "/by-area.svg"))


def test_a_breakdown_says_what_share_of_the_whole_was_told(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    told = count(Indicator.PRESENT, 40, parts=(GIRLS, BOYS))
    report(register.hall, day(17), told)
    report(register.school, day(18), count(Indicator.PRESENT, 60, parts=(CHILDREN,)))
    report(register.whole, day(18), present=100)
    page = official.see("dashboard.show_operation_displaced", to=day(18))
    rows = table_at(page, "present-by-age-numbers")
    assert rows[0] == ["0–4", "20", "10", "–not reported", "30"]  # noqa: RUF001
    assert ["0–17", "–not reported", "–not reported", "5", "5"] in rows  # noqa: RUF001
    assert "as many as 18% of the whole, 200 on 18 August" in page.text
    assert "35 of 200" in page.text
    lines = read_csv(save(official, find_action(page, "/present-by-age.csv")))
    assert {line["series"]: line["value"] for line in lines}["present_f_0-4"] == "20"
    assert "Female" in save(official, find_action(page, "/present-by-age.svg"))


def test_casualties_are_broken_down_each_by_itself(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    total = count(Indicator.INJURED, 40, Form.TOTAL, parts=(GIRLS, BOYS))
    report(register.whole, day(17), total)
    page = official.see("dashboard.show_casualties", place_id=register.whole, to=day(18))
    assert table_at(page, "injured-by-age-numbers")[0][:3] == ["0–4", "20", "10"]  # noqa: RUF001
    assert not page.find_all("div[@id='killed-by-age-numbers']")
    assert not page.find_all("div[@id='movement-numbers']")


def test_what_was_told_later_is_not_in_the_breakdown_of_then(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(18), count(Indicator.PRESENT, 40, parts=(GIRLS, BOYS)))
    address = "/overview/displaced?to=2024-08-18&known_at=2024-08-18T12:00"
    assert "by sex and age" not in official.see(address).text.lower()
    assert "By sex and age" in official.see("/overview/displaced?to=2024-08-18").text


def test_statements_do_not_grow_with_units(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    web_database: Database,
) -> None:
    report(register.whole, day(18), count(Indicator.PRESENT, 40, parts=(GIRLS, BOYS)))
    report(register.elsewhere, day(18), present=3, arrivals=2)
    pages = ["/overview/displaced", f"/places/{register.region}/displaced", "/overview/casualties"]
    add_units(writer, register, report, MOST_AREAS + 2)
    few = {page: count_statements(official, web_database, page) for page in pages}
    add_units(writer, register, report, 30)
    assert {page: count_statements(official, web_database, page) for page in pages} == few


@pytest.mark.parametrize("topic", [DISPLACED, CASUALTIES], ids=lambda topic: topic.key)
def test_whatever_was_told_by_sex_and_age_is_shown(
    official: StrictClient, register: Register, report: Reporter, topic: Topic
) -> None:
    shown = {one for each in TOPICS for one in each.broken_down}
    assert shown == set(Indicator) - {Indicator.CAPACITY, Indicator.CAPACITY_STANDBY}
    counts = [count(indicator, 60, parts=(GIRLS, BOYS)) for indicator in topic.broken_down]
    report(register.whole, day(17), *counts)
    page = official.see(f"/overview/{topic.key}?to=2024-08-18")
    for indicator in topic.broken_down:
        where = f"{indicator}-by-age"
        assert table_at(page, f"{where}-numbers")[0][:3] == ["0\N{EN DASH}4", "20", "10"]
        lines = read_csv(save(official, find_action(page, f"/{where}.csv")))
        assert {line["series"]: line["value"] for line in lines}[f"{indicator}_f_0-4"] == "20"


def test_files_of_all_of_them_keep_small_numbers_back(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    one = Part(sex=Sex.FEMALE, age_from=5, age_to=11, value=1)
    told = [count(code, 60, parts=(BOYS, one)) for code in (Indicator.ARRIVALS, Indicator.INJURED)]
    report(register.whole, day(17), *told, count(Indicator.HOSPITALISED, 40, parts=(BOYS, one)))
    for topic, indicator in (("displaced", "arrivals"), ("casualties", "hospitalised")):
        page = official.see(f"/overview/{topic}?to=2024-08-18")
        assert table_at(page, f"{indicator}-by-age-numbers")[1][1] == "1"
        assert "hidden" in save(official, find_action(page, f"/{indicator}-by-age.csv"))
