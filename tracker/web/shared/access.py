"""Access marks: who may open a view. Every view carries exactly one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar, cast

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotAllowed
from tracker.registry.people import Person, Role
from tracker.web.shared.identity import find_current_person

SIGNED_OUT = "You were signed out. Sign in in another tab, come back here and send the form again."
NOT_YOURS = "This belongs to another role."

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
AnyView = TypeVar("AnyView", bound=Callable[..., ResponseReturnValue])


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """What a mark says: open to everybody, or to signed-in people with one of the roles.

    An address that is a secret by itself asks for no session: the view looks the secret up. Nor
    does one that only programs ask, by a token: whose it is has the roles, or not.
    """

    is_public: bool
    roles: frozenset[Role]
    is_secret: bool = False
    by_token: bool = False

    def admits(self, person: Person | None) -> bool:
        """Whether the person (None: nobody signed in) may open the view."""
        return self.is_public or (person is not None and not self.roles.isdisjoint(person.roles))


class MarkedView(Protocol):
    """A view with its mark."""

    access: Access


def public(view: AnyView) -> AnyView:
    """Open to everybody."""
    cast("MarkedView", view).access = Access(is_public=True, roles=frozenset())
    return view


def secret_address(view: AnyView) -> AnyView:
    """Open to programs that know the address; the view finds out whose it is."""
    access = Access(is_public=False, roles=frozenset(), is_secret=True)
    cast("MarkedView", view).access = access
    return view


def by_token(*allowed: Role) -> Callable[[AnyView], AnyView]:
    """Open to programs of people who have one of these roles; the view asks for the token."""
    access = Access(is_public=False, roles=frozenset(allowed), by_token=True)

    def mark(view: AnyView) -> AnyView:
        cast("MarkedView", view).access = access
        return view

    return mark


def signed_in(view: View[P]) -> View[P]:
    """Open to everybody who is signed in."""
    return roles(*Role)(view)


def roles(*allowed: Role) -> Callable[[View[P]], View[P]]:
    """Open to signed-in people who have one of these roles."""
    access = Access(is_public=False, roles=frozenset(allowed))

    def mark(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            person = find_current_person()
            if person is None:
                return _ask_to_sign_in()
            if not access.admits(person):
                raise NotAllowed(NOT_YOURS)
            return view(*args, **kwargs)

        cast("MarkedView", guarded).access = access
        return guarded

    return mark


def _ask_to_sign_in() -> ResponseReturnValue:
    # What a form holds would be lost on the way to the sign-in page; the browser still has it.
    if request.method not in {"GET", "HEAD"}:
        raise NotAllowed(SIGNED_OUT)
    wanted = request.full_path.rstrip("?")
    return redirect(url_for("accounts.sign_in", next=None if wanted == "/" else wanted), code=303)
