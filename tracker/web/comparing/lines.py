"""The acts of a comparison as the page shows them, and where its links lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from tracker.recording.causes import Cause
from tracker.recording.comparing import JUST_BEFORE, Told
from tracker.recording.joint_acts import JointAct
from tracker.recording.register_causes import RegisterCause
from tracker.registry.operation import Operation
from tracker.registry.people import Person
from tracker.registry.places import Place
from tracker.web.comparing.sentences import (
    describe_effect,
    describe_steps,
    name_cause,
    name_joint_act,
    name_register_cause,
    say_register,
)
from tracker.web.shared.authors import name_author
from tracker.web.shared.identity import current_person
from tracker.web.shared.moments import say_local
from tracker.web.shared.navigation import admits

SPANS = 3
"""Spans of days of which it is told what an act changed; its own comparison has them all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ActLine:
    """An act: `said` is what it changed, `parts` the acts of which it consists.

    `alone_url` compares the moments right before and after it.
    """

    heading: str
    url: str | None
    recorded_at: datetime
    person_name: str
    reason: str | None
    said: tuple[str, ...]
    parts: tuple[str, ...] = ()
    alone_url: str | None = None


class Links:
    """Addresses that lead on from the comparison of a place (None: the operation)."""

    def __init__(
        self, place: Place | None, operation: Operation, moments: tuple[datetime, datetime]
    ) -> None:
        self._place = place
        self._zone = operation.time_zone
        self._moments = moments

    def link_day(self, day: date, indicator: str, number: int) -> str:
        """The page of a day, as known at the earlier (0) or the later (1) moment."""
        known_at = say_local(self._moments[number], self._zone)
        query: dict[str, Any] = {"day": day, "indicator": indicator, "known_at": known_at}
        if self._place is None:
            return url_for("dashboard.show_operation_day", **query)
        return url_for("dashboard.show_day", place_id=self._place.id, **query)

    def link_all(self, part: str) -> str:
        """The same with all rows, at a part of the page."""
        return self._link(*self._moments, show="all", _anchor=part)

    def link_alone(self, moment: datetime) -> str:
        """What was known right before and right after a moment."""
        return self._link(moment - JUST_BEFORE, moment)

    def _link(self, earlier: datetime, later: datetime, **more: Any) -> str:
        query: dict[str, Any] = {
            "earlier": say_local(earlier, self._zone),
            "later": say_local(later, self._zone),
            **more,
        }
        if self._place is None:
            return url_for("comparing.compare_operation", **query)
        return url_for("comparing.compare_place", place_id=self._place.id, **query)


def make_line(links: Links, act: Told) -> ActLine:
    """An act in words."""
    match act:
        case Cause():
            return _make_of_one(act)
        case RegisterCause():
            return _make_of_register(links, act)
        case JointAct():
            return _make_of_many(links, act)


def _make_of_one(cause: Cause) -> ActLine:
    report = cause.report
    return ActLine(
        heading=name_cause(cause),
        url=url_for("entry.history", report_id=report.report_id) if report else None,
        recorded_at=cause.act.recorded_at,
        person_name=name_author(cause.act),
        reason=cause.act.reason,
        said=(describe_steps(cause),),
    )


def _make_of_register(links: Links, cause: RegisterCause) -> ActLine:
    return ActLine(
        heading=name_register_cause(cause),
        url=url_for("dashboard.show_place", place_id=cause.place_id),
        recorded_at=cause.recorded_at,
        person_name=cause.person_name,
        reason=None,
        said=tuple(describe_effect(cause.effect, SPANS)),
        alone_url=links.link_alone(cause.recorded_at),
    )


def _make_of_many(links: Links, act: JointAct) -> ActLine:
    return ActLine(
        heading=name_joint_act(act),
        url=_find_page(current_person(), act),
        recorded_at=act.recorded_at,
        person_name=act.person_name,
        reason=act.reason,
        said=(
            *(say_register(*changed) for changed in act.registers[:SPANS]),
            *describe_effect(act.effect or (), SPANS),
        ),
        parts=tuple(f"{name_cause(cause)}. {describe_steps(cause)}" for cause in act.causes),
        alone_url=links.link_alone(act.recorded_at),
    )


def _find_page(person: Person, act: JointAct) -> str | None:
    if act.import_id is not None and admits("imports.show_import", person):
        return url_for("imports.show_import", import_id=act.import_id)
    return None
