"""Accounts, roles, and the places people report for."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.registry.conftest import Register
from tracker.domain.errors import InUse, InvalidField, NotFound
from tracker.registry.new_passwords import renew_hash, set_password
from tracker.registry.passwords import check_password, hash_password, is_outdated, verify_password
from tracker.registry.people import (
    Person,
    Role,
    add_person,
    change_person,
    covered_place_ids,
    find_by_email,
    find_by_session_key,
    list_people,
    load_person,
    may_write,
    set_assignments,
    set_roles,
)
from tracker.store.accounts import AssignmentRow, RefreshTracker, User, WebAuthn
from tracker.store.places import SourceRow

NOW = datetime(2024, 8, 20, 9, 0, tzinfo=UTC)
LATER = datetime(2024, 8, 25, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


def add(session: Session, *roles: Role, name: str = "Olga", **values: Any) -> Person:
    values = {"password": PASSWORD, "now": NOW, "email": f"{name}@example.org", **values}
    return add_person(session, display_name=name, roles=roles, **values)


def test_a_person_is_kept_with_roles_source_and_places(
    session: Session, register: Register
) -> None:
    source = SourceRow(name="City", grade="B", description=None, url=None, retired=False)
    session.add(source)
    session.flush()  # its id is needed
    person = add(
        session,
        Role.COORDINATOR,
        Role.REVIEWER,
        email="  Olga@Example.ORG ",
        name="  Olga   Petrova ",
        source_id=source.id,
        assigned=[register.hall, register.whole],
    )
    add(session, Role.OFFICIAL, name="Noise", assigned=[register.elsewhere])
    assert person == load_person(session, person.id)
    assert person == Person(
        id=person.id,
        email="olga@example.org",
        display_name="Olga Petrova",
        active=True,
        roles=frozenset({Role.COORDINATOR, Role.REVIEWER}),
        source_id=source.id,
        assigned=tuple(sorted([register.hall, register.whole])),
    )


def test_people_are_listed_by_name_and_closed_accounts_stay(session: Session) -> None:
    zoe, adam = add(session, name="zoe"), add(session, name="Adam")
    change_person(
        session, zoe.id, email=zoe.email, display_name="zoe", active=False, source_id=None
    )
    assert [(person.id, person.active) for person in list_people(session)] == [
        (adam.id, True),
        (zoe.id, False),
    ]


def test_an_unknown_person_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        load_person(session, 404)
    with pytest.raises(NotFound):
        set_password(session, 404, PASSWORD, now=NOW)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": " "}, "email"),
        ({"email": f"{'a' * 250}@b.org"}, "email"),
        ({"email": "a\x00@b.org"}, "email"),
        ({"name": "  ", "email": "a@b.org"}, "display_name"),
        ({"name": "a" * 101, "email": "a@b.org"}, "display_name"),
        ({"name": "a\x00b", "email": "a@b.org"}, "display_name"),
        ({"password": "short"}, "password"),
    ],
)
def test_an_account_needs_an_address_a_name_and_a_good_password(
    session: Session, values: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        add(session, **values)
    assert refused.value.field == field
    assert list_people(session) == ()


def test_an_address_belongs_to_one_account(session: Session) -> None:
    olga, rita = add(session, name="Olga"), add(session, name="Rita")
    with pytest.raises(InvalidField, match="has an account already"):
        add(session, name="Other", email="OLGA@example.org")
    with pytest.raises(InvalidField, match="has an account already"):
        change_person(
            session,
            rita.id,
            email=olga.email,
            display_name="Rita",
            active=True,
            source_id=None,
        )
    changed = change_person(
        session, rita.id, email=rita.email, display_name="R.", active=True, source_id=None
    )
    assert changed.display_name == "R."


def test_roles_are_replaced(session: Session) -> None:
    olga, other = add(session, Role.OFFICIAL), add(session, Role.REVIEWER, name="Other")
    set_roles(session, olga.id, [Role.REVIEWER, Role.COORDINATOR])
    assert load_person(session, olga.id).roles == {Role.REVIEWER, Role.COORDINATOR}
    set_roles(session, olga.id, [])
    assert load_person(session, olga.id).roles == frozenset()
    assert load_person(session, other.id).roles == {Role.REVIEWER}


def test_the_last_administrator_stays_one(session: Session) -> None:
    anna = add(session, Role.ADMINISTRATOR, name="Anna")
    closed = add(session, Role.ADMINISTRATOR, name="Closed")
    close: dict[str, Any] = {"email": "c@b.org", "display_name": "Closed", "source_id": None}
    change_person(session, closed.id, active=False, **close)
    with pytest.raises(InUse, match="Anna is the last administrator"):
        set_roles(session, anna.id, [Role.OFFICIAL])
    with pytest.raises(InUse, match="Anna is the last administrator"):
        change_person(
            session, anna.id, email=anna.email, display_name="Anna", active=False, source_id=None
        )
    change_person(session, closed.id, active=True, **close)
    set_roles(session, anna.id, [Role.OFFICIAL])
    assert load_person(session, anna.id).roles == {Role.OFFICIAL}


def test_places_that_stay_assigned_keep_the_day_since_when(
    session: Session, register: Register
) -> None:
    olga = add(session, Role.COORDINATOR, assigned=[register.hall, register.whole])
    add(session, Role.COORDINATOR, name="Noise", assigned=[register.hall])
    set_assignments(session, olga.id, [register.whole, register.school], now=LATER)
    table = AssignmentRow
    rows = session.execute(
        select(table.place_id, table.since).where(table.person_id == olga.id)
    ).all()
    assert dict(rows) == {register.whole: NOW.date(), register.school: LATER.date()}


def test_a_coordinator_covers_what_lies_beneath(session: Session, register: Register) -> None:
    olga = add(session, Role.COORDINATOR, assigned=[register.by_shelter])
    noise = add(session, Role.COORDINATOR, name="Noise", assigned=[register.elsewhere])
    covered = covered_place_ids(session, olga)
    assert {register.by_shelter, register.hall, register.school, register.outside} <= covered
    assert not covered & {register.whole, register.elsewhere, register.region, register.country}
    assert covered_place_ids(session, noise) == {register.elsewhere}


def test_what_is_assigned_counts_for_coordinators_only(
    session: Session, register: Register
) -> None:
    official = add(session, Role.OFFICIAL, name="O", assigned=[register.by_shelter])
    assert official.assigned == (register.by_shelter,)
    assert covered_place_ids(session, official) == set()


def test_a_coordinator_writes_only_what_is_covered(session: Session, register: Register) -> None:
    olga = add(session, Role.COORDINATOR, assigned=[register.by_shelter])
    assert may_write(session, olga, register.by_shelter)
    assert may_write(session, olga, register.hall)
    assert not may_write(session, olga, register.whole)
    assert not may_write(session, olga, register.region)
    assert not may_write(session, olga, 404)


def test_other_roles_and_closed_accounts_write_nothing(
    session: Session, register: Register
) -> None:
    official = add(session, Role.OFFICIAL, name="O", assigned=[register.whole])
    assert not may_write(session, official, register.whole)
    assert not may_write(session, add(session, Role.COORDINATOR, name="C"), register.whole)
    olga = add(session, Role.COORDINATOR, assigned=[register.whole])
    closed = change_person(
        session, olga.id, email=olga.email, display_name="Olga", active=False, source_id=None
    )
    assert not may_write(session, closed, register.whole)


def test_a_new_password_ends_sessions_and_a_new_hash_does_not(session: Session) -> None:
    olga = add(session)
    before = find_by_email(session, "OLGA@example.org")
    assert before is not None
    assert before.person == olga
    renew_hash(session, olga.id, PASSWORD)
    assert find_by_session_key(session, before.session_key) is not None
    after = set_password(session, olga.id, "four quite unrelated words", now=LATER)
    assert find_by_session_key(session, before.session_key) is None
    found = find_by_session_key(session, after.session_key)
    assert found is not None
    assert verify_password("four quite unrelated words", found.password_hash)
    assert not verify_password(PASSWORD, found.password_hash)


def test_nobody_is_found_under_an_unknown_address(session: Session) -> None:
    add(session)
    assert find_by_email(session, "no@example.org") is None


def test_passkeys_and_refresh_trackers_go_with_the_account(session: Session) -> None:
    olga, other = add(session), add(session, name="Other")
    for person, key in ((olga, b"1"), (other, b"2")):
        session.add(
            WebAuthn(
                user_id=person.id,
                credential_id=key,
                public_key=key,
                sign_count=0,
                backup_state=False,
                device_type="single_device",
                lastuse_datetime=NOW,
                name="telephone",
                usage="first",
            )
        )
        session.add(
            RefreshTracker(
                user_id=person.id,
                refresh_family=str(person.id),
                gen=1,
                expires_at=LATER,
                last_used_at=NOW,
                name="telephone",
            )
        )
    session.commit()
    user = session.get_one(User, olga.id)
    assert [key.name for key in user.webauthn] == ["telephone"]
    assert [tracker.gen for tracker in user.refresh_trackers] == [1]
    session.execute(text("DELETE FROM person WHERE id = :id"), {"id": olga.id})
    session.expire_all()
    assert session.scalars(select(WebAuthn.user_id)).all() == [other.id]
    assert session.scalars(select(RefreshTracker.user_id)).all() == [other.id]


def test_a_letter_typed_composed_or_decomposed_is_the_same() -> None:
    assert verify_password(
        "cafe\u0301 cafe\u0301 au lait", hash_password("caf\u00e9 caf\u00e9 au lait")
    )


def test_a_password_is_not_verified_against_nothing_or_by_force() -> None:
    assert not verify_password(PASSWORD, None)
    assert not verify_password(PASSWORD, "no hash")
    assert not verify_password("x" * 10_000, hash_password("x" * 128))


def test_a_fresh_hash_is_not_outdated() -> None:
    assert not is_outdated(hash_password(PASSWORD))
    assert is_outdated("$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaA")


def test_a_refused_password_names_the_field_asked_about() -> None:
    with pytest.raises(InvalidField) as refused:
        check_password("short", field="new_password")
    assert refused.value.field == "new_password"


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("x" * 11, "at least 12 characters"),
        ("xyz" * 43, "at most 128 characters"),
        ("abababababab", "does not repeat"),
    ],
)
def test_a_password_is_long_and_not_repetitive(password: str, problem: str) -> None:
    with pytest.raises(InvalidField, match=problem):
        check_password(password)
