"""Pages of long lists: which one the address asks for, and the links to its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of a list: its items are those from `first` to `last` of `total`, counted from 1."""

    first: int
    last: int
    total: int
    noun: str
    previous_url: str | None
    next_url: str | None

    @property
    def offset(self) -> int:
        """How many items stand before it."""
        return max(0, self.first - 1)

    @property
    def is_all(self) -> bool:
        """Whether there is no other page."""
        return not self.previous_url and not self.next_url


def find_page(total: int, size: int, make_url: Callable[..., str], *, noun: str) -> Page:
    """The page that `?page=` in the address asks for; the nearest there is when it has no items.

    `make_url` takes the number of a page as `page`.
    """
    pages = max(1, -(-total // size))
    asked = request.args.get("page", 1, type=int)
    number = min(max(asked, 1), pages)
    return Page(
        first=min((number - 1) * size + 1, total),
        last=min(number * size, total),
        total=total,
        noun=noun,
        previous_url=make_url(page=number - 1) if number > 1 else None,
        next_url=make_url(page=number + 1) if number < pages else None,
    )
