"""Tables of people: accounts, roles, and what coordinators are assigned."""

from __future__ import annotations

from datetime import date, datetime

from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, String, Table
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
    """A person's account; the only personal data that the tracker keeps."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    display_name: Mapped[str] = mapped_column(String(100))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool]
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    created_at: Mapped[datetime]
    roles: Mapped[list[Role]] = relationship(
        secondary=person_role, back_populates="users", lazy="selectin"
    )


class AssignmentRow(Base):
    """An area or shelter that a coordinator reports for, with all that lies beneath it."""

    __tablename__ = "assignment"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    since: Mapped[date]
