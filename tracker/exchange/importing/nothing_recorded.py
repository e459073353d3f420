"""Why a plan has nothing to record, in a sentence that is true of all its rows."""

from __future__ import annotations

from tracker.exchange.importing.notices import count_things
from tracker.exchange.importing.planning import Plan


def explain_nothing(plan: Plan) -> str:
    """`Nothing was recorded: none of the 4 rows can be taken in …`."""
    return f"Nothing was recorded: {_explain(plan)}."


def _explain(plan: Plan) -> str:
    refused = len(plan.refused)
    if not refused:
        known = "everything in the file is known already"
        return known if plan.planned else "no row says anything that can be taken in"
    are = "is" if refused == 1 else "are"
    if plan.planned:
        rows = count_things(refused, "row")
        return (
            f"{rows} {are} refused, for the reasons that are given, and everything else in the "
            "file is known already"
        )
    if refused < plan.rows:
        return (
            f"{refused:,} of the {plan.rows:,} rows {are} refused, for the reasons that are given, "
            "and the others are left out or say nothing"
        )
    rows = "the only row cannot" if refused == 1 else f"none of the {refused:,} rows can"
    return f"{rows} be taken in, for the reasons that are given"
