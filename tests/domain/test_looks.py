"""What is new stays for a visit, and begins where the visit before ended."""

from datetime import UTC, datetime, timedelta

from tracker.domain.looks import VISIT, Look, find_since, look_again

MORNING = datetime(2024, 8, 20, 9, tzinfo=UTC)
SOON = MORNING + timedelta(minutes=5)
EVENING = MORNING + timedelta(hours=9)


def test_the_first_visit_has_none_before() -> None:
    assert find_since(None, MORNING) is None
    first = look_again(None, MORNING)
    assert first == Look(latest=MORNING, before=None)
    assert find_since(first, SOON) is None
    assert look_again(first, SOON) == Look(latest=SOON, before=None)


def test_a_later_visit_is_told_what_changed_since_the_one_before() -> None:
    first = Look(latest=MORNING)
    assert find_since(first, MORNING + VISIT) is None
    assert find_since(first, EVENING) == MORNING
    later = look_again(first, EVENING)
    assert later == Look(latest=EVENING, before=MORNING)
    assert find_since(later, EVENING + timedelta(minutes=30)) == MORNING


def test_a_look_that_was_overtaken_changes_nothing() -> None:
    look = Look(latest=EVENING, before=MORNING)
    assert look_again(look, SOON) == look
