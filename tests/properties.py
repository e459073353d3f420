"""Properties that hold whatever happens: tried on as many random cases as find a fault.

How many is said by each test, for SQLite. The rules are the same code on both engines: PostgreSQL
can only show that its SQL means something else, and such a fault shows in the first histories.
Coverage watches some of them: it triples their time.
"""

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from tests.databases import Databases
from tests.tracing import unwatched, watched_now_and_then

POSTGRESQL_SHARE = 5
"""Of five cases on SQLite PostgreSQL gets one."""

Test = Callable[..., None]


def holds_for(cases: int, *, shrinks: bool = True, **drawn: SearchStrategy[Any]) -> Any:
    """Make a test of what is to hold for each of some cases; its other arguments are fixtures.

    The fixtures stay from one case to the next: the test takes back what it did. A history that
    takes long to play is told as it was found, not looked for in smaller ones.
    """

    def make_test(check: Test) -> Test:
        def test(databases: Databases, **fixtures: Any) -> None:
            check_case = watched_now_and_then(check)

            def attempt(**values: Any) -> None:
                check_case(**fixtures, **values)

            attempt.__name__ = check.__name__  # by which hypothesis chooses the cases
            few = cases if databases.dialect == "sqlite" else max(1, cases // POSTGRESQL_SHARE)
            phases = [Phase.reuse, Phase.generate, *([Phase.shrink] if shrinks else [])]
            patient = settings(
                max_examples=few, phases=phases, suppress_health_check=[HealthCheck.too_slow]
            )
            unwatched(patient(given(**drawn)(attempt)))()

        own = [taken for name, taken in signature(check).parameters.items() if name not in drawn]
        asked = [Parameter("databases", Parameter.KEYWORD_ONLY), *map(_by_name, own)]
        test.__name__, test.__doc__, test.__module__ = (
            check.__name__,
            check.__doc__,
            check.__module__,
        )
        test.__signature__ = signature(test).replace(parameters=asked)  # type: ignore[attr-defined]
        return test

    return make_test


def _by_name(taken: Parameter) -> Parameter:
    return taken.replace(kind=Parameter.KEYWORD_ONLY)
