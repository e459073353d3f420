"""Of several columns that could have a role, those that keep it."""

from __future__ import annotations

from collections.abc import Callable

from tracker.exchange.meanings import NOT_USED, PEOPLE_ROLES, Meaning, Role


def drop_role(meanings: dict[str, Meaning], role: Role) -> None:
    """Leave all columns of a role out."""
    for name, meaning in meanings.items():
        if meaning.role is role:
            meanings[name] = NOT_USED


def keep_only_one(meanings: dict[str, Meaning], role: Role) -> None:
    """Keep no column of a role where several could be it: each may be about another number."""
    if sum(meaning.role is role for meaning in meanings.values()) > 1:
        drop_role(meanings, role)


def keep_one(meanings: dict[str, Meaning], role: Role, rate: Callable[[str], int]) -> None:
    """Keep the best rated column of a role, of equal ones the first."""
    found = [name for name, meaning in meanings.items() if meaning.role is role]
    kept = max(found, key=rate, default=None)
    meanings |= {name: NOT_USED for name in found if name != kept}


def keep_ages(meanings: dict[str, Meaning]) -> None:
    """Keep one column of sexes, and one of ages in words or both of the ages from and to."""
    for role in PEOPLE_ROLES:
        keep_one(meanings, role, lambda _name: 0)
    found = {meaning.role for meaning in meanings.values()}
    if Role.AGE in found or not found >= {Role.AGE_FROM, Role.AGE_TO}:
        drop_role(meanings, Role.AGE_FROM)
        drop_role(meanings, Role.AGE_TO)
