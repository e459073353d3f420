"""What coverage need not watch: it triples the time of every line it is shown, ours or not.

A test marked `unwatched` (long, random, or in a browser) proves nothing about coverage: what it
reaches has tests of its own, for which the gates in `.ci/run` look. Tests of both engines run the
same lines, as do their fixtures, and are watched on SQLite. Where nothing of ours runs, as in
reading a page's HTML, coverage is not asked either.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import count
from typing import Any, ParamSpec, TypeVar

import pytest

WATCHED_SHARE = 10
"""Of ten random cases coverage watches one."""

Taken = ParamSpec("Taken")
Answer = TypeVar("Answer")


def unwatched(do: Callable[Taken, Answer]) -> Callable[Taken, Answer]:
    """The same function, out of coverage's sight."""
    return _traced_by(None, None, do)


def watched_as_now(do: Callable[Taken, Answer]) -> Callable[Taken, Answer]:
    """The same function, watched wherever it is called if coverage is watching now."""
    return _traced_by(sys.gettrace(), threading.gettrace(), do)


def _traced_by(
    tracer: Any, of_threads: Any, do: Callable[Taken, Answer]
) -> Callable[Taken, Answer]:
    # Not a context manager: the tracer counts calls and returns, and has to see both of each.
    def run(*given: Taken.args, **named: Taken.kwargs) -> Answer:
        before = sys.gettrace(), threading.gettrace()
        sys.settrace(tracer)
        threading.settrace(of_threads)
        try:
            return do(*given, **named)
        finally:
            threading.settrace(before[1])
            sys.settrace(before[0])

    return run


def watched_now_and_then(do: Callable[Taken, Answer]) -> Callable[Taken, Answer]:
    """The same function, watched in the first of ten calls if coverage is watching now."""
    calls, seen = count(), watched_as_now(do)

    @wraps(do)
    def run(*given: Taken.args, **named: Taken.kwargs) -> Answer:
        return (do if next(calls) % WATCHED_SHARE else seen)(*given, **named)

    return run


def watched(do: Callable[Taken, Answer]) -> Callable[Taken, Answer]:
    """The same function, watched if coverage watches this run at all."""
    return _traced_by(*_tracers[0], do) if _tracers else do


_tracers: list[tuple[Any, Any]] = []
"""What watches the run, once its first test begins."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Prepare a test unwatched, too, that runs so: its fixtures are those of watched tests."""
    if not _tracers:
        _tracers.append((sys.gettrace(), threading.gettrace()))
    if _goes_unwatched(item):
        item.setup = unwatched(item.setup)  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """Have a test run unwatched that is marked so, or is the same as one on SQLite.

    Of what hypothesis tries some cases are watched, and the choosing of them is not.
    """
    tried: Any = getattr(pyfuncitem.obj, "hypothesis", None)
    if tried or _goes_unwatched(pyfuncitem):
        pyfuncitem.obj = unwatched(pyfuncitem.obj)
    if not tried or _goes_unwatched(pyfuncitem):
        return (yield)
    inner = tried.inner_test
    tried.inner_test = watched_now_and_then(inner)
    try:
        return (yield)
    finally:
        tried.inner_test = inner  # the next parameters of the test have the same


def _goes_unwatched(item: pytest.Item) -> bool:
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return bool(item.get_closest_marker("unwatched")) or parameters.get("databases") == "postgresql"
