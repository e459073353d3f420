"""The chain is read newest first, in part, and by what it is about."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.audit.tampering import do_acts
from tests.histories import JUDGE, make_operation
from tests.recording.drafts import noon_of
from tests.standing import stands
from tracker.audit.chain import append_many
from tracker.audit.trail import Link, Wanted, find_marks, find_number_at, list_links
from tracker.domain.audit import Act, Author, Entry


@stands
def done(session: Session) -> None:
    """Acts of every kind (links 2 to 8), then ten of somebody else, an hour apart (9 to 18)."""
    make_operation(session)
    do_acts(session)
    append_many(
        session,
        (
            Entry(
                act=Act.SIGNED_IN if hour % 2 else Act.TOTALS_REBUILT,
                by=Author(person_id=77, at=noon_of(1) + timedelta(hours=hour)),
                details={"name": str(hour)},
            )
            for hour in range(10)
        ),
    )


def numbers(links: tuple[Link, ...]) -> list[int]:
    return [link.mark.number for link in links]


def test_newest_first_page_by_page(done: Session) -> None:
    first = list_links(done, Wanted(), limit=10)
    assert numbers(first) == list(range(19, 9, -1))
    rest = list_links(done, Wanted(), before=10, limit=10)
    assert numbers(rest) == list(range(9, 0, -1))
    assert list_links(done, Wanted(), before=1, limit=10) == ()


def test_only_some_acts(done: Session) -> None:
    rare = Wanted(acts=frozenset({Act.SIGNED_IN, Act.DECISION}))
    assert numbers(list_links(done, rare, limit=3)) == [19, 17, 15]
    assert numbers(list_links(done, rare, before=15, limit=3)) == [13, 11, 6]
    reports = Wanted(acts=frozenset({Act.REVISION, Act.CONFLICT}))
    assert numbers(list_links(done, reports, limit=9)) == [9, 5, 3, 2]
    assert list_links(done, Wanted(acts=frozenset({Act.EXPORTED})), limit=9) == ()


def test_only_somebodys(done: Session) -> None:
    somebody = Wanted(person_id=1)
    assert numbers(list_links(done, somebody, limit=2)) == [9, 5]
    both = Wanted(person_id=JUDGE, acts=frozenset({Act.DECISION, Act.SIGNED_IN}))
    assert numbers(list_links(done, both, limit=9)) == [6]


def test_only_some_time(done: Session) -> None:
    begin = noon_of(1)
    some = Wanted(since=begin + timedelta(hours=2), until=begin + timedelta(hours=5))
    assert numbers(list_links(done, some, limit=9)) == [14, 13, 12]
    assert find_number_at(done, begin - timedelta(days=9)) == 2
    assert find_number_at(done, begin + timedelta(days=9)) == 20


def test_a_link_says_what_it_is_about(done: Session) -> None:
    links = {link.mark.number: link for link in list_links(done, Wanted(), limit=99)}
    report, decision, settings = links[5].about, links[6].about, links[4]
    assert report is not None
    assert decision is not None
    assert (report.kind, report.reason) == ("correction", "counted again")
    assert (report.place_name, report.day) == ("Whole", noon_of(0).date())
    assert (decision.kind, decision.reason) == ("disputed", None)
    assert report.report_id == decision.report_id
    assert settings.about is None
    assert settings.details == {"changes": {"x": [1, 2]}}
    assert (links[5].person_name, links[18].person_name) == ("Someone", None)


def test_the_link_of_an_act_is_found(done: Session) -> None:
    about = {link.mark.number: link.subject_id for link in list_links(done, Wanted(), limit=99)}
    first, second = about[2], about[5]
    assert first
    assert second
    marks = find_marks(done, Act.REVISION, [first, second, 0])
    assert {key: mark.number for key, mark in marks.items()} == {first: 2, second: 5}
    assert marks[first].hash.hex().startswith(marks[first].short)
    assert find_marks(done, Act.RULING, [0]) == {}
