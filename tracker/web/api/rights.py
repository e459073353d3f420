"""Who may report about a place, and what may be sent once more by who no longer may."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.errors import InvalidField, InvalidReport, NotAllowed, Refusal
from tracker.recording.submissions import Body, is_repeated, is_sent_again
from tracker.registry.people import Role, may_write
from tracker.web.api.asking import Asked
from tracker.web.shared.access import NOT_YOURS


@dataclass(frozen=True, slots=True)
class Right:
    """The right to report about a place: without one, what was accepted may be sent once more.

    `refusal` is the answer to anything else; None where the program may report.
    """

    refusal: Refusal | None

    def check(self, asked: Asked, body: Body) -> None:
        """Refuse content that is not the same as the first time, before any of it is kept."""
        if self.refusal and not is_repeated(asked.session, asked.body["submission_id"], body):
            raise self.refusal


def open_place(asked: Asked) -> Right:
    """Refuse places that are not the person's and those out of the token's reach alike."""
    refusal = InvalidReport((InvalidField("place", "Choose a place that you report for"),))
    return find_right(asked, asked.body["place"], refusal)


def find_right(
    asked: Asked, place_id: int, refusal: Refusal, report_id: int | None = None
) -> Right:
    """What the program may send about a place, or to change a report there; else the refusal."""
    person = asked.person
    if Role.COORDINATOR not in person.roles:
        refusal = NotAllowed(NOT_YOURS)
    if asked.covers(place_id) and may_write(asked.session, person, place_id):
        return Right(None)
    if is_sent_again(
        asked.session,
        asked.body["submission_id"],
        person_id=person.id,
        place_id=place_id,
        report_id=report_id,
    ):
        return Right(refusal)
    raise refusal
