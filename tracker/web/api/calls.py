"""What can be called: each call says who may, what it takes and what it answers, and is served."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from flask.typing import ResponseReturnValue

from tracker.registry.people import Role
from tracker.web.api.asking import Asked, Judge, Parameter, Rules, ask
from tracker.web.api.blueprint import blueprint
from tracker.web.api.records import Record
from tracker.web.shared import access

Serving = Callable[..., ResponseReturnValue]
EVERYBODY = frozenset(Role)


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One method of one path, as it is documented.

    `answers` are the records by status, None for a file, whose media types are `files`; `problems`
    are further statuses of its own.
    """

    name: str
    method: str
    path: str
    tag: str
    summary: str
    description: str
    rules: Rules
    answers: Mapping[int, Record | None]
    problems: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


CALLS: list[Call] = []
"""All calls, in the order in which their modules are imported."""


def call(  # noqa: PLR0913 -- all that a call says of itself
    method: str,
    path: str,
    *,
    tag: str,
    answers: Mapping[int, Record | None],
    roles: frozenset[Role] = EVERYBODY,
    parameters: Sequence[Parameter] = (),
    body: Record | None = None,
    takes_file: bool = False,
    repeats: bool = False,
    judge: Judge | None = None,
    problems: Sequence[int] = (),
    files: Sequence[str] = (),
    ids: Mapping[str, str] = MappingProxyType({}),
) -> Callable[[Serving], Serving]:
    """Serve a call to whoever has a token and one of the roles; all but GET need one that writes.

    The first line of the view's docstring is the summary, the rest the description. `ids` say what
    the numbers in the path are. What `repeats` is answered once more without the role (see Rules).
    """
    rules = Rules(
        roles=roles,
        writes=method != "GET",
        parameters=tuple(parameters),
        body=body,
        takes_file=takes_file,
        repeats=repeats,
        judge=judge,
    )

    def register(view: Serving) -> Serving:
        summary, _, description = (inspect.getdoc(view) or "").partition("\n")
        CALLS.append(
            Call(
                name=view.__name__,
                method=method,
                path=path,
                tag=tag,
                summary=summary.rstrip("."),
                description=description.strip(),
                rules=rules,
                answers=answers,
                problems=tuple(problems),
                files=tuple(files),
                ids=ids,
            )
        )

        @access.by_token(*roles)
        def serve(**values: Any) -> ResponseReturnValue:
            asked: Asked = ask(rules)
            return view(asked, **values)

        blueprint.add_url_rule(path, view.__name__, serve, methods=[method])
        return view

    return register
