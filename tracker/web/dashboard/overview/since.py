"""What changed since the viewer last looked at the overview, and that they looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.looks import find_since
from tracker.recording.published import ToldAct, Wanted
from tracker.recording.recent import count_reports_since
from tracker.registry.looks import find_look, keep_look
from tracker.web.dashboard.blueprint import blueprint
from tracker.web.dashboard.extents import Extent
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import Lookback
from tracker.web.shared.moments import read_moment, say_local
from tracker.web.shared.published_words import describe_changes
from tracker.web.shared.seeing import SEEING_ALL
from tracker.web.shared.unit_of_work import reading, writing

SHOWN = 3
"""Acts that are told; the others are on the page of corrections."""

MOST_ACTS = 20
MOST_REPORTS = 1_000
"""Counting on would cost more, and tell nobody more."""

LONGEST_LOOK = timedelta(days=1)
"""A page that was open for longer is not taken for a look at what was new then."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """What is new since `moment`, None at the first visit.

    `changes` are the newest acts that changed published totals, each as sentences. `shown` is the
    moment of the page, for the form that says it was looked at.
    """

    moment: datetime | None
    shown: str
    reports: str | None = None
    acts: str | None = None
    changes: tuple[tuple[str, ...], ...] = ()
    compare_url: str | None = None

    @property
    def heading(self) -> str | None:
        """What is new, in a few words; None for nothing."""
        return "; ".join(filter(None, (self.reports, self.acts))) or None


def load_since(extent: Extent, lookback: Lookback) -> Since:
    """What is new to the viewer, of the whole operation; a constant number of statements."""
    session, shown = reading(), lookback.now.isoformat()
    moment = find_since(find_look(session, current_person().id), lookback.now)
    if moment is None:
        return Since(moment=None, shown=shown)
    acts = list_acts_since(extent, lookback, moment)
    earlier = say_local(moment, lookback.operation.time_zone)
    return Since(
        moment=moment,
        shown=shown,
        reports=_say_reports(count_reports_since(session, moment, MOST_REPORTS)),
        acts=_say_acts(len(acts)),
        changes=tuple(tuple(describe_changes(act.changes)) for act in acts[:SHOWN]),
        compare_url=extent.compare_url(earlier=earlier),
    )


def list_acts_since(extent: Extent, lookback: Lookback, since: datetime) -> list[ToldAct]:
    """The newest acts that changed published totals of the operation after a moment."""
    roots = extent.same[:1] or tuple(child.id for child in extent.children)
    found = lookback.knowledge.list_acts(Wanted(place_ids=roots), limit=MOST_ACTS)
    return [act for act in found if act.recorded_at > since]


def _say_reports(count: int) -> str | None:
    if not count:
        return None
    said = "1 report" if count == 1 else f"{count:,} reports"
    return f"{said} or more came in" if count == MOST_REPORTS else f"{said} came in"


def _say_acts(count: int) -> str | None:
    if not count:
        return None
    often = "once" if count == 1 else f"{count} times"
    return f"published totals changed {often}{' or more' if count == MOST_ACTS else ''}"


@blueprint.post("/overview/looked")
@access.roles(*SEEING_ALL)
def keep_looked() -> ResponseReturnValue:
    """Keep that the viewer looked at the overview, as it was at the moment that the form holds."""
    at = read_shown(request.form.get("shown", ""))
    if at is not None:
        keep_look(writing(), current_person().id, at)
    return redirect(url_for("dashboard.overview"), 303)


def read_shown(text: str) -> datetime | None:
    """The moment of a page that was looked at; None where it makes no sense as one."""
    try:
        moment = read_moment(text, "UTC")
    except ValueError:
        return None
    return moment if timedelta(0) <= now() - moment <= LONGEST_LOOK else None
