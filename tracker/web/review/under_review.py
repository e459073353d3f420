"""What the page of a report under review shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.domain.review import DecisionKind, ReviewState
from tracker.recording.context import load_entry_context
from tracker.recording.history import ReportHistory
from tracker.recording.queue import Waiting, find_next, find_previous, find_waiting
from tracker.recording.reviewers import require_in_scope
from tracker.recording.rulings import load_different
from tracker.recording.same_day import load_same_day
from tracker.registry.people import Person
from tracker.registry.places import is_unit, load_place
from tracker.totals.points import load_day_points
from tracker.web.entry.histories import REVIEW_MARKS
from tracker.web.entry.last_values import LastValue, list_last_values
from tracker.web.entry.sentences import describe_grade, describe_number
from tracker.web.entry.timeline import list_events, list_revisions_after
from tracker.web.review.filters import Shown, Wanted
from tracker.web.review.reasons import Surroundings, explain
from tracker.web.review.why import explain_number, list_preferring
from tracker.web.review.wording import ACTS
from tracker.web.shared import clock
from tracker.web.shared.operation import require_operation
from tracker.web.shared.unit_of_work import reading


@dataclass(frozen=True, kw_only=True, slots=True)
class UnderReview:
    """A report under review; `is_own` says that the reviewer wrote part of it.

    `is_unit` says that it is about a reporting unit; else it is a claim, and nothing of it counts.
    """

    report: ReportHistory
    others: Sequence[ReportHistory]
    points: Mapping[str, Point]
    waiting: Waiting | None
    is_own: bool
    is_unit: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CountRow:
    """One number: what this report says, what was last said, what the others say.

    `counts` and those in `others` tell whether the number is the one that counts, `why` by which
    rule one of several does. The addresses lead to the day's number and to all that was said of it.
    """

    label: str
    day_url: str
    said_url: str
    why: str | None
    here: str | None
    counts: bool
    last: str | None
    others: tuple[tuple[str | None, bool], ...]


def load_under_review(session: Session, person: Person, report_id: int) -> UnderReview:
    """The report with its surroundings; one outside the person's areas does not exist for them."""
    report, others = load_same_day(session, report_id)
    require_in_scope(session, person.id, report.place_id, report_id)
    return UnderReview(
        report=report,
        others=[other for other in others if not other.standing.withdrawn],
        points=load_day_points(session, report.place_id, report.day),
        waiting=find_waiting(session, report_id),
        is_unit=is_unit(session, report.place_id, report.day),
        is_own=any(revision.person_id == person.id for revision in report.revisions),
    )


def describe_page(seen: UnderReview, wanted: Wanted, based_on: int | None = None) -> dict[str, Any]:
    """What the template shows; `based_on` is the revision seen before somebody changed it."""
    report, waiting = seen.report, seen.waiting
    around = Surroundings(report=report, others=seen.others, points=seen.points)
    place = load_place(reading(), report.place_id)
    return {
        "report": report,
        "place": place,
        "others": [(other, *REVIEW_MARKS[other.standing.review]) for other in seen.others],
        "rows": tuple(_list_rows(seen)),
        "grade": describe_grade(report.grade),
        "review": REVIEW_MARKS[report.standing.review],
        "explained": explain(waiting.reasons, around) if waiting else (),
        "events": list_events(report),
        "meanwhile": list_revisions_after(report, based_on) if based_on else (),
        "is_own": seen.is_own,
        "is_waiting": report.standing.review in (ReviewState.UNREVIEWED, ReviewState.CHANGED),
        # Only what is said of a number can be preferred, so that button stands beside the choice.
        "acts": tuple((kind, label) for kind, label in ACTS.items() if not kind.is_preference),
        "preference": DecisionKind.PREFERRED,
        "preferring": list_preferring(reading(), report, clock.now()) if _may_prefer(seen) else (),
        "wanted": wanted,
        **_link_neighbours(waiting, wanted),
    }


def _may_prefer(seen: UnderReview) -> bool:
    standing = seen.report.standing
    return seen.is_unit and not standing.withdrawn and standing.review.counts


def _list_rows(seen: UnderReview) -> Iterator[CountRow]:
    report = seen.report
    context = load_entry_context(
        reading(), report.place_id, report.day, now=clock.now(), ignore_report=report.report_id
    )
    last: Mapping[Indicator, LastValue] = list_last_values(context)
    why = _explain_numbers(seen)
    stated = [{count.indicator: count for count in one.counts} for one in (report, *seen.others)]
    for indicator in Indicator:
        found = [counts.get(indicator) for counts in stated]
        if not any(found):
            continue
        numbers = [
            (describe_number(count) if count else None, _is_selected(seen, indicator, number))
            for number, count in enumerate(found)
        ]
        value = last.get(indicator)
        yield CountRow(
            label=indicator.definition.label,
            day_url=_link_day("dashboard.show_day", report, indicator),
            said_url=_link_day("dashboard.show_sides", report, indicator),
            why=why.get(indicator),
            here=numbers[0][0],
            counts=numbers[0][1],
            last=value.said if value else None,
            others=tuple(numbers[1:]),
        )


def _explain_numbers(seen: UnderReview) -> dict[Indicator, str]:
    """Which rule decides where there is a choice; of a claim none counts."""
    if not seen.is_unit:
        return {}
    place_id, reports = seen.report.place_id, (seen.report, *seen.others)
    different = load_different(reading(), [place_id])
    days = require_operation().clock
    told = {at: explain_number(reports, place_id, at, different, days) for at in Indicator}
    return {at: sentence for at, sentence in told.items() if sentence}


def _link_day(endpoint: str, report: ReportHistory, indicator: Indicator) -> str:
    return url_for(endpoint, place_id=report.place_id, day=report.day, indicator=indicator.value)


def _is_selected(seen: UnderReview, indicator: Indicator, number: int) -> bool:
    """Whether the report's number is the one that counts, where there is more than one."""
    point = seen.points.get(indicator)
    if point is None or point.observation is None or not point.observation.alternatives:
        return False
    return point.observation.report_id == (seen.report, *seen.others)[number].report_id


def _link_neighbours(waiting: Waiting | None, wanted: Wanted) -> dict[str, str | None]:
    """The ways to the reports before and after this one in the queue."""
    if waiting is None or wanted.shown is not Shown.WAITING:
        return {"previous_url": None, "next_url": None}
    session, position = reading(), waiting.position
    before = find_previous(session, wanted.filter, position)
    after = find_next(session, wanted.filter, position, skipping=[waiting.report_id])
    return {"previous_url": _link(before, wanted), "next_url": _link(after, wanted)}


def _link(waiting: Waiting | None, wanted: Wanted) -> str | None:
    if waiting is None:
        return None
    return url_for("review.review_report", report_id=waiting.report_id, **wanted.address)
