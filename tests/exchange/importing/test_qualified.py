"""Numbers get the qualifier, the words and the bounds that stand beside them in their row."""

from typing import Any

import pytest

from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Number, survey_table
from tracker.exchange.importing.qualified import RowQualifier
from tracker.exchange.reading import Limits, open_file

TAGS = (
    "#date+occurred,#affected+idps+ind+stock,#affected+idps+ind+stock+min,"
    "#affected+idps+ind+stock+max,#affected+killed+new,#indicator+qualifier+text\n"
)
WORDS = "a lot: really"


def join(cells: str, number: Number | None, index: int = 1, tags: str = TAGS) -> Number | None:
    file = (tags + cells + "\n").encode()
    survey = survey_table(open_file(file, "numbers.csv", Limits()).tables[0])
    ((_, row),) = survey.list_data()
    return RowQualifier(survey).join(row, index, number)


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
        ("300,300,,several", Qualifier.EXACT, {}),
        ("300,300,,", Qualifier.EXACT, {}),
    ],
)
def test_the_qualifier_of_a_row_is_that_of_its_numbers(
    cells: str, qualifier: Qualifier, told: dict[str, Any]
) -> None:
    found = join(f"d,300,{cells}", Number(value=300))
    assert found == Number(value=300, qualifier=qualifier, **told)


def test_a_column_without_bounds_has_the_qualifier_alone() -> None:
    assert join("d,,,,7,at least", Number(value=7), 4) == Number(
        value=7, qualifier=Qualifier.AT_LEAST
    )


def test_what_a_cell_says_itself_stays() -> None:
    own = Number(value=5, qualifier=Qualifier.ABOUT)
    assert join("d,5,,,,at least", own) is own
    assert join("d,,,,,at least", None) is None
    nothing = Number(value=None)
    assert join("d,,,,,at least", nothing) is nothing


def test_a_table_without_qualifiers_is_read_as_it_is() -> None:
    number = Number(value=5)
    assert join("d,5,at least", number, 1, "#date,#affected+idps,#meta+x\n") is number
