"""The list of areas."""

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.strict_client import Page, StrictClient, read


def lines(page: Page) -> dict[str, list[str]]:
    return {
        read(line[0]): [read(cell) for cell in line[1:]] for line in page.find_all("table/tbody/tr")
    }


@pytest.fixture
def reported(register: Register, report: Reporter) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150)
    report(register.hall, day(18), sheltered=45, capacity=30)
    report(register.elsewhere, day(12), sheltered=10, capacity=40)
    report(register.region, day(18), sheltered=999)  # a claim


@pytest.mark.usefixtures("reported")
def test_the_tree_stands_with_its_sums(official: StrictClient) -> None:
    found = lines(official.see("dashboard.list_areas"))
    assert list(found) == [
        "Country",
        "Other region",
        "Elsewhere",
        "Region",
        "By shelter",
        "Whole",
    ]
    assert found["Region"] == ["35", "81%", "145", "180", "2 of 4", "18 Aug 2024"]
    assert found["Country"][:4] == ["65", "70%", "155", "220"]
    assert found["Elsewhere"][4:] == ["0 of 1", "12 Aug 2024 stale"]
    assert found["By shelter"][0] == "−15"  # noqa: RUF001


@pytest.mark.usefixtures("reported")
def test_districts_are_sorted_by_a_column_both_ways(official: StrictClient) -> None:
    tree = official.see("dashboard.list_areas")
    up = official.see(tree.links()["Free places"])
    assert list(lines(up)) == ["By shelter Region", "Elsewhere Other region", "Whole Region"]
    assert up.find("th[@aria-sort='ascending']") is not None
    down = official.see(up.links()["Free places"])
    assert list(lines(down)) == ["Whole Region", "Elsewhere Other region", "By shelter Region"]


def test_areas_without_a_number_come_last_whichever_way(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150)
    for direction in ("asc", "desc"):
        page = official.see(f"/areas?sort=occupancy&dir={direction}")
        assert next(iter(lines(page))) == "Whole Region"


@pytest.mark.usefixtures("reported")
def test_a_column_that_does_not_exist_shows_the_tree(official: StrictClient) -> None:
    assert next(iter(lines(official.see("/areas?sort=nonsense&dir=desc")))) == "Country"


@pytest.mark.usefixtures("register")
def test_areas_nobody_reported_are_not_nought(official: StrictClient) -> None:
    found = lines(official.see("dashboard.list_areas"))
    assert found["Whole"][:4] == ["–not reported"] * 4  # noqa: RUF001
    assert found["Whole"][5] == "none yet"
