"""What imports, and imports undone, change in totals that were published already."""

from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, take_in
from tests.exchange.importing.test_recording import FIRST_EDITION, HEAD
from tests.exchange.importing.test_taking_back import ROWS as SITES_ROWS
from tests.exchange.importing.test_taking_back import SITES
from tests.histories import COUNTRY, REGION, WHOLE
from tests.recording.drafts import day
from tests.totals.published import list_acts
from tests.totals.test_published import list_told
from tracker.domain.indicators import Indicator
from tracker.exchange.importing import undo_import
from tracker.recording.knowledge import Knowledge
from tracker.recording.published import Wanted


def test_an_import_that_adds_and_corrects_is_one_act(operation: Session) -> None:
    first = take_in(operation, FIRST_EDITION)
    later = HEAD + "2024-08-07,Whole,6,120\n2024-08-08,Whole,7,\n2024-08-09,Whole,1,99\n"
    second = take_in(operation, later, edition="as of Tuesday")
    found = [(act.kind, act.import_id, act.reason) for act in list_acts(operation)]
    assert found == [
        ("import", first, "Import of made.csv"),
        ("import", second, "Import of made.csv, as of Tuesday"),
    ]
    act_id = list_acts(operation)[1].id
    told = [row[1:] for row in list_told(operation, act_id) if row[0] == WHOLE]
    assert [row for row in told if row[0] == Indicator.ARRIVALS] == [
        ("arrivals", day(1), day(2), 5, 6),
        ("arrivals", day(3), None, 12, 14),
    ]
    assert {row[0] for row in list_told(operation, act_id)} == {COUNTRY, REGION, WHOLE}


def test_an_import_undone_is_one_act_with_its_reason(operation: Session) -> None:
    number = take_in(operation, FIRST_EDITION)
    undo_import(operation, number, reason=" wrong file ", person_id=1, now=NOW)
    newest, older = Knowledge(operation).list_acts(Wanted(place_ids=(WHOLE,)), limit=5)
    assert (newest.kind, newest.import_id, newest.reason) == ("undoing", number, "wrong file")
    assert (older.kind, older.import_id, older.place_id) == ("import", number, None)
    numbers = [(c.difference.before.value, c.difference.after.value) for c in newest.changes]
    assert numbers == [(5, None), (120, None)]


def test_what_an_import_changes_in_the_register_is_part_of_it(operation: Session) -> None:
    take_in(operation, HEAD + "2024-08-07,Whole,5,120\n")
    number = take_in(operation, SITES_ROWS, SITES)
    undo_import(operation, number, reason="wrong file", person_id=1, now=NOW)
    found = [act for act in list_acts(operation) if act.place_id == WHOLE]
    assert [(act.kind, act.import_id, act.reason) for act in found] == [
        ("import", number, "The district reports by its shelters from 8 Aug 2024 on"),
        ("undoing", number, "The district reports as a whole again"),
    ]
    assert "register" not in {act.kind for act in list_acts(operation)}
