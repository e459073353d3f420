"""Our own exports are known by their heads, and say what becomes of them."""

import pytest

from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Findings, Layout, Survey, examine, suggest
from tracker.exchange.detecting.calendars import UNKNOWN
from tracker.exchange.detecting.own_exports import OwnExport, recognise, tag_places
from tracker.exchange.detecting.traps import ask
from tracker.exchange.exporting.hxl_tags import PLACE_TAGS
from tracker.exchange.exporting.long_values import LONG_COLUMNS
from tracker.exchange.exporting.places import PLACE_COLUMNS
from tracker.exchange.exporting.registers import AREA_COLUMNS, SHELTER_COLUMNS, SOURCE_COLUMNS
from tracker.exchange.exporting.report_rows import REPORT_COLUMNS
from tracker.exchange.exporting.tables import Column
from tracker.exchange.exporting.wide_values import list_wide_columns
from tracker.exchange.meanings import NOT_USED, Role, count_of

WIDE_COLUMNS = list_wide_columns([Indicator.KILLED, Indicator.PRESENT])
NAMED = pytest.mark.parametrize("named", ["key", "heading"])
Columns = tuple[Column, ...]


def make(columns: Columns, named: str, *, without: str = "nothing") -> Survey:
    head = [getattr(column, named) for column in columns if column.key != without]
    return survey([head, ["x"] * len(head), ["y"] * len(head)])


@NAMED
@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (LONG_COLUMNS, OwnExport.LONG),
        (WIDE_COLUMNS, OwnExport.WIDE),
        (list_wide_columns([Indicator.MISSING]), OwnExport.WIDE),
        (REPORT_COLUMNS, OwnExport.REPORTS),
        (AREA_COLUMNS, OwnExport.REGISTER),
        (SHELTER_COLUMNS, OwnExport.REGISTER),
        (SOURCE_COLUMNS, OwnExport.REGISTER),
    ],
)
def test_each_export_is_known_by_its_keys_and_its_headings(
    columns: Columns, kind: OwnExport, named: str
) -> None:
    assert recognise(make(columns, named).head) is kind


@NAMED
def test_exports_of_before_are_told_from_those_that_say_the_form(named: str) -> None:
    assert recognise(make(LONG_COLUMNS, named, without="form").head) is OwnExport.OLDER
    older = tuple(column for column in WIDE_COLUMNS if not column.key.endswith("_said_by"))
    assert recognise(make(older, named).head) is OwnExport.OLDER


def test_other_tables_are_none_of_ours() -> None:
    assert recognise(make(PLACE_COLUMNS, "key").head) is None
    tagged = "Level,Day,Units expected,Units reporting\n#meta,#date,#meta+x,#meta+y\na,b,1,2\n"
    assert recognise(survey(tagged).head) is None


@NAMED
def test_columns_of_places_get_the_tags_of_other_exports(named: str) -> None:
    tagged = tag_places(make(PLACE_COLUMNS, named).head)
    assert [column.tag for column in tagged.columns] == [c.tag for c in PLACE_COLUMNS]
    assert len([column for column in tagged.columns if column.tag]) == len(PLACE_TAGS)


@NAMED
def test_a_long_export_is_read_by_rows_of_one_indicator_too(named: str) -> None:
    names = {getattr(column, named): column.key for column in LONG_COLUMNS}
    head = [name for name, key in names.items()]
    row = ["killed" if names[name] == "indicator" else "x" for name in head]
    found = suggest(survey([head, row]))
    roles = {names[name]: meaning.role for name, meaning in found.meanings.items()}
    assert found.layout is Layout.ROWS
    used = {key: role for key, role in roles.items() if role is not Role.NOTHING}
    assert used.pop("shelter") is Role.SHELTER
    assert used == {
        "country": Role.ABOVE,
        "district": Role.AREA,
        "day": Role.DAY,
        "indicator": Role.INDICATOR,
        "value": Role.NUMBER,
        "form": Role.FORM,
        "source": Role.SOURCE,
        "sex": Role.SEX,
        "age_from": Role.AGE_FROM,
        "age_to": Role.AGE_TO,
    }


@NAMED
def test_totals_of_a_wide_export_are_totals_so_far(named: str) -> None:
    names = {getattr(column, named): column.key for column in WIDE_COLUMNS}
    found = suggest(make(WIDE_COLUMNS, named))
    counts = {names[name]: m for name, m in found.meanings.items() if m.measure}
    assert found.layout is Layout.COLUMNS
    assert counts == {
        "killed_total": count_of(Indicator.KILLED, Form.TOTAL),
        "present": count_of(Indicator.PRESENT, Form.LEVEL),
    }


@pytest.mark.parametrize("columns", [REPORT_COLUMNS, AREA_COLUMNS, SOURCE_COLUMNS])
def test_of_what_cannot_be_taken_in_nothing_is_suggested_and_it_is_said(columns: Columns) -> None:
    made = make(columns, "key")
    found = suggest(made)
    assert set(found.meanings.values()) == {NOT_USED}
    findings = examine(made, found)
    assert findings.questions == ()
    (told,) = findings.notices
    assert "export day values" in told.words


def test_nothing_is_asked_or_told_of_long_day_values() -> None:
    made = make(LONG_COLUMNS, "key")
    found = suggest(made)
    assert ask(made, found.meanings, found.layout, UNKNOWN) == ()
    assert examine(made, found) == Findings(questions=(), notices=())
