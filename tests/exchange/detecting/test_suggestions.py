"""What columns probably are: by their words in two languages, their tags, and what they hold."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.tables import Cells, survey
from tracker.exchange.detecting import Layout, suggest, suggest_indicators, survey_table
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.detecting.words import explain_measure
from tracker.exchange.meanings import NOT_USED, Role, read_meaning
from tracker.exchange.reading import Limits, open_file


def used(rows: Cells | str) -> dict[str, str]:
    found = suggest(survey(rows))
    return {name: m.words for name, m in found.meanings.items() if m != NOT_USED}


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("Arrivals", "arrivals new"),
        ("daily_refugees", "arrivals new"),
        ("cumulative_refugees", "arrivals total so far"),
        ("Прибыло за сутки", "arrivals new"),
        ("Прибыло всего", "arrivals total so far"),
        ("Убыло", "departures new"),
        ("IDPs present", "present"),
        ("IDP households", "present in households"),
        ("Вынужденно перемещённые лица", "present"),
        ("Размещено в ПВР", "sheltered"),
        ("OCCUPIED_BEDS", "sheltered"),
        ("SERVICE_USER_COUNT", "sheltered"),
        ("CAPACITY_ACTUAL_BED", "capacity"),
        ("Мест", "capacity"),
        ("Резервные места", "capacity_standby"),
        ("killed_cum", "killed total so far"),
        ("Погибло", "killed new"),
        ("Ранено (нарастающим итогом)", "injured total so far"),
        ("Taken to hospital", "hospitalised new"),
        ("In hospital", None),
        ("Пропали без вести", "missing"),
        ("Evacuated to date", "evacuated total so far"),
        ("IDPs female 0-4", "present, female, 0 to 4"),
        ("Present: boys", "present, male, 0 to 17"),
        ("IDPs 60+", "present, 60 and older"),
        ("Прибыло женщин", "arrivals new, female"),
        ("OCCUPANCY_RATE_BEDS", None),
        ("UNOCCUPIED_BEDS", None),
        ("CAPACITY_ACTUAL_ROOM", None),
        ("Свободно мест", None),
        ("Notes", None),
    ],
)
def test_heads_of_both_languages_are_understood(head: str, meaning: str | None) -> None:
    found = explain_measure(head)
    assert (found.words if found else None) == meaning
    if meaning:
        assert read_meaning(meaning) == found


@pytest.mark.parametrize(
    ("tag", "meaning"),
    [
        ("#affected+idps+ind+stock", "present"),
        ("#affected+idps+ind+arrivals+new", "arrivals new"),
        ("#affected+idps+ind+departures+new", "departures new"),
        ("#affected+evacuated+ind+cumulative", "evacuated total so far"),
        ("#affected+idps+incamp+ind+stock", "sheltered"),
        ("#affected+idps+hh", "present in households"),
        ("#affected+sheltered", "sheltered"),
        ("#affected+displaced", "arrivals new"),
        ("#affected+idps+new", "arrivals new"),
        ("#affected+idps+new+f", "arrivals new, female"),
        ("#affected+idps+cumulative", None),
        ("#affected+idps+present+new", None),
        ("#affected+sheltered+new", None),
        ("#affected+idps+incamp+cumulative", None),
        ("#affected+missing+new", None),
        ("#affected+missing+cumulative", "missing"),
        ("#capacity+shelter+ind+num", "capacity"),
        ("#capacity+shelter+planned", "capacity_standby"),
        ("#affected+killed+new", "killed new"),
        ("#affected+injured+cumulative", "injured total so far"),
        ("#affected+injured+hospitalised+cumulative", "hospitalised total so far"),
        ("#affected+missing", "missing"),
        ("#affected+idps+f+children+age_5_11", "present, female, 5 to 11"),
        ("#affected+idps+children", "present, 0 to 17"),
        ("#affected+idps+age60plus", "present, 60 and older"),
        ("#affected+idps+m", "present, male"),
        ("#adm2+code+v_pcode", "area"),
        ("#adm2+code+national", "area"),
        ("#adm1+code+national", "area above"),
        ("#adm1+name", "area above"),
        ("#loc+shelter+name", "shelter"),
        ("#date+occurred", "day"),
        ("#meta+source", "source"),
        ("#org", "source"),
        ("#affected+idps+ind+stock+min", None),
        ("#affected+pct", None),
        ("#affected", None),
        ("#capacity+rooms", None),
        ("#capacity+shelter+ind+num+min", None),
        ("#date+reported", None),
        ("#meta+url", None),
    ],
)
def test_tags_are_understood(tag: str, meaning: str | None) -> None:
    read = read_tag(tag)
    assert read is not None
    found = explain_tag(read)
    assert (found.words if found else None) == meaning


def test_a_column_is_a_count_only_if_it_holds_numbers() -> None:
    rows: Cells = [
        ["Date", "Arrivals", "Present"],
        ["2024-08-07", "see note", 5],
        ["2024-08-08", "x", 7],
    ]
    assert used(rows) == {"Date": "day", "Present": "present"}


def test_a_column_is_a_day_only_if_it_holds_days() -> None:
    rows: Cells = [["Date", "Day", "Arrivals"], ["soon", "7.08.2024", 5], ["later", "8.08.2024", 5]]
    assert used(rows) == {"Day": "day", "Arrivals": "arrivals new"}


def test_a_word_of_totals_does_not_spoil_the_column_of_days() -> None:
    rows = "Дата;Район;Размещено\n01/09/2024;Льгов;11\n02/09/2024;Льгов;12\nИТОГО;;23\n"
    assert used(rows) == {"Дата": "day", "Район": "area", "Размещено": "sheltered"}
    assert used("Дата;Размещено\nИТОГО;23\nВсего;23\n") == {"Размещено": "sheltered"}


def test_a_tag_does_not_make_words_a_count() -> None:
    assert used("Noted,Value\n#affected+idps,#meta\nx,x\ny,y\n") == {}
    assert used("Noted,Value\nx,x\ny,y\n") == {}


def test_empty_columns_and_addresses_are_not_used() -> None:
    rows: list[list[str | int | None]] = [
        ["District", "Shelter address", "Shelter", "Source", "Present"]
    ]
    rows += [["Sudzha", "Lenin street", "School 1", None, 5], ["Sudzha", "x", "School 2", None, 7]]
    assert used(rows) == {"District": "area", "Shelter": "shelter", "Present": "present"}


def test_where_nothing_names_a_district_the_region_is_the_area() -> None:
    assert used("Region,Country,Arrivals\nKursk,Russia,5\nBryansk,Russia,7\n") == {
        "Region": "area",
        "Arrivals": "arrivals new",
    }


def test_codes_that_only_some_areas_have_do_not_name_the_areas() -> None:
    rows: Cells = [
        ["#adm1+name", "#adm2+name", "#adm2+code+v_pcode", "#date", "#affected+idps"],
        ["West", "Central", "W1", "2024-08-07", 1],
        ["West", "North", "W2", "2024-08-07", 2],
        ["East", "Central", "E1", "2024-08-07", 3],
        ["East", "North", None, "2024-08-07", 4],
    ]
    assert used(rows)["#adm2+name"] == "area"
    rows = [*rows[:-1], ["East", "North", "E2", "2024-08-07", 4]]
    assert used(rows)["#adm2+code+v_pcode"] == "area"


def test_of_columns_that_count_the_same_one_is_kept_and_the_others_are_named() -> None:
    found = suggest(survey("Day,Killed,Killed total,Dead\n2024-08-07,1,5,1\n2024-08-08,2,7,\n"))
    assert {n for n, m in found.meanings.items() if m.role is Role.COUNT} == {"Killed total"}
    assert found.rivals == {"Killed total": ("Killed", "Dead")}


def test_of_tagged_flows_what_is_new_is_kept() -> None:
    """People present are reckoned from arrivals, for which a first total says too little."""
    heads = "New,So far,Dead new,Dead so far\n"
    tags = "#affected+arrivals+new,#affected+arrivals+cumulative,#affected+killed+new"
    found = suggest(survey(f"{heads}{tags},#affected+killed+cumulative\n5,5,1,1\n2,7,1,2\n"))
    kept = {name for name, meaning in found.meanings.items() if meaning.measure}
    assert kept == {"New", "Dead so far"}


def test_parts_of_what_is_new_are_no_parts_of_a_total_so_far() -> None:
    found = suggest(survey("Killed total,Killed new children,Missing,Missing children\n5,1,3,2\n"))
    assert [meaning.words for meaning in found.meanings.values()] == [
        "killed total so far",
        "not used",
        "missing",
        "missing, 0 to 17",
    ]


def test_parts_are_no_rivals_of_their_whole() -> None:
    found = suggest(survey("Present,Present female,Present male\n5,2,3\n9,4,5\n"))
    assert found.rivals == {}
    assert [m.words for m in found.meanings.values()] == [
        "present",
        "present, female",
        "present, male",
    ]


def test_a_row_for_each_count_is_told_by_its_column_of_indicators() -> None:
    rows = "Date,District,Indicator,Value,Kind\n"
    rows += "2024-08-07,Sudzha,Arrivals,5,x\n2024-08-07,Sudzha,IDPs present,9,x\n"
    assert suggest(survey(rows)).layout is Layout.ROWS
    assert used(rows) == {
        "Date": "day",
        "District": "area",
        "Indicator": "indicator",
        "Value": "number",
    }


def test_a_column_for_each_day_is_told_by_its_heads() -> None:
    rows = "District,Indicator,2024-08-07,2024-08-08,2024-08-09\nSudzha,Arrivals,5,7,9\n"
    rows += "Sudzha,Present,50,70,90\n"
    assert suggest(survey(rows)).layout is Layout.DAYS
    assert used(rows) == {"District": "area", "Indicator": "indicator"}


def test_a_column_called_indicator_without_any_is_none() -> None:
    rows = "Date,Indicator,Arrivals\n2024-08-07,red,5\n2024-08-08,green,7\n"
    assert suggest(survey(rows)).layout is Layout.COLUMNS
    assert used(rows) == {"Date": "day", "Arrivals": "arrivals new"}


def test_words_and_codes_of_indicators_are_understood() -> None:
    found = suggest_indicators(["Killed so far", "capacity_standby", "evacuated", "Rainfall"])
    assert [meaning.words for meaning in found.values()] == [
        "killed total so far",
        "capacity_standby",
        "evacuated new",
        "not used",
    ]
    assert suggest_indicators(["present"])["present"].words == "present"


@given(st.permutations(["Район", "Дата", "Прибыло", "Мест", "Размещено", "Примечание"]))
def test_shuffled_columns_keep_their_meanings(order: list[str]) -> None:
    values: dict[str, list[str | int]] = {
        "Район": ["Суджа", "Льгов"],
        "Дата": ["07.08.2024", "08.08.2024"],
        "Прибыло": ["1 204", "н/д"],
        "Мест": [50, 60],
        "Размещено": [">40", "60"],
        "Примечание": ["нет", "да"],
    }
    rows: list[list[Any]] = [order, *([values[name][at] for name in order] for at in (0, 1))]
    assert (
        used(rows)
        == {
            "Район": "area",
            "Дата": "day",
            "Прибыло": "arrivals new",
            "Мест": "capacity",
            "Размещено": "sheltered",
        }
        | {}
    )


@pytest.mark.parametrize(
    ("file", "meanings"),
    [
        (
            "toronto_shelter_occupancy_2024.csv",
            {
                "OCCUPANCY_DATE": "day",
                "PROGRAM_NAME": "shelter",
                "SERVICE_USER_COUNT": "sheltered",
                "CAPACITY_ACTUAL_BED": "capacity",
            },
        ),
        (
            "unhcr_ukraine_arrivals_poland_daily.csv",
            {"data_date": "day", "cumulative_refugees": "arrivals total so far"},
        ),
        (
            "lebanon_casualties_daily.json",
            {
                "report_date": "day",
                "report_source": "source",
                "killed_cum": "killed total so far",
                "injured_cum": "injured total so far",
            },
        ),
        (
            "idmc_displacement_events_india_2023_hxl.csv",
            {
                "country": "area",
                "qualifier": "qualifier",
                "figure": "arrivals new",
                "displacement_date": "day",
            },
        ),
        ("kursk_oblast_districts.geojson", {"properties.district": "area"}),
    ],
)
def test_real_files_are_understood(shared_data: Path, file: str, meanings: dict[str, str]) -> None:
    book = open_file((shared_data / file).read_bytes(), file, Limits())
    found = suggest(survey_table(book.tables[0]))
    assert {n: m.words for n, m in found.meanings.items() if m != NOT_USED} == meanings


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ("Datum,District,Present\n07.08.2024,A,5\n13.08.2024,A,6\n", "Datum"),
        ("Datum,Date,Present\n07.08.2024,2024-08-08,5\n", "Date"),
        ("Datum,Changed,Present\n07.08.2024,2024-08-08,5\n", None),
        ("Nummer,District,Present\n20240807,A,5\n20240808,B,6\n", None),
        ("Datum,District,Present\nsoon,A,5\nlater,B,6\n", None),
    ],
)
def test_the_only_column_of_dates_is_the_day_if_no_head_says_so(rows: str, day: str | None) -> None:
    found = [name for name, words in used(rows).items() if words == "day"]
    assert found == ([day] if day else [])


def test_dates_that_a_tag_calls_something_else_are_not_the_day() -> None:
    rows = "Datum,District,Present\n#date+created,#adm2,#affected+idps\n2024-08-07,A,5\n"
    assert "Datum" not in used(rows)
