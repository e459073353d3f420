"""The example's accounts, at least one for each role, with their published passwords."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.example.acts import Desk
from tracker.example.places import REGION
from tracker.registry.people import Role, add_person


@dataclass(frozen=True, kw_only=True, slots=True)
class SignIn:
    """What somebody needs to look at the example in a role."""

    role: Role
    email: str
    display_name: str
    password: str


COORDINATOR = SignIn(
    role=Role.COORDINATOR,
    email="coordinator@example.org",
    display_name="Coordinator for Kursk city (example)",
    password="example-coordinator",  # noqa: S106 -- printed at every start of the demo
)
BORDER_COORDINATOR = SignIn(
    role=Role.COORDINATOR,
    email="border@example.org",
    display_name="Coordinator for the border (example)",
    password="example-border",  # noqa: S106 -- as above
)
REGION_COORDINATOR = SignIn(
    role=Role.COORDINATOR,
    email="region@example.org",
    display_name="Coordinator for the region (example)",
    password="example-region",  # noqa: S106 -- as above
)
REVIEWER = SignIn(
    role=Role.REVIEWER,
    email="reviewer@example.org",
    display_name="Reviewer (example)",
    password="example-reviewer",  # noqa: S106 -- as above
)
OFFICIAL = SignIn(
    role=Role.OFFICIAL,
    email="official@example.org",
    display_name="Official (example)",
    password="example-official",  # noqa: S106 -- as above
)
ADMINISTRATOR = SignIn(
    role=Role.ADMINISTRATOR,
    email="administrator@example.org",
    display_name="Administrator (example)",
    password="example-administrator",  # noqa: S106 -- as above
)

SIGN_INS = (
    COORDINATOR,
    BORDER_COORDINATOR,
    REGION_COORDINATOR,
    REVIEWER,
    OFFICIAL,
    ADMINISTRATOR,
)
DESKS = {
    Desk.CITY: COORDINATOR,
    Desk.BORDER: BORDER_COORDINATOR,
    Desk.REGION: REGION_COORDINATOR,
}
ASSIGNED: dict[Desk, tuple[str, ...]] = {
    Desk.CITY: ("Kursk (city)",),
    Desk.BORDER: (
        "Belaya district",
        "Glushkovo district",
        "Korenevo district",
        "Rylsk district",
        "Sudzha district",
    ),
    Desk.REGION: (REGION,),
}


def add_people(
    session: Session,
    *,
    places: Mapping[str, int],
    sources: Mapping[str, int],
    now: datetime,
) -> dict[str, int]:
    """Make the accounts; answers ids by e-mail address."""
    desks = {sign_in.email: desk for desk, sign_in in DESKS.items()}
    ids: dict[str, int] = {}
    for sign_in in SIGN_INS:
        desk = desks.get(sign_in.email)
        person = add_person(
            session,
            email=sign_in.email,
            display_name=sign_in.display_name,
            roles=(sign_in.role,),
            password=sign_in.password,
            now=now,
            source_id=sources[desk] if desk else None,
            assigned=tuple(places[name] for name in ASSIGNED[desk]) if desk else (),
        )
        ids[sign_in.email] = person.id
    return ids
