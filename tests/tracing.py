"""What coverage need not watch: it triples the time of every line it is shown, ours or not.

A test marked `unwatched` (long, random, or in a browser) proves nothing about coverage, and neither
does what a fixture of one test prepares: what they reach has tests that ask about it, for which the
gates in `.ci/run` look. Tests of both engines run the same lines and are watched on SQLite. Where
nothing of ours runs, as in reading a page's HTML, coverage is not asked either.
"""

import sys
import threading
from collections.abc import Callable, Generator
from typing import Any, ParamSpec, TypeVar

import pytest

Taken = ParamSpec("Taken")
Answer = TypeVar("Answer")


def unwatched(do: Callable[Taken, Answer]) -> Callable[Taken, Answer]:
    """The same function, out of coverage's sight."""

    # Not a context manager: the tracer counts calls and returns, and has to see both of each.
    def run(*given: Taken.args, **named: Taken.kwargs) -> Answer:
        tracers = sys.gettrace(), threading.gettrace()
        sys.settrace(None)
        threading.settrace(None)
        try:
            return do(*given, **named)
        finally:
            threading.settrace(tracers[1])
            sys.settrace(tracers[0])

    return run


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """Have a test run unwatched that is marked so, or is the same as one on SQLite."""
    parameters = pyfuncitem.callspec.params if hasattr(pyfuncitem, "callspec") else {}
    if pyfuncitem.get_closest_marker("unwatched") or parameters.get("databases") == "postgresql":
        pyfuncitem.obj = unwatched(pyfuncitem.obj)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Have fixtures of one test set up unwatched."""
    if fixturedef.scope != "function":
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
