"""Whose phone it is, and what may be reported from it."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.errors import InvalidField, NotAllowed, NotFound, Refusal
from tracker.exchange.openrosa import ListedPlace, ListedSource, SentForm
from tracker.exchange.openrosa.questions import UNIT
from tracker.recording.submissions import Body, is_repeated, is_sent_again
from tracker.registry.people import Person, Role, may_write
from tracker.registry.places import list_units_under
from tracker.registry.sources import list_sources
from tracker.registry.tokens import Bearer, TokenUse, is_covered, narrow
from tracker.web.shared import clock
from tracker.web.shared.bearers import require_bearer
from tracker.web.shared.ids import LARGEST_ID, read_number
from tracker.web.shared.unit_of_work import reading

WRONG_CODE = (
    "This phone code does not work any more. Make a new one on the page Phone codes of the tracker "
    "and reconfigure this project with it in the app; what is not sent yet stays on the phone."
)
NO_COORDINATOR = "Only coordinators report from phones. Ask an administrator for that role."
NO_UNIT = "Choose a district or shelter from the list"
NOT_YOURS = (
    "This district or shelter is not among those that you report for. Get the forms anew in the "
    "app and choose one from the list"
)


def find_collector(token: str) -> Bearer:
    """Whose phone code it is, coordinator or not; cookies and sessions are not looked at."""
    try:
        return require_bearer(token, TokenUse.COLLECT)
    except NotFound:
        raise NotAllowed(WRONG_CODE) from None


def require_collector(token: str) -> Bearer:
    """The coordinator whose phone code it is."""
    bearer = find_collector(token)
    require_coordinator(bearer)
    return bearer


def require_coordinator(bearer: Bearer) -> None:
    """Refuse who is no coordinator any more."""
    if Role.COORDINATOR not in bearer.person.roles:
        raise NotAllowed(NO_COORDINATOR)


def list_places(bearer: Bearer) -> list[ListedPlace]:
    """The units of today to choose from: the person's own, as far as the code reaches."""
    units = list_units_under(reading(), bearer.person.reports_for, clock.today())
    reached = narrow(reading(), bearer.token, None)
    return [
        ListedPlace(
            place_id=unit.place_id,
            label=", ".join((unit.name, *(name for _, name in unit.path[-1:]))),
            kind=unit.kind.value,
        )
        for unit in units
        if reached is None or unit.place_id in reached
    ]


def list_offered_sources(person: Person) -> list[ListedSource]:
    """The sources to choose from; the person's own is chosen beforehand."""
    return [
        ListedSource(
            source_id=source.id,
            label=f"{source.name} (grade {source.grade})",
            is_own=source.id == person.source_id,
        )
        for source in list_sources(reading())
    ]


@dataclass(frozen=True, slots=True)
class Right:
    """The right to report about a place: without one, a form that was taken may come once more.

    `refusal` is the answer to anything else; None where the person may report.
    """

    refusal: Refusal | None

    def check(self, form: SentForm, body: Body) -> None:
        """Refuse content that is not the same as the first time, before any of it is kept."""
        if self.refusal and not is_repeated(reading(), form.instance_id, body):
            raise self.refusal


def read_place(form: SentForm) -> int:
    """The place that a form is about."""
    place_id = read_number(form.answers.get(UNIT, ""), LARGEST_ID)
    if place_id is None:
        raise InvalidField("place", NO_UNIT)
    return place_id


def find_right(
    bearer: Bearer,
    form: SentForm,
    place_id: int,
    refusal: Refusal,
    report_id: int | None = None,
) -> Right:
    """What may be sent from this phone about a place, or to change a report there.

    What was taken before may be, whatever its person may do today: the app must learn that it
    arrived. Raises NotAllowed for anything else of who is no coordinator any more, the refusal
    for that of others.
    """
    person = bearer.person
    is_coordinator = Role.COORDINATOR in person.roles
    if is_coordinator and reports_for(bearer, place_id):
        return Right(None)
    answer = refusal if is_coordinator else NotAllowed(NO_COORDINATOR)
    if is_sent_again(
        reading(), form.instance_id, person_id=person.id, place_id=place_id, report_id=report_id
    ):
        return Right(answer)
    raise answer


def reports_for(bearer: Bearer, place_id: int) -> bool:
    """Whether the phone's person reports about a place, and its code reaches there."""
    own = may_write(reading(), bearer.person, place_id)
    return own and is_covered(reading(), bearer.token, place_id)
