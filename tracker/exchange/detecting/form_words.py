"""Words that say whether a number is new on its day, a total so far, or a level."""

from __future__ import annotations

import re

from tracker.domain.counts import Form

_TOTAL = re.compile(
    r"\b(?:cum\w*|accumulat\w*|so far|thus far|until now|up to now|to date|since|running"
    r"|нарастающ\w*|накоплен\w*|накопительн\w*|кумулятивн\w*|с начала|на сегодня"
    r"|на данный момент|к настоящему времени|за все время)\b"
)
_TOTAL_WEAKLY = re.compile(r"\b(?:total|overall|всего|итого)\b")
_NEW = re.compile(
    r"\b(?:daily|new|newly|(?:per|a|each|every|on the|of the|in the|for the) day|today|\d+ ?h"
    r"|\d+ ?(?:hours?|hrs?)|за (?:\w+ )?(?:сутки|день)|за \d+ час\w*|в (?:сутки|день)"
    r"|суточн\w*|ежедневн\w*|ежесуточн\w*|нов\w+)\b"
)
_KNOWN: dict[Form, re.Pattern[str]] = {
    Form.TOTAL: re.compile(
        r"(?:running |overall |grand )?"
        r"(?:cumul\w*|cum|accumulat\w*|totals?|overall|running|so far|to date)"
        r"(?: (?:totals?|so far|to date|figures?|numbers?|values?|counts?|sum))*(?: since .+)?"
        r"|нарастающ\w*(?: итог\w*)?|накоплен\w*|накопительн\w*|кумулятивн\w*|всего|итого"
        r"|(?:всего )?с начала(?: .+)?"
    ),
    Form.NEW: re.compile(
        r"new(?:ly)?(?: (?:reported|registered|recorded|figures?|numbers?|values?|counts?|cases?))*"
        r"(?: (?:on (?:the|that)|per|of the|each|a|this|in the) day| today| daily)?"
        r"|(?:daily|per day|each day|on (?:the|that) day|of the day|today|incremental|increments?"
        r"|(?:last |past |in |within )?\d+ ?(?:h|hrs?|hours?))"
        r"(?: (?:new|figures?|numbers?|values?|counts?|totals?))*"
        r"|за (?:\w+ )?(?:сутки|день)|за \d+ час\w*|нов(?:ые|ых|ый|ая|ое)|суточн\w*|ежедневн\w*"
    ),
    Form.LEVEL: re.compile(
        r"levels?|stocks?|current(?:ly)?|snapshots?|point in time|(?:at |as of )?(?:the )?end of"
        r" (?:the )?day|остат\w+|на конец (?:дня|суток)|текущ\w+|уровень"
    ),
}


def find_form(words: str, *, weakly: bool = True) -> Form | None:
    """What a head says of its numbers, None where it leaves open whether they are new.

    Without `weakly` a word such as "total" alone says nothing.

    >>> find_form("killed total"), find_form("killed"), find_form("new total so far")
    (<Form.TOTAL: 'total'>, None, <Form.TOTAL: 'total'>)
    """
    if _TOTAL.search(words):
        return Form.TOTAL
    if _NEW.search(words):
        return Form.NEW
    return Form.TOTAL if weakly and _TOTAL_WEAKLY.search(words) else None


def read_form(words: str) -> Form | None:
    """What a cell says of the number beside it; None for words that say nothing of the kind.

    `words` are folded as heads are.

    >>> read_form("cumulative"), read_form("new york")
    (<Form.TOTAL: 'total'>, None)
    """
    return next((form for form, known in _KNOWN.items() if known.fullmatch(words)), None)
