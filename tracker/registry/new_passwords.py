"""New passwords of accounts, and what ends with the old one."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.registry.passwords import check_password, hash_password
from tracker.registry.people import Credentials, load_credentials
from tracker.registry.tokens import revoke_tokens
from tracker.store.accounts import User


def set_password(session: Session, person_id: int, password: str, *, now: datetime) -> Credentials:
    """Replace the password; all sessions and tokens of the account end."""
    check_password(password)
    values = {"password": hash_password(password), "fs_uniquifier": uuid4().hex}
    session.execute(update(User).where(User.id == person_id).values(values))
    revoke_tokens(session, person_id, now=now)
    return load_credentials(session, person_id)


def renew_hash(session: Session, person_id: int, password: str) -> None:
    """Hash the same password with today's settings; sessions and tokens go on."""
    values = {"password": hash_password(password)}
    session.execute(update(User).where(User.id == person_id).values(values))
