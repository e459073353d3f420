"""Passwords: which are good enough, and their argon2 hashes."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.domain.errors import InvalidField

SHORTEST = 12
LONGEST = 128
"""Longer texts would let anybody keep the server busy hashing."""

_hasher = PasswordHasher()


def check_password(password: str, *, field: str = "password") -> None:
    """Refuse a password that is easily guessed; length matters more than odd characters do."""
    if len(password) < SHORTEST:
        raise InvalidField(field, f"Enter a password of at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise InvalidField(field, f"Enter a password of at most {LONGEST} characters")
    if len(set(password)) < SHORTEST // 3:
        raise InvalidField(field, "Enter a password that does not repeat the same few characters")


def hash_password(password: str) -> str:
    """The hash to store; Flask-Security reads the same format (argon2id, NFKD)."""
    return _hasher.hash(_normalise(password))


def verify_password(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one that was hashed; takes as long where there is no hash."""
    if len(password) > LONGEST:
        return False
    if password_hash is None:
        _hasher.hash(_normalise(password))
        return False
    try:
        return _hasher.verify(password_hash, _normalise(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)


def _normalise(password: str) -> str:
    # The same letter is sent composed or decomposed depending on the keyboard.
    return unicodedata.normalize("NFKD", password)
