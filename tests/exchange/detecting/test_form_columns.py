"""Columns that say of each row whether its number is new or a total so far."""

import pytest

from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.exchange.detecting import Layout, examine, suggest
from tracker.exchange.detecting.form_columns import read_cell_form
from tracker.exchange.detecting.form_words import find_form
from tracker.exchange.mapping import begin_mapping
from tracker.exchange.meanings import Role

LONG = "District,Date,Indicator,Value,{head}\nTim,2024-08-10,Killed,3,{one}\n"
TWO = LONG + "Tim,2024-08-11,Killed,5,{other}\n"


def role_of(text: str, name: str) -> Role:
    return suggest(survey(text)).meanings[name].role


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("Cumulative", Form.TOTAL),
        ("cumulative total", Form.TOTAL),
        ("Total so far", Form.TOTAL),
        ("total", Form.TOTAL),
        ("Cumulative since 6 August", Form.TOTAL),
        ("Нарастающим итогом", Form.TOTAL),
        ("с начала событий", Form.TOTAL),
        ("new", Form.NEW),
        ("New on the day", Form.NEW),
        ("Newly reported", Form.NEW),
        ("daily", Form.NEW),
        ("Daily total", Form.NEW),
        ("last 24 hours", Form.NEW),
        ("за сутки", Form.NEW),
        ("новые", Form.NEW),
        ("level", Form.LEVEL),
        ("Stock", Form.LEVEL),
        ("на конец дня", Form.LEVEL),
        ("New York", None),
        ("Total Tim district", None),
        ("confirmed", None),
        ("", None),
    ],
)
def test_a_cell_says_a_form_or_nothing(words: str, form: Form | None) -> None:
    assert read_cell_form(words) is form


def test_a_head_says_a_total_weakly() -> None:
    assert find_form("total") is Form.TOTAL
    assert find_form("total", weakly=False) is None
    assert find_form("total so far", weakly=False) is Form.TOTAL
    assert find_form("new arrivals, total") is Form.NEW


@pytest.mark.parametrize(
    ("head", "one", "other"),
    [
        ("Type", "cumulative", "cumulative"),
        ("Measure", "cumulative", "daily"),
        ("Form", "new", "total"),
        ("form", "new", "level"),
        ("Вид данных", "за сутки", "всего"),
        ("What the number is", "new", "total so far"),
        ("Period", "cumulative", "cumulative"),
        ("Type", "new", "new"),
    ],
)
def test_it_is_known_by_its_head_or_by_its_words(head: str, one: str, other: str) -> None:
    text = TWO.format(head=head, one=one, other=other)
    assert role_of(text, head) is Role.FORM
    assert suggest(survey(text)).layout is Layout.ROWS


@pytest.mark.parametrize(
    ("head", "one", "other"),
    [
        ("Status", "new", "current"),
        ("Row", "total", "total"),
        ("Type", "Bed", "Room"),
        ("Type", "new", "Room"),
        ("Region", "Total", "New"),
        ("Remark", "daily", "confirmed"),
    ],
)
def test_other_words_are_none(head: str, one: str, other: str) -> None:
    assert role_of(TWO.format(head=head, one=one, other=other), head) is not Role.FORM


def test_a_word_among_many_that_is_not_known_hides_no_column() -> None:
    rows = "".join(f"Tim,2024-08-1{n},Killed,3,cumulative\n" for n in range(9))
    text = "District,Date,Indicator,Value,Type\n" + rows + "Tim,2024-08-19,Killed,3,other\n"
    assert role_of(text, "Type") is Role.FORM


def test_hashtags_say_that_it_is_another_column() -> None:
    text = "#adm2,#date,#indicator+name,#value,#indicator+qualifier+form\n"
    rows = "Tim,2024-08-10,Killed,3,new\nTim,2024-08-11,Killed,3,total\n"
    assert role_of(text + rows, "#indicator+form+qualifier") is Role.NOTHING
    plain = text.replace("#indicator+qualifier+form", "#indicator+type")
    assert role_of(plain + rows, "#indicator+type") is Role.FORM


def test_numbers_that_say_nothing_are_suggested_as_all_rows_say() -> None:
    for word, measure in (("cumulative", "killed total so far"), ("daily", "killed new")):
        mapping = begin_mapping(survey(LONG.format(head="Type", one=word)))
        assert mapping.words["Killed"].words == measure
        wide = survey(f"District,Date,Killed,Type\nTim,2024-08-10,3,{word}\n")
        assert begin_mapping(wide).columns["Killed"].words == measure
    mixed = begin_mapping(survey(TWO.format(head="Type", one="daily", other="cumulative")))
    assert mixed.words["Killed"].words == "killed new"


def test_it_calls_no_row_a_total_of_others() -> None:
    rows = LONG.format(head="Form", one="total") + "Tim,2024-08-11,Killed,5,new\n" * 3
    found = survey(rows)
    assert examine(found, suggest(found)).questions == ()


def test_one_word_of_indicators_beside_a_column_of_numbers_is_a_layout() -> None:
    found = suggest(survey("District,Date,Indicator,Value\nTim,2024-08-10,IDPs present,3\n"))
    assert found.layout is Layout.ROWS
    assert [meaning.role for meaning in found.meanings.values()] == [
        *(Role.AREA, Role.DAY, Role.INDICATOR, Role.NUMBER)
    ]
    wide = suggest(survey("District,Date,Metric,Killed\nTim,2024-08-10,IDPs present,3\n"))
    assert wide.layout is Layout.COLUMNS
    unknown = suggest(survey("District,Date,Indicator,Value\nTim,2024-08-10,Rain,3\n"))
    assert unknown.layout is Layout.COLUMNS
