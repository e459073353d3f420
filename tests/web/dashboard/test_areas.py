"""The list of areas."""

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import mark_unreviewed
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


TREE = ["Country", "Other region", "Elsewhere", "Region", "By shelter", "Whole"]


@pytest.mark.usefixtures("reported")
def test_the_tree_stands_with_its_sums(official: StrictClient) -> None:
    found = lines(official.see("dashboard.list_areas"))
    assert list(found) == TREE
    assert found["Region"] == ["35", "81%", *mark_unreviewed("145", "180"), "0 of 4", "18 Aug 2024"]
    assert found["Country"][:4] == [
        "65",
        "70%",
        "1 of 3 stale: 100% unreviewed: 155",
        "1 of 3 stale: 100% unreviewed: 220",
    ]
    assert found["Elsewhere"][4:] == ["0 of 1", "12 Aug 2024 stale"]
    assert found["By shelter"][0] == "−15"  # noqa: RUF001


@pytest.mark.usefixtures("reported")
def test_another_day_is_one_click_away(official: StrictClient) -> None:
    today = official.see("dashboard.list_areas")
    assert today.value("day") == "2024-08-20"
    page = official.see(today.links()["Up to the last report"])
    assert page.value("day") == "2024-08-18"
    assert lines(page)["Region"][4] == "2 of 4"
    sorted_page = official.see(page.links()["Free places"])
    assert sorted_page.value("day") == "2024-08-18"
    assert sorted_page.links()["Today"] == "/areas?sort=free"


@pytest.mark.usefixtures("reported")
def test_sorting_keeps_every_area_below_the_one_it_is_part_of(official: StrictClient) -> None:
    up = official.see(official.see("dashboard.list_areas").links()["Free places"])
    other, region = ["Other region", "Elsewhere"], ["Region", "By shelter", "Whole"]
    assert list(lines(up)) == ["Country", *other, *region]  # 30 free, 35 free
    assert up.find("th[@aria-sort='ascending']") is not None
    down = official.see(up.links()["Free places"])
    assert list(lines(down)) == ["Country", "Region", "Whole", "By shelter", *other]
    names = official.see("/areas?sort=name&dir=desc")
    assert list(lines(names)) == ["Country", "Region", "Whole", "By shelter", *other]


@pytest.mark.usefixtures("reported")
def test_one_level_is_sorted_as_one_list(official: StrictClient) -> None:
    tree = official.see("/areas?sort=free")
    up = official.see(tree.links()["Districts"])
    assert list(lines(up)) == ["By shelter Region", "Elsewhere Other region", "Whole Region"]
    down = official.see(up.links()["Free places"])
    assert list(lines(down)) == ["Whole Region", "Elsewhere Other region", "By shelter Region"]
    assert list(lines(official.see(down.links()["Regions"]))) == [
        "Region Country",
        "Other region Country",
    ]
    assert "Countries" not in down.links()  # there is one
    assert next(iter(lines(official.see(down.links()["All areas"])))) == "Country"


def test_areas_without_a_number_come_last_whichever_way(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150)
    for direction in ("asc", "desc"):
        page = official.see(f"/areas?sort=occupancy&dir={direction}&level=district")
        assert next(iter(lines(page))) == "Whole Region"
        tree = official.see(f"/areas?sort=occupancy&dir={direction}")
        assert list(lines(tree))[1:3] == ["Region", "Whole"]


@pytest.mark.usefixtures("reported")
def test_an_address_that_makes_no_sense_shows_the_tree_of_today(official: StrictClient) -> None:
    page = official.see("/areas?sort=nonsense&dir=desk&level=planet")
    assert list(lines(page)) == TREE
    for day_typed in ("2024-08-21", "2024-08-05", "tomorrow"):
        wrong = official.see(f"/areas?day={day_typed}")
        assert len(wrong.errors()) == 1
        assert wrong.value("day") == day_typed
        assert lines(wrong)["Region"][4] == "0 of 4"


@pytest.mark.usefixtures("register")
def test_areas_nobody_reported_are_not_nought(official: StrictClient) -> None:
    found = lines(official.see("dashboard.list_areas"))
    assert found["Whole"][:4] == ["–not reported"] * 4  # noqa: RUF001
    assert found["Whole"][5] == "none yet"
