"""What the attributes of a hashtag do to its meaning: nothing, say which people, or narrow it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tracker.domain.breakdown import CHILDREN
from tracker.domain.counts import Sex
from tracker.exchange.meanings import Group

ESTIMATED = frozenset(("est", "estimate", "estimated", "approx"))
"""The numbers of such a column are about as many."""

_LANGUAGE = re.compile(r"i_[a-z]{2,3}|en|fr|es|ar|ru|uk|zh|pt")
_VOCABULARY = re.compile(r"v_\w+")
_BAND = re.compile(r"age_?(\d{1,3})_(\d{1,3})")
_OLDER = re.compile(r"age_?(\d{1,3})_?(?:plus|up)|age_?ge_?(\d{1,3})")
_YOUNGER = re.compile(r"(?:age_?)?(?:lt|under)_?(\d{1,3})|u5")
_PEOPLE = frozenset(("ind", "people", "num", "stock", "new", "cumulative", "total", "cum"))
_GROUPS = frozenset(("f", "m", "children", "sex_unknown", "age_unknown"))
_LOOSE = frozenset(("infants", "adolescents", "adults", "elderly"))
"""The standard gives these no ages: they hold beside a band only."""

_NEUTRAL: Mapping[str, frozenset[str]] = {
    "#affected": _PEOPLE | _GROUPS | ESTIMATED | {"hh", "civilians"},
    "#capacity": frozenset(
        ("ind", "people", "num", "stock", "total", "shelter", "places", "beds", "planned")
    )
    | {"standby"}
    | ESTIMATED,
    "#adm1": frozenset(("name", "code", "label", "id", "national")),
    "#adm2": frozenset(("name", "code", "label", "id", "national")),
    "#adm3": frozenset(("name", "code", "label", "id")),
    "#country": frozenset(("name", "code", "label", "id", "iso2", "iso3")),
    "#loc": frozenset(("name", "code", "label", "id", "shelter", "site", "camp", "centre")),
    "#date": frozenset(("occurred", "start", "event", "displacement", "observed", "asof")),
    "#meta": frozenset(("source", "name", "org", "text", "label", "code")),
    "#org": frozenset(("name", "code", "label", "source", "text")),
}
"""By hashtag, the attributes that leave what a column means as it is, or that are read."""

_MEANT: Mapping[str, str] = {
    "new": "who came to it in a day",
    "cumulative": "everybody so far",
    "cum": "everybody so far",
    "target": "what is planned",
    "targeted": "what is planned",
    "planned": "what is planned",
    "projected": "what is expected",
    "change": "a difference",
    "prev": "an earlier number",
    "previous": "an earlier number",
    "military": "soldiers",
    "soldiers": "soldiers",
    "returnees": "people who came back",
    "refugees": "people from other countries",
    "noncamp": "people outside of camps",
    "pwd": "people with disabilities",
    "origin": "where people came from",
    "dest": "where people go",
    "infants": "people of an age that it does not say",
    "adolescents": "people of an age that it does not say",
    "adults": "people of an age that it does not say",
    "elderly": "people of an age that it does not say",
}


def list_narrowing(base: str, attributes: Iterable[str], read: Iterable[str]) -> tuple[str, ...]:
    """The attributes of a hashtag that may change what it means, beside those that are `read`.

    >>> list_narrowing("#affected", ["idps", "ind", "target"], ["idps"])
    ('target',)
    """
    given = set(attributes)
    rest = given - set(read) - _NEUTRAL.get(base, frozenset())
    rest = {n for n in rest if not _LANGUAGE.fullmatch(n) and not _VOCABULARY.fullmatch(n)}
    if base != "#affected":
        return tuple(sorted(rest))
    bands = {name for name in rest if _read_band(name)}
    ages = bands | (given & {"age_unknown"})
    rest -= bands
    if len(ages) == 1:
        rest -= _LOOSE
    clashing = set() if len(ages) <= 1 else ages
    sexes = given & {"f", "m", "sex_unknown"}
    clashing |= sexes if len(sexes) > 1 else set()
    if "hh" in given and (sexes or ages or "children" in given):
        clashing.add("hh")
    return tuple(sorted(rest | clashing))


def find_people(attributes: frozenset[str]) -> Group | None:
    """Which people attributes single out, None for all of them.

    Without a sex they are of all sexes: only `+sex_unknown` are people of an unknown one.
    """
    sex = next((s for s in (Sex.FEMALE, Sex.MALE) if s.value in attributes), Sex.UNKNOWN)
    any_sex = sex is Sex.UNKNOWN and "sex_unknown" not in attributes
    band = next((found for name in sorted(attributes) if (found := _read_band(name))), None)
    if band is None and "children" in attributes:
        band = (0, CHILDREN.age_to)
    if band is not None:
        return Group(sex=sex, age_from=band[0], age_to=band[1], any_sex=any_sex)
    any_age = "age_unknown" not in attributes
    if any_sex and any_age:
        return None
    return Group(sex=sex, age_from=None, age_to=None, any_sex=any_sex, any_age=any_age)


def say_narrowing(names: Iterable[str]) -> str:
    """The attributes with what they mean, where that is known: `+target (what is planned)`."""
    return " and ".join(
        f"+{name} ({_MEANT[name]})" if name in _MEANT else f"+{name}" for name in names
    )


def _read_band(name: str) -> tuple[int, int | None] | None:
    """The ages that an attribute gives; of one such as `age_5` nothing says which are meant."""
    if match := _BAND.fullmatch(name):
        low, high = map(int, match.groups())
        return (low, high) if low <= high else None
    if match := _OLDER.fullmatch(name):
        return int(match[1] or match[2]), None
    if match := _YOUNGER.fullmatch(name):
        below = int(match[1] or 5)
        return (0, below - 1) if below else None
    return None
