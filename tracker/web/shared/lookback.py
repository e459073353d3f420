"""The moment that a page looks back to, from its address, kept in all links until it is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from flask import Flask, g, request
from wtforms.validators import ValidationError

from tracker.domain.days import OperationClock
from tracker.recording.knowledge import Knowledge
from tracker.registry.operation import Operation
from tracker.registry.past_settings import OtherSetting, list_other_settings
from tracker.web.shared import clock
from tracker.web.shared.errors import NoSuchMoment
from tracker.web.shared.forms import BaseForm
from tracker.web.shared.identity import current_person
from tracker.web.shared.moments import MomentField, say_local
from tracker.web.shared.navigation import Link
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import find_seen_ids
from tracker.web.shared.unit_of_work import reading

T = TypeVar("T")

PARAMETER = "known_at"

KEPT_ON = ("corrections.", "dashboard.", "entry.history", "situation.")
"""How the endpoints begin whose pages show what was known at a moment."""


class LookbackForm(BaseForm):
    """The moment to look back to, in the address."""

    class Meta:
        csrf = False  # it only reads

    known_at = MomentField("As known at", name=PARAMETER, noun="the moment")

    def __init__(self, operation: Operation, now: datetime) -> None:
        self.clock = operation.clock
        self.now = now
        super().__init__(formdata=request.args)

    def validate_known_at(self, field: MomentField) -> None:
        """Refuse moments that have not come, and those before the operation."""
        check_moment(field.data, self.clock, self.now)


def check_moment(moment: datetime | None, clock: OperationClock, now: datetime) -> None:
    """Refuse moments that have not come, and those before the operation."""
    if moment is not None and moment > now:
        raise ValidationError("Enter a moment that is not in the future")
    if moment is not None and clock.day_of(moment) < clock.start:
        raise ValidationError("Enter a moment that is not before the operation began")


class Lookback:
    """What the request looks at: what is known now, or what was known at a moment.

    `knowledge` is what its page reads from; `today` the operation's day then. Of an address that
    makes no sense `form` says what is wrong.
    """

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.now = clock.now()
        self.form = LookbackForm(operation, self.now)
        self.known_at = self.form.known_at.data if self.form.validate() else None
        self.knowledge = Knowledge(reading(), self.known_at)
        self.today = operation.clock.day_of(self.known_at or self.now)

    @property
    def is_past(self) -> bool:
        """Whether it looks back at all."""
        return self.known_at is not None

    @cached_property
    def other_settings(self) -> tuple[OtherSetting, ...]:
        """The settings that were others at the moment that it looks back to."""
        return list_other_settings(reading(), self.known_at) if self.known_at else ()

    def keep_seen(self, found: Iterable[T], id_of: Callable[[T], int]) -> tuple[T, ...]:
        """Of what is listed by name that of places which the reader may look at today.

        Who sees only some places would else see, looking back, what was said of places that lay in
        them then and are others' now.
        """
        seen = self._seen
        return tuple(one for one in found if seen is None or id_of(one) in seen)

    @cached_property
    def _seen(self) -> set[int] | None:
        """The places that are seen where it looks back; None: all that a page lists."""
        return find_seen_ids(reading(), current_person()) if self.is_past else None

    @property
    def address(self) -> dict[str, str]:
        """What stands for the moment in an address; empty for now."""
        if self.known_at is None:
            return {}
        return {PARAMETER: say_local(self.known_at, self.operation.time_zone)}

    @property
    def kept(self) -> dict[str, str]:
        """What else the address says, for the form that chooses the moment."""
        return {name: value for name, value in request.args.items() if name != PARAMETER}

    @property
    def now_url(self) -> str:
        """The same page as it is now."""
        return self._link(None)

    @property
    def quick_links(self) -> tuple[Link, ...]:
        """Links to usual moments, without those before the operation."""
        settings = self.operation.clock
        day = settings.day_of(self.now)
        # A day's deadline lies on the day after it, or on the next but one.
        deadline = settings.deadline_of(day - timedelta(days=2 + settings.deadline_hour // 24))
        choices = {
            f"Yesterday at the deadline, {deadline:%H:%M}": deadline,
            "A week ago": (self.now - timedelta(days=7)).replace(second=0, microsecond=0),
        }
        return tuple(
            Link(
                label=label,
                url=self._link(say_local(moment, settings.time_zone)),
                current=moment == self.known_at,
            )
            for label, moment in choices.items()
            if settings.start <= settings.day_of(moment)
        )

    def _link(self, moment: str | None) -> str:
        # Not `url_for`: to it, names that somebody typed could mean a page, or how it is linked.
        query = self.kept | ({PARAMETER: moment} if moment else {})
        path = quote(request.script_root + request.path)
        return f"{path}?{urlencode(query, safe=':/')}" if query else path


def current_lookback() -> Lookback:
    """What the request looks at; there must be an operation.

    No page shows numbers where its address makes no sense: that raises NoSuchMoment. A form that is
    sent leads back to its page.
    """
    if "lookback" not in g:
        operation = current_operation()
        if operation is None:
            raise LookupError("there is no operation to look back in")
        g.lookback = Lookback(operation)
    found: Lookback = g.lookback
    if found.form.errors and request.method == "GET":
        raise NoSuchMoment
    return found


def _describe_lookback() -> dict[str, Any]:
    """For templates: what the page looks at, None where it does not ask."""
    return {"lookback": g.get("lookback")}


def _keep_moment(endpoint: str, values: dict[str, Any]) -> None:
    """Lead from a page that looks back to others that do so as well."""
    lookback: Lookback | None = g.get("lookback")
    if lookback is not None and endpoint.startswith(KEPT_ON):
        for name, value in lookback.address.items():
            values.setdefault(name, value)


def init_app(app: Flask) -> None:
    """Keep the moment in links, and tell templates."""
    app.url_defaults(_keep_moment)
    app.context_processor(_describe_lookback)
