"""Numbers get the qualifier, the words and the bounds that stand beside them in their row."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tests.exchange.tables import survey
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Layout, Number, survey_table
from tracker.exchange.importing import WarningKind, list_warnings
from tracker.exchange.importing.qualified import RowQualifier
from tracker.exchange.meanings import count_of
from tracker.exchange.reading import Limits, open_file

TAGS = (
    "#date+occurred,#affected+idps+ind+stock,#affected+idps+ind+stock+min,"
    "#affected+idps+ind+stock+max,#affected+killed+new,#indicator+qualifier+text\n"
)
TALLY = (
    "#date+occurred,#affected+killed+new,#affected+killed+cumulative,"
    "#affected+killed+cumulative+min,#affected+killed+cumulative+max,"
    "#indicator+qualifier+text,#indicator+qualifier+form\n"
)
WORDS = "a lot: really"


def join(
    cells: str,
    number: Number | None,
    index: int = 1,
    tags: str = TAGS,
    form: Form = Form.LEVEL,
) -> Number | None:
    file = (tags + cells + "\n").encode()
    survey = survey_table(open_file(file, "numbers.csv", Limits()).tables[0])
    ((_, row),) = survey.list_data()
    return RowQualifier(survey).join(row, index, number, form)


@pytest.mark.parametrize(
    ("cells", "qualifier", "told"),
    [
        ("301,,,more than", Qualifier.MORE_THAN, {}),
        ("301,400,,more than: a lot: really", Qualifier.MORE_THAN, {"high": 400, "words": WORDS}),
        ("0,300,,at most", Qualifier.AT_MOST, {}),
        ("250,300,,less than", Qualifier.LESS_THAN, {"low": 250}),
        ("0,,,about", Qualifier.ABOUT, {}),
        ("250,350,,about", Qualifier.ABOUT, {"low": 250, "high": 350}),
        ("0,350,,between", Qualifier.BETWEEN, {"low": 0, "high": 350}),
        (",350,,between", Qualifier.ABOUT, {"high": 350}),
        ("x,y,,about", Qualifier.ABOUT, {}),
        ("300,300,,exactly: as counted", Qualifier.EXACT, {"words": "as counted"}),
        ("300,300,,several", Qualifier.IN_WORDS, {"low": 300, "high": 300, "words": "several"}),
        ("0,,,in words: several", Qualifier.IN_WORDS, {"words": "several"}),
        ("0,,,in words", Qualifier.ABOUT, {}),
        ("310,,,about", Qualifier.MORE_THAN, {}),
        ("200,290,,between", Qualifier.LESS_THAN, {"low": 200}),
        ("310,290,,between", Qualifier.ABOUT, {}),
        ("300,300,,", Qualifier.EXACT, {}),
    ],
)
def test_the_qualifier_of_a_row_is_that_of_its_numbers(
    cells: str, qualifier: Qualifier, told: dict[str, Any]
) -> None:
    found = join(f"d,300,{cells}", Number(value=300))
    assert found == Number(value=300, qualifier=qualifier, **told)


def test_a_column_without_bounds_has_the_qualifier_alone() -> None:
    assert join("d,,,,7,at least", Number(value=7), 4, form=Form.NEW) == Number(
        value=7, qualifier=Qualifier.AT_LEAST
    )


@pytest.mark.parametrize("told", ["new", ""])
@pytest.mark.parametrize(
    ("cells", "qualifier", "value", "told_too"),
    [
        ("3-5,10,13,15,between", Qualifier.BETWEEN, None, {"low": 13, "high": 15}),
        (",10,13,15,between", Qualifier.BETWEEN, None, {"low": 13, "high": 15}),
        ("2,12,10,17,exactly", Qualifier.BETWEEN, 12, {"low": 10, "high": 17}),
        ("2,12,10,,at least", Qualifier.ABOUT, 12, {"low": 10}),
        ("2,12,12,,at least", Qualifier.AT_LEAST, 12, {}),
        ("2,12,12,12,exactly", Qualifier.EXACT, 12, {}),
        ("3,13,14,,more than", Qualifier.MORE_THAN, 13, {}),
        ("3,8,10,,more than", Qualifier.MORE_THAN, 8, {}),
        ("3,8,5,7,less than", Qualifier.LESS_THAN, 8, {"low": 5}),
    ],
)
def test_a_total_so_far_has_the_doubt_of_its_bounds_where_what_is_new_was_told(
    cells: str, qualifier: Qualifier, value: int | None, told_too: dict[str, Any], told: str
) -> None:
    total = int(cells.split(",")[1])
    found = join(f"d,{cells},{told}", Number(value=total), 2, TALLY, Form.TOTAL)
    assert found == Number(value=value, qualifier=qualifier, **told_too)


def test_words_of_what_is_new_are_none_of_the_total_so_far() -> None:
    cells = "d,several,10,13,,in words: several,new"
    found = join(cells, Number(value=10), 2, TALLY, Form.TOTAL)
    assert found == Number(value=None, qualifier=Qualifier.IN_WORDS, low=13, words="at least 13")
    kept = join("d,several,10,10,,in words: several,new", Number(value=10), 2, TALLY, Form.TOTAL)
    assert kept == Number(value=10, qualifier=Qualifier.AT_LEAST)


def test_what_is_new_is_about_as_much_as_an_uncertain_total_so_far_grew() -> None:
    sure = join("d,5,15,15,15,exactly: as listed,total", Number(value=5), 1, TALLY, Form.NEW)
    assert sure == Number(value=5)
    vague = join("d,5,15,15,,at least: many,total", Number(value=5), 1, TALLY, Form.NEW)
    assert vague == Number(value=5, qualifier=Qualifier.ABOUT)


def test_a_range_without_a_value_has_its_words_and_words_have_their_bounds() -> None:
    span = Number(value=None, qualifier=Qualifier.BETWEEN, low=15, high=30)
    assert join("d,15-30,15,30,,in words: a lot", span) == Number(
        value=None, qualifier=Qualifier.IN_WORDS, low=15, high=30, words="a lot"
    )
    assert join("d,15-30,15,30,,between", span) is span
    words = Number(value=None, qualifier=Qualifier.IN_WORDS, words="a lot")
    assert join("d,a lot,15,,,in words: a lot", words) == Number(
        value=None, qualifier=Qualifier.IN_WORDS, low=15, words="a lot"
    )


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ("d,unknown,,,,in words: unknown", "unknown"),
        ("d,over 300,,,,over 300", "over 300"),
        ("d,'=many,,,,in words: =many", "=many"),
        ("d,300,,,,in words: many", None),
        ("d,about,,,,about: about", None),
        ("d,,,,,in words", None),
        ("d,5,,,,", None),
    ],
)
def test_words_in_place_of_a_number_are_told_by_the_row(cells: str, found: str | None) -> None:
    file = (TAGS + cells + "\n").encode()
    survey = survey_table(open_file(file, "numbers.csv", Limits()).tables[0])
    ((_, row),) = survey.list_data()
    assert RowQualifier(survey).find_words(row, row[1]) == found


def test_what_a_cell_says_itself_stays() -> None:
    own = Number(value=5, qualifier=Qualifier.ABOUT)
    assert join("d,5,,,,at least", own) is own
    assert join("d,,,,,at least", None) is None
    nothing = Number(value=None)
    assert join("d,,,,,at least", nothing) is nothing


def test_a_table_without_qualifiers_is_read_as_it_is() -> None:
    number = Number(value=5)
    assert join("d,5,at least", number, 1, "#date,#affected+idps,#meta+x\n") is number


PLAIN = "Date,District,Present,Killed,q\n2024-08-08,Whole,300,2,"


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("more than", Number(value=300, qualifier=Qualifier.MORE_THAN)),
        ("approx.", Number(value=300, qualifier=Qualifier.ABOUT)),
        ("exact", Number(value=300)),
        ("guessed", Number(value=300)),
        ("between", Number(value=300, qualifier=Qualifier.ABOUT)),
        ("in_words", Number(value=300, qualifier=Qualifier.ABOUT)),
        ("", Number(value=300)),
    ],
)
def test_a_chosen_column_without_a_tag_qualifies_the_numbers_of_its_row(
    word: str, number: Number
) -> None:
    made = survey(PLAIN + word)
    joining = RowQualifier(made, made.head.find("q"))
    ((_, row),) = made.list_data()
    assert joining.join(row, 2, Number(value=300), Form.LEVEL) == number
    assert joining.find_words(row, word) is None


def test_a_row_for_each_count_has_its_qualifier_too(operation: Session) -> None:
    rows = "Date,District,What,Value,q\n2024-08-08,Whole,Present,300,about\n"
    columns = {"Date": "day", "District": "area", "What": "indicator", "Value": "number"}
    words = {"Present": count_of(Indicator.PRESENT, Form.LEVEL)}
    mapping = mapped(columns | {"q": "qualifier"}, layout=Layout.ROWS, words=words)
    made = plan(operation, rows, mapping)
    assert made.planned[0].stated.counts[0].qualifier is Qualifier.ABOUT
    assert made.left_aside[WarningKind.DOUBTS] == ()


def test_a_column_of_qualifiers_that_is_not_used_is_warned_of(operation: Session) -> None:
    columns = {"Date": "day", "District": "area", "Present": "present", "Killed": "not used"}
    made = plan(operation, PLAIN + "about", mapped(columns))
    (warning,) = list_warnings(operation, made)
    assert warning.kind is WarningKind.DOUBTS
    assert "“q” says how sure numbers are (“about”)" in warning.lines[0]
    used = plan(operation, PLAIN + "about", mapped(columns | {"q": "qualifier"}))
    assert list_warnings(operation, used) == []
    assert used.planned[0].stated.counts[0].qualifier is Qualifier.ABOUT


@pytest.mark.parametrize("tag", ["est", "estimated"])
def test_numbers_of_a_column_of_estimates_are_about_as_many(operation: Session, tag: str) -> None:
    rows = f"When,District,IDPs\n#date,#adm2,#affected+idps+{tag}\n2024-08-08,Whole,{{}}\n"
    columns = {"When": "day", "District": "area", "IDPs": "present"}
    for cell, qualifier in (("300", Qualifier.ABOUT), (">300", Qualifier.MORE_THAN)):
        made = plan(operation, rows.format(cell), mapped(columns))
        assert made.planned[0].stated.counts[0].qualifier is qualifier
    assert not plan(operation, rows.format(""), mapped(columns)).planned


def test_a_row_that_says_how_sure_it_is_goes_before_a_tag_of_estimates(operation: Session) -> None:
    rows = (
        "When,District,IDPs,q\n#date,#adm2,#affected+idps+est,#indicator+qualifier\n"
        "2024-08-08,Whole,300,exactly\n"
    )
    columns = {"When": "day", "District": "area", "IDPs": "present"}
    made = plan(operation, rows, mapped(columns))
    assert made.planned[0].stated.counts[0].qualifier is Qualifier.EXACT


def test_a_column_that_is_not_used_for_its_attributes_is_warned_of(operation: Session) -> None:
    rows = (
        "When,District,IDPs,Losses\n#date,#adm2,#affected+idps,#affected+killed+military\n"
        "2024-08-08,Whole,300,9\n"
    )
    columns = {"When": "day", "District": "area", "IDPs": "present"}
    (warning,) = list_warnings(operation, plan(operation, rows, mapped(columns)))
    assert warning.kind is WarningKind.NARROWED
    assert "+military (soldiers) may change" in warning.lines[0]
    taken = plan(operation, rows, mapped(columns | {"Losses": "killed new"}))
    assert list_warnings(operation, taken) == []
