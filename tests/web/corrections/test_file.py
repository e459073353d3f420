"""The corrections as a CSV file that is safe in a spreadsheet."""

import csv
import io
from typing import Any

import pytest

from tests.web.corrections.conftest import Corrector
from tests.web.entry.conftest import Places
from tests.web.strict_client import StrictClient
from tracker.audit.trail import Wanted, list_links
from tracker.domain.audit import Act
from tracker.store.database import Database
from tracker.web.audit.sentences import describe_act
from tracker.web.corrections import views
from tracker.web.corrections.csv_file import COLUMNS

THEN = "2024-08-08T12:00"

MARK = b"\xef\xbb\xbf"


def read(client: StrictClient, **query: Any) -> list[dict[str, str]]:
    response = client.send("corrections.save_corrections", status=200, **query)
    assert response.mimetype == "text/csv"
    text = response.get_data().removeprefix(MARK).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_line_is_a_change_with_its_act(
    official: StrictClient, corrected: int, places: Places
) -> None:
    rows = read(official, place=str(places.region), kind="correction")
    assert rows == [
        dict.fromkeys(COLUMNS, "")
        | {
            "recorded_at": "2024-08-08T09:00:00+00:00",
            "act": "Correction",
            "what": f"Report {corrected} about Whole district was corrected",
            "report": str(corrected),
            "place": "Region",
            "indicator": "killed",
            "first_day": "2024-08-07",
            "value_before": "4",
            "value_after": "3",
            "change": "-1",
            "low_before": "4",
            "low_after": "3",
            "high_before": "4",
            "high_after": "3",
            "reason": "Listed twice.",
            "person": "Olga",
        }
    ]


def test_excel_finds_the_encoding_and_programs_can_do_without_the_mark(
    official: StrictClient, corrected: int
) -> None:
    saved = official.send("corrections.save_corrections", status=200)
    assert saved.get_data().startswith(MARK + b"recorded_at,")
    assert saved.headers["Content-Disposition"] == "attachment; filename=corrections.csv"
    bare = official.send("corrections.save_corrections", status=200, bom="no")
    assert bare.get_data().startswith(b"recorded_at,")


def test_a_reason_that_is_a_formula_is_only_text(
    official: StrictClient, corrected: int, correct: Corrector
) -> None:
    correct(corrected, 5, based_on=2, reason="=HYPERLINK(1)")
    assert read(official, kind="correction")[0]["reason"] == "'=HYPERLINK(1)"


def test_the_file_holds_all_acts_in_batches(
    official: StrictClient,
    corrected: int,
    correct: Corrector,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for seq in range(2, 7):
        correct(corrected, seq % 2 + 5, based_on=seq)
    monkeypatch.setattr(views, "BATCH", 2)
    rows = read(official)
    assert len({(row["recorded_at"], row["value_before"], row["value_after"]) for row in rows}) > 3
    assert len(rows) == 8


def test_a_coordinator_gets_their_own_places_only(
    olga: StrictClient, corrected: int, places: Places
) -> None:
    assert {row["place"] for row in read(olga)} == {"Whole district"}
    olga.send("corrections.save_corrections", status=404, place=places.foreign)


def test_who_saved_which_corrections_is_in_the_audit_trail(
    official: StrictClient,
    olga: StrictClient,
    corrected: int,
    places: Places,
    web_database: Database,
) -> None:
    assert official.get("/corrections.csv").status_code == 405
    page = official.see("corrections.show_corrections", place=places.region, known_at=THEN)
    (button,) = (
        form.get("action", "")
        for form in page.find_all("form[@method='post']")
        if form.get("action", "").startswith("/corrections.csv")
    )
    saved = official.post(button, data={"csrf_token": official.token()})
    assert b"Listed twice." in saved.get_data()
    olga.send("corrections.save_corrections", status=404, place=places.foreign)
    with web_database.reader() as session:
        links = list_links(session, Wanted(acts=frozenset({Act.EXPORTED})), limit=9)
    assert [describe_act(link) for link in links] == [
        "Ofelia exported the corrections of Region as CSV"
    ]
    assert links[0].details["filters"] == {"place": str(places.region), "known_at": THEN}


@pytest.mark.parametrize(
    "query",
    [
        {"place": "abc"},
        {"from": "abc"},
        {"indicator": "zz"},
        {"kind": "zz"},
        {"from": "2024-08-09", "to": "2024-08-08"},
        {"known_at": "xx"},
        {"known_at": "1999-01-01T00:00"},
    ],
    ids=str,
)
def test_a_file_is_not_saved_without_the_filter_that_was_asked_for(
    official: StrictClient, corrected: int, query: dict[str, Any]
) -> None:
    assert corrected
    answer = official.send("corrections.save_corrections", status=422, **query)
    assert answer.mimetype == "text/html"
    assert answer.get_data()
