"""Numbers by sex and age, and area by area, say where a reviewer preferred them."""

import pytest

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.test_chart_files import find_action, read_file, save
from tests.web.dashboard.test_people import BOYS, GIRLS
from tests.web.dashboard.test_preferences import JudgeOf, judge_of, list_marked, read_page
from tests.web.dashboard.test_statements import count_statements
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.indicators import Indicator
from tracker.domain.review import DecisionKind
from tracker.registry.areas import add_area
from tracker.store.database import Database
from tracker.web.dashboard.tallies.people import MOST_AREAS

__all__ = ["judge_of"]

PRESENT = Indicator.PRESENT
KEY = "A reviewer preferred this number"
SAID = "preferred by a reviewer"
Lines = list[dict[str, str]]


@pytest.fixture
def parts(register: Register, report: Reporter) -> int:
    """A count with parts in a shelter, beside one in another that nobody judges; its report."""
    told = report(register.hall, day(17), count(PRESENT, 40, parts=(GIRLS, BOYS)), sheltered=9)
    report(register.school, day(18), count(PRESENT, 60, parts=(BOYS,)))
    report(register.whole, day(18), present=100)
    return told.report_id


def see(official: StrictClient, place: int | None) -> Page:
    where = "/overview" if place is None else f"/places/{place}"
    return official.see(f"{where}/displaced?to=2024-08-18")


def list_paragraphs(page: Page) -> list[str]:
    return [read(paragraph) for paragraph in page.find_all("p")]


def list_preferred(official: StrictClient, page: Page, chart: str) -> Lines:
    lines = read_file(save(official, find_action(page, f"/{chart}.csv")))
    return [line for line in lines if "preferred" in line["marks"].split()]


def test_a_count_by_sex_and_age_says_that_it_was_preferred(
    official: StrictClient, register: Register, parts: int, judge_of: JudgeOf
) -> None:
    assert SAID not in list_paragraphs(see(official, register.hall))
    judge_of(parts, DecisionKind.PREFERRED, PRESENT)
    page = see(official, register.hall)
    assert SAID in list_paragraphs(page)
    marked = list_preferred(official, page, "present-by-age")
    assert [line["series"] for line in marked] == ["present_f_0-4", "present_m_0-4"]
    assert {line["marks_in_words"] for line in marked} == {"preferred by a reviewer"}


def test_a_sum_by_sex_and_age_says_how_many_of_its_counts_were(
    official: StrictClient, register: Register, parts: int, judge_of: JudgeOf
) -> None:
    judge_of(parts, DecisionKind.PREFERRED, None)
    page = see(official, register.by_shelter)
    assert "1 count in it preferred by a reviewer" in read_page(page)
    marked = list_preferred(official, page, "present-by-age")
    assert {line["marks_in_words"] for line in marked} == {"1 count in it preferred by a reviewer"}
    assert "preferred" not in read_page(see(official, register.school))
    then = f"/places/{register.hall}/displaced?to=2024-08-18&known_at=2024-08-19T12:00"
    assert "preferred by a reviewer" not in read_page(official.see(then))


def test_what_was_preferred_of_another_number_is_not_said_of_this_one(
    official: StrictClient, register: Register, parts: int, judge_of: JudgeOf
) -> None:
    judge_of(parts, DecisionKind.PREFERRED, Indicator.SHELTERED)
    page = see(official, register.hall)
    assert SAID not in list_paragraphs(page)
    assert list_preferred(official, page, "present-by-age") == []


def test_a_preferred_count_without_parts_is_none_of_those_by_sex_and_age(
    official: StrictClient, register: Register, report: Reporter, judge_of: JudgeOf
) -> None:
    report(register.whole, day(17), count(Indicator.ARRIVALS, 40, parts=(GIRLS, BOYS)))
    told = report(register.whole, day(18), arrivals=9)
    judge_of(told.report_id, DecisionKind.PREFERRED, None)
    page = see(official, register.whole)
    assert not [said for said in list_paragraphs(page) if SAID in said]
    assert [line["series"] for line in list_preferred(official, page, "arrivals-by-age")] == [
        "arrivals"
    ]


@pytest.fixture
def areas(register: Register, report: Reporter, parts: int) -> int:
    """Of two areas with people present the one that reports as a whole has rivals; the report."""
    chosen = report(register.whole, day(17), present=170, source="Rumour", arrivals=3)
    report(register.whole, day(17), present=90)
    return chosen.report_id


def test_the_file_area_by_area_marks_the_day_of_a_preferred_number(
    official: StrictClient, register: Register, areas: int, judge_of: JudgeOf
) -> None:
    assert list_preferred(official, see(official, register.region), "by-area") == []
    judge_of(areas, DecisionKind.PREFERRED, PRESENT)
    (line,) = list_preferred(official, see(official, register.region), "by-area")
    assert (line["place"], line["day"], line["value"]) == ("Whole", "2024-08-17", "170")
    assert line["marks_in_words"].endswith("preferred by a reviewer")
    assert "in it" not in line["marks_in_words"]


def test_each_area_is_marked_where_its_own_number_was_preferred(
    official: StrictClient, register: Register, areas: int, parts: int, judge_of: JudgeOf
) -> None:
    judge_of(areas, DecisionKind.PREFERRED, Indicator.ARRIVALS)
    assert list_preferred(official, see(official, register.region), "by-area") == []
    for told in (areas, parts):
        judge_of(told, DecisionKind.PREFERRED, PRESENT)
    marked = list_preferred(official, see(official, register.region), "by-area")
    assert {line["place"] for line in marked} == {"Whole", "By shelter"}


def test_of_a_sum_it_says_how_many_numbers_in_it_were(
    official: StrictClient, register: Register, parts: int, report: Reporter, judge_of: JudgeOf
) -> None:
    report(register.school, day(17), present=20)
    judge_of(parts, DecisionKind.PREFERRED, PRESENT)
    (line,) = list_preferred(official, see(official, register.region), "by-area")
    assert (line["place"], line["day"], line["value"]) == ("By shelter", "2024-08-17", "60")
    assert line["marks_in_words"].endswith("1 number in it preferred by a reviewer")


def test_the_smaller_areas_together_are_marked_too(  # noqa: PLR0917 (fixtures)
    official: StrictClient,
    register: Register,
    areas: int,
    report: Reporter,
    writer: Writer,
    judge_of: JudgeOf,
) -> None:
    for number in range(MOST_AREAS + 1):
        with writer() as session:
            area = add_area(session, name=f"Area {number}", parent_id=register.region)
        report(area, day(18), present=1000 + number)
    judge_of(areas, DecisionKind.PREFERRED, PRESENT)
    (line,) = list_preferred(official, see(official, register.region), "by-area")
    assert line["place"].endswith("other areas")


def test_the_table_of_areas_has_the_star(
    official: StrictClient, register: Register, parts: int, judge_of: JudgeOf
) -> None:
    judge_of(parts, DecisionKind.PREFERRED, PRESENT)
    page = see(official, register.region)
    (line,) = [line for line in list_marked(page) if line.startswith("By shelter")]
    assert "1 number in it preferred by a reviewer: 100" in line
    assert KEY in read_page(page)


def test_statements_do_not_grow_with_what_was_preferred(  # noqa: PLR0917 (fixtures)
    official: StrictClient,
    register: Register,
    parts: int,
    report: Reporter,
    judge_of: JudgeOf,
    web_database: Database,
) -> None:
    path = f"/places/{register.region}/displaced?to=2024-08-18"

    def measure() -> int:
        count_statements(official, web_database, path)  # what is remembered is read once
        return count_statements(official, web_database, path)

    judge_of(parts, DecisionKind.PREFERRED, PRESENT)
    few = measure()
    for place in (register.school, register.outside, register.whole):
        told = report(place, day(18), count(PRESENT, 31, parts=(GIRLS,)), source="Rumour")
        judge_of(told.report_id, DecisionKind.PREFERRED, PRESENT)
    assert measure() == few
