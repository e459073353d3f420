"""Exports in the humanitarian exchange language, read by its own library."""

import io
from itertools import product

import hxl
import pytest
from hxl.model import TagPattern
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.exchange.exporting.asking import ask, on, read_csv, read_json, send
from tests.histories import REGION, SPLIT, WHOLE
from tracker.domain.breakdown import STANDARD_BANDS
from tracker.domain.counts import Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.exporting import Content, Format, Rows
from tracker.exchange.exporting.hxl_tags import (
    PLACE_TAGS,
    REPORT_TAGS,
    Bound,
    tag_count,
    tag_part,
)
from tracker.exchange.meanings import Group, list_forms
from tracker.store.places import PlaceRow

ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
WANTED = {
    (Indicator.PRESENT, Form.LEVEL): "#affected+idps+ind+stock",
    (Indicator.ARRIVALS, Form.NEW): "#affected+idps+ind+arrivals+new",
    (Indicator.DEPARTURES, Form.NEW): "#affected+idps+ind+departures+new",
    (Indicator.EVACUATED, Form.TOTAL): "#affected+evacuated+ind+cumulative",
    (Indicator.SHELTERED, Form.LEVEL): "#affected+idps+incamp+ind+stock",
    (Indicator.CAPACITY, Form.LEVEL): "#capacity+shelter+ind+num",
    (Indicator.CAPACITY_STANDBY, Form.LEVEL): "#capacity+shelter+ind+num+planned",
    (Indicator.KILLED, Form.NEW): "#affected+killed+new",
    (Indicator.KILLED, Form.TOTAL): "#affected+killed+cumulative",
    (Indicator.INJURED, Form.TOTAL): "#affected+injured+cumulative",
    (Indicator.HOSPITALISED, Form.TOTAL): "#affected+injured+hospitalised+cumulative",
    (Indicator.MISSING, Form.LEVEL): "#affected+missing+cumulative",
}
MEASURES = [(indicator, form) for indicator in Indicator for form in list_forms(indicator)]
EVERY_TAG = [
    *PLACE_TAGS.values(),
    *REPORT_TAGS.values(),
    *(tag_count(*measure, bound) for measure in MEASURES for bound in (None, *Bound)),
]


@pytest.mark.parametrize(("indicator", "form"), WANTED)
def test_counts_have_the_tags_of_the_table(indicator: Indicator, form: Form) -> None:
    assert tag_count(indicator, form) == WANTED[indicator, form]


def test_places_and_reports_have_the_tags_of_the_table() -> None:
    assert {*PLACE_TAGS.values(), *REPORT_TAGS.values()} == {
        "#country+name",
        "#adm1+name",
        "#adm1+code+v_pcode",
        "#adm1+code+national",
        "#adm2+name",
        "#adm2+code+v_pcode",
        "#adm2+code+national",
        "#loc+shelter+name",
        "#loc+shelter+code",
        "#date+occurred",
        "#date+reported",
        "#meta+source",
        "#meta+id",
        "#status+name",
        "#indicator+qualifier+text",
        "#indicator+qualifier+form",
    }


def test_each_column_has_a_tag_of_its_own_that_the_library_understands() -> None:
    assert len(set(EVERY_TAG)) == len(EVERY_TAG)
    for tag in EVERY_TAG:
        pattern = TagPattern.parse(tag)
        assert pattern.tag == tag.partition("+")[0]
        assert len(pattern.include_attributes) == tag.count("+"), tag


@pytest.mark.parametrize(("sex", "band"), [*product(Sex, STANDARD_BANDS)], ids=str)
def test_parts_have_tags_of_their_own_that_mean_them(sex: Sex, band: object) -> None:
    told = Part(sex=sex, age_from=band.age_from, age_to=band.age_to, value=1)  # type: ignore[attr-defined]
    tag = tag_part(Indicator.PRESENT, Form.LEVEL, told)
    assert len(TagPattern.parse(tag).include_attributes) == tag.count("+")
    meaning = explain_tag(found) if (found := read_tag(tag)) else None
    assert meaning is not None
    assert meaning.measure is not None
    assert meaning.measure.indicator is Indicator.PRESENT
    # A part is never one of all sexes or ages, which would be a sum of others when it is read.
    assert meaning.measure.group == Group(sex=sex, age_from=told.age_from, age_to=told.age_to)


def test_children_of_a_sex_and_age_are_tagged_as_the_standard_does() -> None:
    girls = Part(sex=Sex.FEMALE, age_from=5, age_to=11, value=1)
    assert tag_part(Indicator.PRESENT, Form.LEVEL, girls) == "#affected+idps+f+children+age_5_11"
    children = Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=1)
    tag = tag_part(Indicator.KILLED, Form.NEW, children)
    assert tag == "#affected+killed+new+sex_unknown+children"
    old = Part(sex=Sex.MALE, age_from=60, age_to=None, value=1)
    assert tag_part(Indicator.PRESENT, Form.LEVEL, old) == "#affected+idps+m+age_60plus"


@ONE_ENGINE
@pytest.mark.parametrize("kind", [Format.HXL_CSV, Format.HXL_JSON])
def test_the_library_reads_what_is_exported(reported: Session, kind: Format) -> None:
    content = send(reported, ask(format=kind, rows=Rows.UNITS))
    source = hxl.data(io.BytesIO(content))
    rows = list(source)
    assert source.tags[:3] == ["#country", "#adm1", "#adm1"]
    seen = {
        (row.get("#adm2+name"), row.get("#date+occurred"), row.get("#status+name")): row
        for row in rows
        if row.get("#affected+idps+stock-min-max")
    }
    row = seen["Whole", "2024-08-06", "observed"]
    assert row.get("#affected+idps+stock-min-max") == "42"
    assert row.get("#affected+f+children+age_5_11") == "3"
    assert row.get("#meta+source") == "Source 1"
    assert row.get("#indicator+qualifier+text") == "exactly"


@ONE_ENGINE
def test_national_codes_are_never_told_as_p_codes(reported: Session) -> None:
    for place, codes in (
        (REGION, {"national_code": "38"}),
        (WHOLE, {"national_code": "38 620"}),
        (SPLIT, {"national_code": "38 640", "p_code": "RU38002"}),
    ):
        reported.execute(update(PlaceRow).where(PlaceRow.id == place).values(**codes))
    rows = list(hxl.data(io.BytesIO(send(reported, ask(format=Format.HXL_CSV, rows=Rows.UNITS)))))
    wanted = ("#adm2+name", "#adm1+v_pcode", "#adm1+national", "#adm2+v_pcode", "#adm2+national")
    assert {tuple(row.get(tag) for tag in wanted) for row in rows} == {
        ("Whole", None, "38", None, "38 620"),
        ("Split", None, "38", "RU38002", "38 640"),
    }


@ONE_ENGINE
def test_a_row_holds_numbers_of_one_report_mark_and_qualifier(reported: Session) -> None:
    lines = read_csv(send(reported, ask(format=Format.HXL_CSV, rows=Rows.UNITS)))
    at = next(i for i, line in enumerate(lines) if line and line[0].startswith("#"))
    tags, rows = lines[at], lines[at + 1 :]
    told = [
        {tag: cell for tag, cell in zip(tags, row, strict=True) if cell}
        for row in rows
        if row[tags.index("#adm2+name")] == "Whole" and on(1).isoformat() in row
    ]
    assert {row["#indicator+qualifier+text"] for row in told} == {
        "more than: more than three",
        "exactly",
    }
    killed = next(row for row in told if "#affected+killed+cumulative" in row)
    assert killed["#affected+killed+new"] == "3"
    assert killed["#affected+killed+cumulative+min"] == "6"
    assert "#affected+idps+ind+stock" not in killed


@ONE_ENGINE
def test_titles_stand_above_the_tags_within_their_first_rows(reported: Session) -> None:
    lines = read_json(send(reported, ask(format=Format.HXL_JSON)))
    at = next(i for i, line in enumerate(lines) if line and str(line[0]).startswith("#"))
    assert at < 25
    assert lines[0][0] == "What this file holds"
    assert lines[at - 1][0] == "Country"


@ONE_ENGINE
@pytest.mark.parametrize("content", [Content.SHELTERS, Content.SOURCES])
def test_registers_have_tags_as_well(reported: Session, content: Content) -> None:
    lines = read_csv(send(reported, ask(content, format=Format.HXL_CSV)))
    assert any(line and line[0].startswith("#") for line in lines)
