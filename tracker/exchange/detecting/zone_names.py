"""Zones that are written in letters: MSK is one, IST could be three."""

from __future__ import annotations

from datetime import timedelta, timezone

_AHEAD = {
    **dict.fromkeys(("utc", "gmt", "wet"), 0),
    **dict.fromkeys(("west", "cet"), 1),
    **dict.fromkeys(("cest", "eet"), 2),
    **dict.fromkeys(("eest", "msk", "мск"), 3),
}
_ZONES = {name: timezone(timedelta(hours=ahead), name.upper()) for name, ahead in _AHEAD.items()}
_SEVERAL = {
    "ist": "India, Israel or Ireland",
    "cst": "America, China or Cuba",
    "cdt": "America or Cuba",
    "bst": "Britain or Bangladesh",
    "ast": "Arabia or the Atlantic",
    "adt": "Arabia or the Atlantic",
    "est": "America or Australia",
    "edt": "America or Australia",
    "pst": "America or the Philippines",
    "mst": "America, Malaysia or Myanmar",
    "gst": "the Gulf or South Georgia",
    "amt": "Armenia or the Amazon",
    "sst": "Singapore or Samoa",
}


def find_zone(letters: str) -> timezone | None:
    """The zone of these letters, None where they are none or could be several.

    >>> find_zone("msk"), find_zone("IST")
    (datetime.timezone(datetime.timedelta(seconds=10800), 'MSK'), None)
    """
    return _ZONES.get(letters.casefold())


def explain_letters(letters: str) -> str | None:
    """Why these letters are not taken for a zone; None for words in small letters, which are none.

    >>> explain_letters("and"), explain_letters("bst")
    (None, '“bst” could be the time of Britain or Bangladesh')
    """
    several = _SEVERAL.get(letters.casefold())
    if several:
        return f"“{letters}” could be the time of {several}"
    return f"“{letters}” is no zone that is known here" if letters.isupper() else None
