"""Whose phone it is, and what may be reported from it."""

from __future__ import annotations

from tracker.domain.errors import InvalidField, NotAllowed, NotFound
from tracker.exchange.openrosa import ListedPlace, ListedSource, SentForm
from tracker.exchange.openrosa.questions import UNIT
from tracker.recording.submissions import is_sent_again
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


def require_place(bearer: Bearer, form: SentForm) -> int:
    """The place that a form is about; refused where it may not be reported about."""
    place_id = read_number(form.answers.get(UNIT, ""), LARGEST_ID)
    if place_id is None:
        raise InvalidField("place", NO_UNIT)
    if not may_report(bearer, form, place_id):
        raise InvalidField("place", NOT_YOURS)
    return place_id


def may_report(bearer: Bearer, form: SentForm, place_id: int) -> bool:
    """Whether a form about a place is taken from this phone.

    One that was taken before is, whatever its person may do today: the app must learn that it
    arrived. Raises NotAllowed for any other of who is no coordinator any more.
    """
    person = bearer.person
    if Role.COORDINATOR in person.roles and reports_for(bearer, place_id):
        return True
    if is_sent_again(reading(), form.instance_id, person_id=person.id, place_id=place_id):
        return True
    require_coordinator(bearer)
    return False


def reports_for(bearer: Bearer, place_id: int) -> bool:
    """Whether the phone's person reports about a place, and its code reaches there."""
    own = may_write(reading(), bearer.person, place_id)
    return own and is_covered(reading(), bearer.token, place_id)
