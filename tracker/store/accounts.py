"""Tables of people: accounts, roles, and what coordinators are assigned."""

from __future__ import annotations

from datetime import date, datetime

from flask_security import (
    AsaList,
    RefreshTrackerMixin,
    RoleMixin,
    UserMixin,
    WebAuthnMixin,
)
from sqlalchemy import CheckConstraint, Column, ForeignKey, LargeBinary, String, Table, func
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.store.base import Base

person_role = Table(
    "person_role",
    Base.metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("role_id", ForeignKey("role.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """What a person may do: coordinator, reviewer, official, administrator."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)
    description: Mapped[str | None] = mapped_column(String(255))
    permissions: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    users: Mapped[list[User]] = relationship(secondary=person_role, back_populates="roles")


class User(Base, UserMixin):
    """A person's account; the only personal data that the tracker keeps.

    Some columns are narrower or wider than Flask-Security's mixins declare them; it copes with
    both.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    display_name: Mapped[str] = mapped_column(String(100))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool]
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(String(64), unique=True)  # type: ignore[assignment]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    created_at: Mapped[datetime]
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        secondary=person_role, back_populates="users", lazy="selectin"
    )
    webauthn: Mapped[list[WebAuthn]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete", passive_deletes=True
    )
    refresh_trackers: Mapped[list[RefreshTracker]] = relationship(  # type: ignore[assignment]
        cascade="all, delete", passive_deletes=True
    )


class WebAuthn(Base, WebAuthnMixin):
    """A passkey or security key of a person; columns as Flask-Security names them."""

    __tablename__ = "webauthn"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int | None]  # type: ignore[assignment]
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    create_datetime: Mapped[datetime] = mapped_column(server_default=func.now())
    lastuse_datetime: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))
    user: Mapped[User] = relationship(back_populates="webauthn")


class RefreshTracker(Base, RefreshTrackerMixin):
    """A family of refresh tokens of a person; columns as Flask-Security names them."""

    __tablename__ = "refresh_tracker"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    refresh_family: Mapped[str] = mapped_column(String(64), unique=True)
    gen: Mapped[int]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime]
    create_datetime: Mapped[datetime] = mapped_column(server_default=func.now())
    name: Mapped[str] = mapped_column(String(64))


class AssignmentRow(Base):
    """An area or shelter that a coordinator reports for, with all that lies beneath it."""

    __tablename__ = "assignment"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    since: Mapped[date]


class AccessTokenRow(Base):
    """A secret by which a person's programs come in without a session; only its hash is kept.

    `use` is the one door that it opens. It writes nothing unless `may_write` says so.
    """

    __tablename__ = "access_token"
    __table_args__ = (CheckConstraint("use IN ('feed', 'api', 'collect')", name="use"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    use: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    may_write: Mapped[bool]
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class AccessTokenAreaRow(Base):
    """An area or shelter that a token is narrowed to, with all that lies beneath it."""

    __tablename__ = "access_token_area"

    token_id: Mapped[int] = mapped_column(ForeignKey("access_token.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)


class LookRow(Base):
    """When a person last looked at the overview, and when their visit before that ended.

    Kept to tell them what changed since; nothing else is kept of what anybody reads.
    """

    __tablename__ = "overview_look"
    __table_args__ = (CheckConstraint("visit_ended_at < looked_at", name="order"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False
    )
    looked_at: Mapped[datetime]
    visit_ended_at: Mapped[datetime | None]
