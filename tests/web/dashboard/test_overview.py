"""The overview: one look at the operation, and the ways on from it."""

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import tiles
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.registry.areas import add_area


def districts(page: Page) -> dict[str, str]:
    """What is said of each urgent district, by its name, in order."""
    section = page.find("section[@aria-labelledby='districts-heading']")
    return {
        read(line[0][0]): f"{read(line[0][1])} | {read(line[2])}"
        for line in section.findall(".//li[@class]")
        if line.get("class", "").startswith("urgent ")
    }


def test_the_operation_is_told_in_words_and_head_numbers(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(19), sheltered=100, capacity=150, present=120, arrivals=4)
    report(register.whole, day(20), sheltered=110, capacity=150, present=130)
    report(register.hall, day(20), sheltered=20, capacity=30)
    report(register.region, day(20), sheltered=900)  # a claim, never added
    page = official.see("dashboard.overview")
    assert page.heading == "Overview"
    assert "Shelters hold 130 of 180 usable places; 50 are free." in page.text
    assert "3 of 5 units have not reported yet." in page.text
    assert "20 Aug 2024, 2 of 5 units reported so far" in page.text
    shown = tiles(page)
    assert list(shown) == [
        "Sheltered",
        "Usable capacity",
        "Free places",
        "Days until full",
        "Present",
        "Arrivals on 19 Aug",
    ]
    assert shown["Sheltered"] == "130 +30 since 19 Aug, +1 unit"
    assert shown["Free places"].startswith("50 ")
    assert shown["Days until full"] == "not enough reports"
    assert shown["Arrivals on 19 Aug"].startswith("4")
    assert "How sure: sheltered 100% unreviewed" in page.text


def test_districts_stand_in_the_order_of_their_urgency(
    official: StrictClient, writer: Writer, register: Register, report: Reporter
) -> None:
    with writer() as session:
        filling, calm = (
            add_area(session, name=name, parent_id=register.region) for name in ("Filling", "Calm")
        )
    for number in range(10, 21):
        report(filling, day(number), sheltered=10 * number, capacity=230)
        report(calm, day(number), sheltered=40, capacity=90)
        report(register.hall, day(number), sheltered=45, capacity=30)
    report(register.whole, day(12), sheltered=10, capacity=200)
    page = official.see("dashboard.overview")
    found = districts(page)
    assert list(found) == ["By shelter", "Filling", "Whole", "Elsewhere", "Calm"]
    marks = "sheltered 100% unreviewed: places 100% unreviewed:"
    numbers = f"People sheltered and usable places: {marks} 45 of 30"
    said = "15 over capacity; 2 of 3 units without a report yet"
    assert found["By shelter"] == f"{said} | {numbers}"
    assert found["Filling"].startswith("full in ")
    assert found["Elsewhere"].startswith("no report yet | –")  # noqa: RUF001
    assert found["Whole"].startswith("silent for more than 3 days | ")
    assert found["Calm"].startswith("50 free | ")
    assert page.links()["Whole"] == f"/places/{register.whole}"
    assert page.links()["All 5 districts"] == "/areas?level=district&sort=free"


def test_the_least_urgent_are_left_to_the_list(
    official: StrictClient, writer: Writer, register: Register, report: Reporter
) -> None:
    with writer() as session:
        more = [
            add_area(session, name=f"District {at}", parent_id=register.region) for at in range(12)
        ]
    for at, place in enumerate([*more, register.whole, register.hall, register.elsewhere]):
        report(place, day(20), sheltered=100 - at, capacity=100)
    found = districts(official.see("dashboard.overview"))
    assert list(found) == [
        "District 0",
        "District 1",
        "District 2",
        "District 3",
        "District 4",
    ]


def test_unknown_places_are_not_called_room(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(20), sheltered=10)
    report(register.elsewhere, day(20), capacity=10)
    for unit in (register.hall, register.school, register.outside):
        report(unit, day(20), sheltered=1, capacity=1)
    found = districts(official.see("dashboard.overview"))
    assert found["By shelter"].startswith("full | ")
    assert found["Whole"].startswith("places not known | ")
    assert found["Whole"].endswith("10 of ?")
    assert found["Elsewhere"].startswith("people not known | ")


def test_casualties_stand_side_by_side_and_lead_to_their_page(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    assert "Casualties" not in official.see("dashboard.overview").texts("h2/a")
    report(register.whole, day(19), killed=3, injured=24, hospitalised=13)
    page = official.see("dashboard.overview")
    shown = tiles(page)
    assert shown["Killed"].startswith("3 as of 19 Aug")
    assert shown["of whom in hospital"].startswith("13")
    assert shown["Missing now"] == "not reported"
    assert "civilians; never added to each other" in page.text
    hrefs = [link.get("href") for link in page.find_all("h2/a")]
    assert "/overview/casualties" in hrefs


def test_the_chart_leads_to_the_days_and_the_whole_page(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150)
    page = official.see("dashboard.overview")
    links = page.links()
    assert links["Capacity against arrivals"] == "/overview/capacity"
    assert links["The same numbers as a table"] == "/overview/capacity#numbers"
    assert len(page.find("div[@id='capacity']")) == 1  # a picture, until a script draws the chart
    figure = page.find("script[@data-chart='capacity']").text or ""
    assert "/overview/days/2024-08-18" in figure
    assert '"showlegend": false' in figure


def test_looking_back_the_overview_is_that_of_the_moment(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100, capacity=150)
    report(register.whole, day(20), sheltered=140, capacity=150)
    page = official.see("dashboard.overview", known_at="2024-08-18T23:00")
    assert "Shelters hold 100 of 150 usable places" in page.text
    assert "18 Aug 2024, 1 of 5 units" in page.text
    assert "known_at" in page.links()["Capacity against arrivals"]


def test_without_reports_and_without_areas_the_page_says_so(
    official: StrictClient, writer: Writer
) -> None:
    assert "An administrator adds areas" in official.see("dashboard.overview").text
    with writer() as session:
        country = add_area(session, name="Country", parent_id=None)
    assert "An administrator adds areas" in official.see("dashboard.overview").text
    with writer() as session:
        region = add_area(session, name="Region", parent_id=country)
        add_area(session, name="Whole", parent_id=region)
    page = official.see("dashboard.overview")
    assert "No people, arrivals or places reported in the last 30 days" in page.text
    assert districts(page) == {"Whole": "no report yet | –not reported"}  # noqa: RUF001


def test_where_only_evacuated_and_killed_are_reported_nothing_denies_it(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(19), evacuated=482, killed=3)
    told = "No unit reported people, arrivals or places from 6 August to 20 August 2024; "
    told += "evacuated 482 and killed 3 as of 19 August are reported."
    for page in (
        official.see("dashboard.overview"),
        official.see("dashboard.show_operation"),
        official.see("dashboard.show_place", place_id=register.whole),
        official.see("situation.show_report", day=day(20)),
    ):
        assert told in page.text
        for denied in ("reported anything", "No unit has reported in", "Nothing was reported"):
            assert denied not in page.text
