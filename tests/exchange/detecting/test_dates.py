"""Days as other people write them, decided by the column and never by the cell."""

import csv
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exchange.detecting.dates import (
    DayOrder,
    DayReading,
    NoDayWritten,
    NotADay,
    find_order,
    has_numeric_dates,
    read_day,
    read_stamps,
)
from tracker.exchange.detecting.zones import find_shift

DAY = date(2022, 2, 24)
DAY_FIRST = DayReading(order=DayOrder.DAY_FIRST)
MONTH_FIRST = DayReading(order=DayOrder.MONTH_FIRST)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2022, 2, 24, 13),  # noqa: DTZ001 -- as workbooks give it
        44616,
        44616.0,
        44616.75,
        "44616",
        20220224,
        "20220224",
        "2022-02-24",
        "2022/2/24",
        "2022.02.24",
        "2022-02-24 00:00:00",
        "2022-02-24T11:00:00.000Z",
        "2022-02-24 11:00 UTC",
        "2022-02-24T23:30:00+03:00",
        "February 24, 2022",
        "Feb 24, 2022",
        "Thursday, February 24, 2022",
        "Thursday, 24 February 2022",
        "24 February 2022",
        "24-Feb-22",
        "24th of February 2022",
        "24 февраля 2022 г.",
        "24 лютого 2022",
        "24 de febrero de 2022",
        "24 février 2022",
        "24 фев. 2022",
        "24 февр. 2022 г.",
        "24 лют. 2022 р.",
        "24 févr. 2022",
        "24 февраля 2022 года, чт, в 18:00",
        "24 лютого 2022 року о 18:00",
        "Чт, 24.02.2022",
        "Thu Feb 24, 2022 11:30 pm",
        "24 February 2022 (Thursday)",
        "24 February 2022 24:00",
        "24 February 2022, 23:30 UTC",
        "24 Feb 22 9:05 a.m.",
        "2022-02-24 12:00:00,5 GMT+3",
        "2022-02-24 10:00 МСК",
        "24.02.2022 10:00 по мск",
        "24 февраля 2022 г., 10:00 (МСК)",
        "Feb 24, 2022 10:00 PM MSK",
        "2022-02-24T10:00:00EEST",
        "2022-02-24 10:00 cet",
        "2022–02–24",
        "٢٤ February ٢٠٢٢",
        " 24 February 2022 ",
    ],
)
def test_days_are_read_in_many_forms(cell: Any) -> None:
    assert read_day(cell, DAY_FIRST) == DAY


@pytest.mark.parametrize(
    "cell", ["24/02/2022", "24.02.2022", "24-02-22", "24.02.2022 г.", "24/02/2022 10:30"]
)
def test_numeric_dates_follow_the_order_of_the_column(cell: str) -> None:
    assert read_day(cell, DAY_FIRST) == DAY
    with pytest.raises(NotADay, match="day 2 of month 24 of 2022"):
        read_day(cell, MONTH_FIRST)


def test_a_time_of_day_with_a_zone_is_a_day_of_the_zone_that_is_asked_for() -> None:
    late, early = "23 February 2022, 11:30 PM UTC", "25.02.2022 12:30 a.m. GMT"
    assert read_day(late, DayReading(zone="Europe/Moscow")) == DAY
    assert read_day(early, DayReading(zone="America/Caracas", order=DayOrder.DAY_FIRST)) == DAY
    assert read_day(late) == date(2022, 2, 23)


@pytest.mark.parametrize(
    ("letters", "offset"),
    [
        *((zone, "+00:00") for zone in ("UTC", "GMT", "gmt", "WET")),
        *((zone, "+01:00") for zone in ("CET", "WEST")),
        *((zone, "+02:00") for zone in ("EET", "CEST", "Eet")),
        *((zone, "+03:00") for zone in ("EEST", "MSK", "МСК", "мск")),
    ],
)
def test_zones_in_letters_are_those_of_their_hours(letters: str, offset: str) -> None:
    for moment in ("2024-08-20 23:30", "2024-08-20 00:30"):
        for zone in ("Europe/Moscow", "Europe/London", "Pacific/Auckland"):
            told = read_day(f"{moment} {letters}", DayReading(zone=zone))
            assert told == read_day(f"{moment}:00{offset}", DayReading(zone=zone))
        assert read_stamps([f"{moment} ({letters})"]) == read_stamps([f"{moment}:00{offset}"])


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2024-08-20 10:00 IST", "“IST” could be the time of India, Israel or Ireland"),
        ("20 August 2024, 10:00 pm (cst)", "“cst” could be the time of America, China or Cuba"),
        ("20.08.2024 10:00 BST", "“BST” could be the time of Britain or Bangladesh"),
        ("2024-08-20 10:00 YEKT", "“YEKT” is no zone that is known here"),
    ],
)
def test_letters_that_are_several_zones_or_none_are_refused(cell: str, why: str) -> None:
    with pytest.raises(NotADay) as refused:
        read_day(cell, DAY_FIRST)
    said = f"Write the zone by its hours, as 10:00 UTC+3: {why}; this is “{cell}”"
    assert str(refused.value) == said
    assert read_stamps([cell]) == []


@pytest.mark.parametrize(
    "cell",
    [
        *("2024-08-20 10:00 МСК+2", "2024-08-20 10:00 МСК)", "2024-08-20 10:00 soon"),
        *("2024-08-20 МСК", "2024-08-20 to 10:00 IST", "10:00 IST", "IST", "2024-08-20 IST"),
    ],
)
def test_letters_with_anything_else_are_no_zone(cell: str) -> None:
    with pytest.raises(NotADay, match="Enter a day, such as 2024-08-07; this is"):
        read_day(cell)


def test_the_same_cell_is_two_days_in_two_columns() -> None:
    assert read_day("03/04/2022", DAY_FIRST) == date(2022, 4, 3)
    assert read_day("03/04/2022", MONTH_FIRST) == date(2022, 3, 4)


def test_an_ambiguous_cell_is_never_guessed() -> None:
    with pytest.raises(NotADay, match="day or month comes first in 03/04/2022"):
        read_day("03/04/2022")
    assert read_day("04/04/2022") == date(2022, 4, 4)


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        (["03/04/2022", "25/04/2022"], {DayOrder.DAY_FIRST}),
        (["03/04/2022", "04/25/2022"], {DayOrder.MONTH_FIRST}),
        (["03/04/2022", None, 5, "x"], set(DayOrder)),
        (["25/04/2022", "04/25/2022"], set()),
    ],
)
def test_unambiguous_cells_decide_for_the_column(cells: list[Any], orders: set[DayOrder]) -> None:
    assert find_order(cells) == orders


def test_only_numeric_dates_need_an_order() -> None:
    assert has_numeric_dates(["03/04/2022"])
    assert not has_numeric_dates(["04/04/2022", "2022-04-03", None])


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, "Enter the day"),
        ("", "Enter the day"),
        ("soon", "“soon”"),
        ("12 Brumaire 2022", "Brumaire"),
        ("Brumaire 12, 2022", "Brumaire"),
        (2022, "the number 2022"),
        ("2022", "the number 2022"),
        ("31 February 2022", "a day that exists"),
        ("2022-13-01", "a day that exists"),
        ("2022-02-30T11:00", "a day that exists"),
        ("2022-02-24T99:00Z", "a day"),
        (True, "“True”"),
        ("6 August 18:00", "“6 August 18:00”"),
        ("6 August 24:00", "a day"),
        ("5 May 10 AM", "a day"),
        ("6 August 2024 25:00", "a day"),
        ("6 August 2024 24:01", "a day"),
        ("6 August 2024 24:00 UTC", "a day"),
        ("6 August 2024 13:00 pm", "a day"),
        ("6 August 2024 10:61", "a day"),
        ("6 August 2024T", "a day"),
        ("6 August 2024 10:00+15:00", "a day"),
        ("2024-08-06 10:00 UTC+15", "a day"),
        ("6 August 2024 10:00-11:00", "a day"),
        ("6 August 202", "a day"),
        ("6 August 20210:00", "a day"),
        ("12.08.20240:00", "a day"),
        ("6 August 2024*", "a day"),
        ("6 August 2024, Sudzha", "a day"),
        ("6 August 2024 Tuesday Tuesday", "a day"),
        ("Sudzha, 6 August 2024", "a day"),
        ("2024-08-2²", "“2024-08-2²”"),
        ("①2.08.2024", "a day"),
        ("6 August 0204", "a day that exists, not day 6 of month 8 of 204"),
        ("9999-12-31T23:59:59Z", "a day that exists"),
        ("0001-01-01 00:00 UTC", "a day that exists"),
        (10**400, "the number"),
        ("20240806" * 50, "the number"),
        (20240806.5, "the number"),
        (float("nan"), "the number nan"),
    ],
)
def test_what_is_no_day_is_refused_in_words(cell: Any, words: str) -> None:
    with pytest.raises(NotADay, match=words):
        read_day(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "12 August 2024 - 18 August 2024",
        "12 августа 2024 – 18 августа 2024",
        "1 March 2022 to 7 March 2022",
        "01.03.2022-07.03.2022",
        "01.03-07.03.2022",
        "2022-03-01/2022-03-07",
        "12-18 August 2024",
        "August 12–18, 2024",
        "с 12 по 18 августа 2024 г.",
        "from 12 August until 18 August 2024",
        "12 August 2024 and 13 August 2024",
        "week of 12 August 2024",
        "неделя 12.08.2024",
        "Week 33",
        "Q3 2024",
        "August 2024",
        "август 2024 г.",
        "2024-08",
        "08.2024",
    ],
)
def test_a_period_is_no_day_and_is_told_so(cell: str) -> None:
    with pytest.raises(NotADay, match=f"one day.*“{re.escape(cell.replace('–', '-'))}.*several"):
        read_day(cell, DAY_FIRST)


@pytest.mark.parametrize("cell", ["soon", "12 Brumaire 2022", "UA-12-34", "School 5, to be told"])
def test_what_is_neither_day_nor_period_is_not_called_a_period(cell: str) -> None:
    with pytest.raises(NotADay, match=r"^Enter a day"):
        read_day(cell)


FORMS = (
    "{day:%Y-%m-%d}",
    "{day:%Y/%m/%d}",
    "{day:%Y.%m.%d}",
    "{day:%Y%m%d}",
    "{day:%d.%m.%Y}",
    "{day:%d-%m-%Y}",
    "{day:%A}, {day.day} {day:%B} {day.year}",
    "{day:%a} {day:%d.%m.%Y}",
    "{day:%B} {day.day}, {day.year}",
    "{day.day}th of {day:%b}. {day.year}",
    "{day.day} de {spanish} de {day.year}",
    "{day.day} {russian} {day.year} г.",
)
TIMES = ("", " 00:00", "T23:59:59", " 9:05", ", 11:30 PM", " 24:00", " 10:00 UTC", "T10:00:00.250Z")
TIMES_IN_ZONES = (" 10:00 МСК", " 11:30 p.m. (EEST)", " 9:05 по мск")
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
JUNK = ("²", "*", "x", "1", " 1", " - 1", " (p)", " and", ":0", "?", " 12 August 2024", " Sudzha")


def write(day: date, form: str) -> str:
    names = {name: months.split()[day.month - 1] for name, months in MONTHS_OF.items()}
    return form.format(day=day, **names)


MONTHS_OF = {"spanish": SPANISH, "russian": RUSSIAN}


@settings(max_examples=100)
@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_every_day_is_read_back_in_every_form_and_nothing_beside_it(day: date, form: str) -> None:
    text = write(day, form)
    for clock in (*TIMES, *TIMES_IN_ZONES) if "%Y%m%d" not in form else ("",):
        if clock.startswith("T") and not text[-1].isdigit():
            continue
        assert read_day(text + clock, DAY_FIRST) == day
        for junk in JUNK:
            with pytest.raises(NotADay) as refused:
                read_day(text + clock + junk, DAY_FIRST)
            assert "such as 2024-08-07" in str(refused.value)
    assert read_day((day - date(1899, 12, 30)).days) == day
    assert read_day(f"{day:%m/%d/%Y}", MONTH_FIRST) == day


@settings(max_examples=300)
@given(
    st.datetimes(datetime(1901, 1, 1), datetime(2198, 1, 1)),  # noqa: DTZ001
    st.sampled_from(["", "Z", "+00:00", "+03:00", "-09:30", "+13:45"]),
    st.sampled_from(["Europe/Moscow", "Pacific/Auckland", "America/Caracas", None]),
    st.sampled_from(["T", " "]),
)
def test_stamps_of_programs_and_of_people_are_the_same_moment(
    moment: datetime, offset: str, zone: str | None, between: str
) -> None:
    stamp = f"{moment:%Y-%m-%d}{between}{moment:%H:%M:%S}{offset}"
    people = f"{moment.day} {moment:%B} {moment.year}, {moment:%H:%M:%S}"
    people += f" UTC{offset.replace('Z', '')}" if offset else ""
    reading = DayReading(zone=zone)
    assert read_day(stamp, reading) == read_day(people, reading)
    # A space keeps a stamp from being read fast.
    assert read_day(stamp, reading) == read_day(f"{stamp[:19]} {offset}".strip(), reading)
    assert read_stamps([stamp]) == read_stamps([people])


PIECES = st.sampled_from(
    [
        *("1", "12", "24", "31", "2024", "08", "²", "٣", "½", " ", ".", "-", "/", ":", ",", "–"),
        *("August", "августа", "May", "Mon", "чт", "г.", "года", "week", "to", "по", "and", "at"),
        *(
            "T",
            "Z",
            "UTC",
            "+03:00",
            "МСК",
            "IST",
            "EEST",
            "10:00",
            "24:00",
            "pm",
            "(",
            ")",
            "’",
            "th",
            "de",
            "of",
        ),
    ]
)


@settings(max_examples=1000)
@given(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=10).map("".join)))
def test_any_text_is_a_day_or_refused_never_worse(text: str) -> None:
    for reading in (DAY_FIRST, MONTH_FIRST, DayReading(zone="Pacific/Kiritimati")):
        with suppress(NotADay):
            assert read_day(text, reading).year > 1899
    assert str(NoDayWritten(text)).startswith(("Enter", "Write the zone"))
    read_stamps([text])
    find_shift([text], home="America/Adak")


def test_only_moments_with_time_and_zone_are_stamps() -> None:
    cells = ["2023-11-06T11:00Z", "2023-11-06", "2023-11-06T11:00", "2023-11-06T00:00Z", None, 5]
    cells += ["03/04/2022 10:00 UTC", "31 June 2022 10:00 UTC", "6 August 2024 9:00"]
    assert [stamp.hour for stamp in read_stamps(cells)] == [11]


def test_moments_that_are_midnight_elsewhere_are_days_there() -> None:
    shift = find_shift(["2024-08-06T21:00:00Z", "2024-08-07T21:00:00Z"], home="Europe/Moscow")
    assert shift is not None
    assert (shift.zone, shift.written, shift.meant) == (
        "Europe/Moscow",
        date(2024, 8, 6),
        date(2024, 8, 7),
    )
    found = find_shift(["2024-08-06T21:00:00Z"])
    assert found is not None
    assert found.meant == date(2024, 8, 7)


def test_moments_at_any_time_are_no_days() -> None:
    assert find_shift(["2024-08-06T21:13:00Z", "2024-08-06T07:48:00Z"]) is None
    assert find_shift(["2024-08-06", None]) is None


def test_indian_events_are_a_day_early_if_their_stamps_are_cut(shared_data: Path) -> None:
    file = shared_data / "idmc_displacement_events_india_2023_hxl.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        events = list(csv.DictReader(lines))[1:]
    stamps = [event["displacement_date"] for event in events]
    shift = find_shift(stamps, home="Asia/Kolkata")
    assert len(events) == 113
    assert shift is not None
    assert shift.zone == "Pacific/Auckland"
    told = 0
    for event in events:
        words = re.search(r", (\d\d \w+) - (\d\d \w+)\.", event["description"])
        if words is None:
            continue
        told += 1
        meant = read_day(f"{words[1]} 2023")
        cut = read_day(event["displacement_start_date"])
        turned = read_day(event["displacement_start_date"], DayReading(zone=shift.zone))
        assert (meant - cut).days == 1
        assert turned == meant
    assert told > 50
