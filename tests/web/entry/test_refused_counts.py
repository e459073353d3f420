"""What cannot be true is refused at its field, and nothing typed is lost."""

import pytest

from tests.web.entry.conftest import Places, Revisions
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient
from tracker.registry.sources import retire_source


def is_open(page: Page, code: str) -> bool:
    """Whether the fold that holds a count's detail is open."""
    folds = page.find_all("details")
    return any(
        fold.get("open") is not None
        for fold in folds
        if fold.find(f".//*[@id='{code}-qualifier']") is not None
    )


@pytest.mark.parametrize(
    ("typed", "message", "field"),
    [
        ({"arrivals-value": "twelve"}, "Enter the number of arrivals as a whole", "arrivals-value"),
        ({"arrivals-value": "-3"}, "without a minus sign", "arrivals-value"),
        ({"present-value": "1.204"}, "without decimals", "present-value"),
        ({"present-value": "9" * 5000}, "up to 10,000,000", "present-value"),
        ({"present-value": "99999999"}, "at most 10,000,000", "present-value"),
        ({"present-value": "5", "present-low": "x"}, "the lowest number", "present-low"),
        (
            {"present-low": "9", "present-high": "5"},
            "Enter the highest number of people present as at least 9",
            "present-high",
        ),
        ({"present-qualifier": "about"}, "after “about”", "present-value"),
        ({"present-qualifier": "sure", "present-value": "5"}, "Select how", "present-qualifier"),
        ({"present-qualifier": "in_words"}, "Enter the words", "present-words"),
        ({"present-words": "w" * 501}, "at most 500 characters", "present-words"),
        ({"present-households": "many"}, "number of households", "present-households"),
        (
            {"present-households": "9", "present-household_size": "0"},
            "Enter the people per household",
            "present-household_size",
        ),
        (
            {"present-households": "9", "present-household_size": "few"},
            "Enter the people per household",
            "present-household_size",
        ),
        (
            {"present-households": "10", "present-value": "7"},
            "10 households of 2.5",
            "present-households",
        ),
        (
            {"present-value": "5", "present-part-f-0-4": "9"},
            "the parts are at least 9",
            "present-part-f-0-4",
        ),
        (
            {"present-value": "5", "present-part-f-0-4": "x"},
            "Enter each part",
            "present-part-f-0-4",
        ),
        (
            {"present-value": "5", "sheltered-value": "9"},
            "Enter the number of people sheltered as at most 5",
            "sheltered-value",
        ),
        (
            {"injured-value": "2", "hospitalised-value": "3"},
            "people taken to hospital as at most 2",
            "hospitalised-value",
        ),
        ({"present-value": "5", "source": ""}, "Select a source", "source"),
        ({"present-value": "5", "source": "999"}, "Choose a source", "source"),
        ({"present-value": "5", "note": "n" * 2001}, "at most 2,000 characters", "note"),
    ],
)
def test_a_hard_error_stands_at_its_field_and_in_the_summary(
    olga: StrictClient, places: Places, typed: dict[str, str], message: str, field: str
) -> None:
    page = olga.fill_in(
        "entry.report", {"departures-value": "7", **typed}, status=422, place_id=places.hall
    )
    assert any(message in error for error in page.errors()), page.errors()
    control = page.find(f"*[@id='{field}']")
    assert control.get("aria-invalid") == "true"
    for name, value in {"departures-value": "7", **typed}.items():
        assert page.value(name) == value or name == "source" or "qualifier" in name


def test_an_error_in_a_fold_opens_it(olga: StrictClient, places: Places) -> None:
    page = olga.fill_in("entry.report", {"killed-high": "some"}, status=422, place_id=places.whole)
    assert is_open(page, "killed")
    assert not is_open(page, "injured")


def test_a_retired_source_is_refused_and_not_offered(
    olga: StrictClient, places: Places, writer: Writer, source: int
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    with writer() as session:
        retire_source(session, source)
    again = olga.send_again(
        page, "entry.report", {"present-value": "5"}, status=422, place_id=places.whole
    )
    assert again.errors() == ["Choose a source from the list"]
    assert again.texts("option")[-1] == "Select a source"


def test_the_persons_own_source_is_chosen_beforehand(
    olga: StrictClient, places: Places, source: int
) -> None:
    assert olga.see("entry.report", place_id=places.whole).value("source") == str(source)


def test_signs_no_database_keeps_are_left_out(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    typed = {"present-value": "5", "note": "calm\x00 night\x07"}
    olga.fill_in("entry.report", typed, place_id=places.whole)
    assert revisions()[0].note == "calm night"


def test_all_that_is_wrong_is_said_at_once(olga: StrictClient, places: Places) -> None:
    typed = {
        "arrivals-value": "many",
        "present-value": "5",
        "sheltered-value": "9",
        "killed-value": "3",
        "killed-low": "4",
        "killed-high": "2",
        "killed-qualifier": "between",
        "injured-value": "2",
        "hospitalised-value": "3",
        "source": "",
    }
    page = olga.fill_in("entry.report", typed, status=422, place_id=places.hall)
    errors = " | ".join(page.errors())
    for part in (
        "Select a source",
        "Enter the number of arrivals as a whole number",
        "Enter the number of people sheltered as at most 5",
        "people taken to hospital as at most 2",
        "killed",
    ):
        assert part in errors
    assert len(page.errors()) == 5


def test_all_that_is_wrong_with_a_correction_is_said_at_once(
    olga: StrictClient, places: Places
) -> None:
    olga.fill_in("entry.report", {"present-value": "5"}, place_id=places.hall)
    typed = {"arrivals-value": "many", "present-value": "5", "sheltered-value": "9"}
    page = olga.fill_in("entry.correct", typed, status=422, report_id=1)
    errors = " | ".join(page.errors())
    assert "Enter the number of arrivals as a whole number" in errors
    assert "Enter the number of people sheltered as at most 5" in errors
