"""A number with a doubt is the same number, with the same word, on every page."""

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.reading import CHILDREN, NUMBERS, mark_unreviewed, rows, tiles
from tests.web.dashboard.test_overview import districts
from tests.web.strict_client import StrictClient
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier


def test_more_than_forty_is_one_number_everywhere(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    more = count(Indicator.SHELTERED, 40, qualifier=Qualifier.MORE_THAN)
    report(register.whole, day(19), sheltered=30, capacity=60)
    report(register.whole, day(20), more, count(Indicator.CAPACITY, 60))
    overview = official.see("dashboard.overview")
    region = official.see("dashboard.show_place", place_id=register.region)
    for page in (overview, official.see("dashboard.show_place", place_id=register.whole)):
        assert "hold at least 41 of 60 usable places" in page.text
        assert "; at most 19 are free." in page.text
        assert tiles(page)["Sheltered"].startswith("at least 41 +11 since 19 Aug")
        assert tiles(page)["Free places"].startswith("at most 19 ")
    assert districts(overview)["Whole"].endswith("at least 41 of 60")
    assert rows(region, NUMBERS)["20 Aug 2024"][3] == "at most 19"
    assert rows(region, CHILDREN)["Whole"][:3] == [
        "at most 19",
        "at least 68%",
        *mark_unreviewed("at least 41"),
    ]
    map_page = official.see("dashboard.show_operation_map")
    assert "at least 68%" in map_page.text
    assert "at most 19" in map_page.text
    report_page = official.see("situation.show_report", day=day(20).isoformat())
    assert "at least 41 of 60 usable places on 20 August; at most 19 are free." in report_page.text
    assert "Free places at most 19" in report_page.text


def test_a_list_has_the_word_in_place_of_the_range_of_rival_reports(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(20), sheltered=35, capacity=60, source="Governor")
    report(register.whole, day(20), sheltered=40)
    region = official.see("dashboard.show_place", place_id=register.region)
    assert rows(region, CHILDREN)["Whole"][2:3] == mark_unreviewed("at most 40")
    assert tiles(region)["Sheltered"].startswith("40 35 to 40 ")
