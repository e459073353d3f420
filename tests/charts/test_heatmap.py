"""Who has reported as rows of cells, and in words."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from tracker.charts.pictures.heatmap import (
    CELL,
    LONG,
    PITCH,
    SHAPES,
    AreaDay,
    CellLinks,
    draw_area_days,
    draw_day_heads,
    draw_key,
    draw_unit_days,
)
from tracker.charts.sentences.completeness import (
    Silence,
    describe_completeness,
    describe_unit_days,
    phrase_days,
    phrase_rate,
    phrase_rates,
)
from tracker.domain.completeness import Rates, Received, UnitDay, UnitState, judge_day

FIRST = date(2024, 8, 6)
LINKS = CellLinks(first=FIRST, url_of=lambda day: f"/days/{day}?a&b")
IN_TIME = Received(late=False, corrected=False, unchanged=False)


def unit_day(received: Received | None, *, is_due: bool = True, is_open: bool = True) -> UnitDay:
    return judge_day(received, is_unit=True, is_open=is_open, is_due=is_due)


DAYS = (
    unit_day(IN_TIME),
    unit_day(IN_TIME._replace(late=True)),
    unit_day(None),
    unit_day(None),
    unit_day(IN_TIME._replace(corrected=True)),
    unit_day(IN_TIME._replace(unchanged=True)),
    unit_day(None, is_open=False),
    judge_day(None, is_unit=False, is_open=False, is_due=True),
    unit_day(None, is_due=False),
)


def parse(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 (our own)


def paths(picture: str) -> dict[str, str]:
    return {path.attrib["class"]: path.attrib["d"] for path in parse(picture).iter("path")}


def test_every_state_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == set(UnitState) - {UnitState.NO_UNIT}
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert all("heat--" in draw_key(state) for state in SHAPES)


def test_a_unit_has_a_cell_for_each_day_and_none_where_it_is_no_unit() -> None:
    picture = draw_unit_days(DAYS, "Words & more", LINKS)
    found = parse(picture)
    assert found.attrib["aria-label"] == "Words & more"
    assert found.attrib["width"] == str(PITCH * len(DAYS))
    drawn = paths(picture)
    assert set(drawn) == {f"heat--{state.value.replace('_', '-')}" for state in SHAPES}
    assert drawn["heat--missing"].startswith(f"M{2 * PITCH} 0")
    assert drawn["heat--missing"].count(SHAPES[UnitState.MISSING]) == 2
    assert f"M{7 * PITCH} 0" not in "".join(drawn.values())


def test_an_area_is_filled_as_far_as_its_units_reported() -> None:
    rates = [
        Rates(expected=4, received=3, on_time=2),
        Rates(expected=4, received=4, on_time=4),
        Rates(expected=4),
        Rates(),
        Rates(),
    ]
    days = [AreaDay(rates=each, waiting=at == 4) for at, each in enumerate(rates)]
    drawn = paths(draw_area_days(days, "Area", LINKS))
    half, quarter = CELL / 2, CELL / 4
    assert drawn["heat--on-time"] == f"M0 7h14v{half:g}h-14zM16 0h14v14h-14z"
    assert drawn["heat--late"] == f"M0 {CELL - half - quarter:g}h7v{quarter:g}h-7z"
    assert drawn["heat--outline"].count("M") == 3
    assert drawn["heat--closed"].startswith(f"M{3 * PITCH} 0")
    assert drawn["heat--waiting"].startswith(f"M{4 * PITCH} 0")


def test_cells_with_a_report_lead_to_it() -> None:
    picture = parse(draw_unit_days(DAYS, "Unit", LINKS))
    links = {link.attrib["href"]: link for link in picture.iter("a")}
    assert list(links) == [f"/days/2024-08-{at:02}?a&b" for at in (6, 7, 10, 11)]
    late = links["/days/2024-08-07?a&b"]
    assert late.attrib["aria-label"] == "7 Aug: late"
    assert late[0].attrib["x"] == str(PITCH - 1)
    assert picture.attrib["role"] == "group"


def test_cells_of_areas_lead_to_the_reports_where_there_are_any() -> None:
    rates = [Rates(expected=4), Rates(expected=4, received=3, on_time=2)]
    days = [AreaDay(rates=each, waiting=False) for each in rates]
    (link,) = parse(draw_area_days(days, "Area", LINKS)).iter("a")
    assert link.attrib["aria-label"] == "7 Aug: 3 of 4"


def test_a_row_without_any_report_is_a_picture() -> None:
    assert parse(draw_unit_days(DAYS[2:4], "Silent", LINKS)).attrib["role"] == "img"


@pytest.mark.parametrize(("count", "ending"), [(LONG, ""), (LONG + 1, "--long")])
def test_many_days_are_scrolled_instead_of_made_small(count: int, ending: str) -> None:
    for picture in (draw_unit_days(DAYS[:1] * count, "", LINKS), draw_day_heads(FIRST, count)):
        last_class = parse(picture).attrib["class"].split()[-1]
        assert last_class.partition("--")[2] == ending.removeprefix("--")


def test_neither_none_nor_all_of_many_units_looks_like_it() -> None:
    few = AreaDay(rates=Rates(expected=900, received=1, on_time=1), waiting=False)
    nearly = AreaDay(rates=Rates(expected=900, received=899, on_time=899), waiting=False)
    drawn = paths(draw_area_days([few, nearly], "Area", LINKS))
    assert drawn["heat--on-time"] == "M0 13h14v1h-14zM16 1h14v13h-14z"


def test_days_are_named_with_their_months() -> None:
    picture = parse(draw_day_heads(date(2024, 8, 30), 4))
    assert [text.text for text in picture.iter("text")] == ["Aug", "30", "31", "Sep", "1", "2"]
    assert picture.attrib["aria-hidden"] == "true"


def test_a_units_days_are_told_in_words() -> None:
    assert describe_unit_days(DAYS, FIRST) == (
        "4 of 6 reports received, 3 on time. Late: 7 Aug. Missing: 8 Aug to 9 Aug. "
        "Corrected: 10 Aug. Unchanged: 11 Aug"
    )


def test_days_that_follow_each_other_are_one_stretch() -> None:
    days = [FIRST + timedelta(days=at) for at in (0, 1, 2, 4)]
    assert phrase_days(days) == "6 Aug to 8 Aug, 10 Aug"


def test_rates_in_words() -> None:
    assert phrase_rates(Rates()) == "Not expected to report"
    assert phrase_rate(899, 900) == "over 99%"
    assert phrase_rate(0, 0) is None


@pytest.mark.parametrize(
    ("silent", "said"),
    [
        ([], "Every unit has sent the last report that was due."),
        (
            [Silence("Hall", 1, has_reported=True)],
            "1 of 5 units has not sent the last report that was due, Hall for longest: 1 day.",
        ),
        (
            [
                Silence(name, days, has_reported=True)
                for name, days in (("Hall", 12), ("School", 1))
            ],
            "2 of 5 units have not sent the last report that was due, Hall for longest: 12 days.",
        ),
        (
            [Silence("Hall", 4, has_reported=False)],
            (
                "1 of 5 units has not sent the last report that was due, Hall for longest: "
                "4 days, without any report yet."
            ),
        ),
        (
            [
                *(Silence(name, 4, has_reported=False) for name in ("Hall", "School")),
                Silence("Tent", 4, has_reported=True),
            ],
            (
                "3 of 5 units have not sent the last report that was due, 2 of them for longest: "
                "4 days, without any report yet."
            ),
        ),
        (
            [Silence("Hall", 1, has_reported=True), Silence("School", 1, has_reported=True)],
            "2 of 5 units have not sent the last report that was due, each for 1 day.",
        ),
    ],
)
def test_the_whole_in_words(silent: list[Silence], said: str) -> None:
    rates = Rates(expected=50, received=45, on_time=40)
    days = FIRST, date(2024, 8, 20)
    assert describe_completeness(rates, *days, units=5, silent=silent, paused=0) == (
        "From 6 August to 20 August 2024, 45 of 50 reports that were due arrived (90%), "
        f"40 on time (80%). {said}"
    )


@pytest.mark.parametrize(
    ("units", "others", "said"),
    [
        (5, 1, " 1 more reported in a part of these days only, or no report is due of it yet."),
        (0, 1, " 1 unit reported in a part of these days only, or no report is due of it yet."),
        (0, 2, " 2 units reported in a part of these days only, or no report is due of them yet."),
    ],
)
def test_the_units_of_the_table_add_up(units: int, others: int, said: str) -> None:
    told = describe_completeness(
        Rates(), FIRST, FIRST, units=units, silent=[], paused=0, others=others
    )
    assert told.endswith(said)


def test_before_the_first_deadline_nothing_is_due() -> None:
    said = describe_completeness(Rates(), FIRST, FIRST, units=5, silent=[], paused=0)
    assert said == "On 6 August 2024, no report was due."


@pytest.mark.parametrize(
    ("units", "paused", "said"),
    [
        (0, 4, " 4 units are closed or on standby: no report is due of them."),
        (5, 1, " 1 further unit is closed or on standby: no report is due of it."),
        (5, 3, " 3 further units are closed or on standby: no report is due of them."),
    ],
)
def test_units_that_pause_are_told(units: int, paused: int, said: str) -> None:
    rates = Rates(expected=5, received=5, on_time=5) if units else Rates()
    whole = describe_completeness(rates, FIRST, FIRST, units=units, silent=[], paused=paused)
    assert whole.endswith(f".{said}")
