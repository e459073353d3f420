"""Words for people in the cells of a column: of which sex and age they are, in two languages."""

from __future__ import annotations

import re
import unicodedata

from tracker.domain.breakdown import CHILDREN, UNKNOWN_AGE, AgeBand
from tracker.domain.checks.limits import OLDEST
from tracker.domain.counts import Sex
from tracker.exchange.detecting.words import CHILDREN_WORDS, SEX_WORDS
from tracker.exchange.meanings import EVERYBODY, Group, Role

WRITE_SEX = "Write “female”, “male”, “unknown” or “total”"
WRITE_AGES = "Write the youngest and the oldest age in years, or only the youngest for “and older”"
WRITE_AGE = "Write an age such as “0 to 4”, “60 and older”, “unknown” or “total”"

_ADULTS = AgeBand(age_from=18, age_to=None)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SIGNS = re.compile(r"[^\w+<>=≤≥-]|_")
_FILLING = re.compile(
    r"\b(?:years?|yrs?|yo|y o|old|aged|of age|in|people|persons?|лет|год|года|в|человек)\b"
)
_NUMBER = r"(\d{1,3})"
_AGES: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (
        re.compile(rf"(?:\b(?:from|between|от|с) )?\b{_NUMBER} ?(?:-|to|and|до|по) ?{_NUMBER}\b"),
        0,
        0,
    ),
    (
        re.compile(
            rf"\b{_NUMBER} ?(?:\+|plus\b|(?:and|or|и|или) (?:over|older|above|up|more|старше|более"
            r"|больше)\b)"
        ),
        0,
        0,
    ),
    (re.compile(rf"(?:≥|>=|\bfrom|\bот) ?{_NUMBER}\b(?: и старше\b)?"), 0, 0),
    (re.compile(rf"> ?{_NUMBER}\b"), 1, 0),
    (re.compile(rf"()(?:≤|<=|\bup to) ?{_NUMBER}\b"), 0, 0),
    (
        re.compile(
            rf"()(?:<|\b(?:under|below|younger than|less than|до|младше|моложе)) ?{_NUMBER}\b"
            r"(?! включительно)"
        ),
        0,
        -1,
    ),
    (re.compile(rf"()\bдо {_NUMBER} включительно\b"), 0, 0),
)
"""Ages, with what is added to the youngest and the oldest one that is named."""
_ONE_AGE = re.compile(rf"^{_NUMBER}$")
_ADULT_WORDS = re.compile(r"\b(?:adults?|взросл\w*)\b")
_EVERY = re.compile(
    r"\b(?:total|all|both|everyone|everybody|overall|combined|все|всего|итого|оба|обоих|любо\w+)\b"
)
_UNKNOWN = re.compile(
    r"\b(?:unknown|not known|unspecified|not (?:specified|stated|recorded)|undisclosed|u"
    r"|неизвест\w*|не указан\w*|не установлен\w*)\b"
)
_OF_SEX = re.compile(r"\b(?:sex|sexes|genders?|пол\w{0,2})\b")
_OF_AGE = re.compile(r"\b(?:ages?|возраст\w*)\b")
_JOINING = re.compile(r"\b(?:groups?|population|and|or|of|the|и|или)\b")
_BLANK = ("", "-", "--")


def read_sex(text: str) -> Group | None:
    """The people of words in a column of sexes, None for words that are not understood.

    >>> read_sex("Girls").age_to
    17
    """
    words = fold_people(text)
    return _read(words, Role.SEX) if words not in _BLANK else EVERYBODY


def read_age(text: str) -> Group | None:
    """The people of words in a column of ages, None for words that are not understood.

    >>> read_age("0–17 лет").age_to
    17
    """
    words = fold_people(text)
    return _read(words, Role.AGE) if words not in _BLANK else EVERYBODY


def read_ages(youngest: str, oldest: str) -> Group | None:
    """The people of two cells, the age from and the age to; blank are ages that are not told.

    Words are read as those of one column of ages: all in either cell.
    """
    low, high = youngest.strip(), oldest.strip()
    if not low and not high:
        return _make(None, UNKNOWN_AGE)
    if not low.isdecimal() and (not high or low == high or not low):
        return None if high.isdecimal() else read_age(low or high)
    if not low.isdecimal() or (high and not high.isdecimal()):
        return None
    band = _make_band(int(low), int(high) if high else None)
    return _make(None, band) if band else None


def join_groups(one: Group, other: Group) -> Group | None:
    """The people who are in both, None where nobody can be: girls of 18 to 59.

    >>> join_groups(read_sex("girls"), read_age("5-11")).words
    'female, 5 to 11'
    """
    if not one.any_sex and not other.any_sex and one.sex is not other.sex:
        return None
    by_sex = other if one.any_sex else one
    by_age = _join_ages(one, other)
    if by_age is None:
        return None
    return Group(
        sex=by_sex.sex,
        any_sex=by_sex.any_sex,
        age_from=by_age.age_from,
        age_to=by_age.age_to,
        any_age=by_age.any_age,
    )


def fold_people(text: str) -> str:
    """Words as they are compared: small, without signs but those of ages."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold().replace("ё", "е")
    return " ".join(_FILLING.sub(" ", _SIGNS.sub(" ", plain)).split())


def _join_ages(one: Group, other: Group) -> Group | None:
    """The narrower of two bands, of which one lies in the other."""
    if one.any_age or (one.age_from is None and not other.any_age):
        return other
    if other.any_age or other.age_from is None:
        return one
    if _lies_in(one, other):
        return one
    return other if _lies_in(other, one) else None


def _lies_in(one: Group, other: Group) -> bool:
    oldest = OLDEST if one.age_to is None else one.age_to
    limit = OLDEST if other.age_to is None else other.age_to
    return (one.age_from or 0) >= (other.age_from or 0) and oldest <= limit


def _read(words: str, role: Role) -> Group | None:
    """What is said of sex and age, where nothing else is."""
    band, left = _take_band(words, role)
    sexes = [sex for sex, pattern in SEX_WORDS if pattern.search(left)]
    named = _find_named_band(left)
    unknown = bool(_UNKNOWN.search(left))
    said = (band, named, sexes, unknown, _EVERY.search(left))
    if not any(said) or _list_rest(left):
        return None
    if band and named and not _lies_in(_make(None, band), _make(None, named)):
        return None
    band = band or named
    sex = sexes[0] if len(sexes) == 1 else None
    if unknown and _is_about_sex(words, role, sexes=bool(sexes), ages=band is not None):
        return _make(Sex.UNKNOWN, band)
    return _make(sex, band or UNKNOWN_AGE if unknown else band)


def _list_rest(words: str) -> str:
    """The words that say something else than sex and age."""
    for pattern in (
        *(pattern for _, pattern in SEX_WORDS),
        *(CHILDREN_WORDS, _ADULT_WORDS, _UNKNOWN, _EVERY, _OF_SEX, _OF_AGE, _JOINING),
    ):
        words = pattern.sub(" ", words)
    return words.strip(" +-")


def _is_about_sex(words: str, role: Role, *, sexes: bool, ages: bool) -> bool:
    """Whether it is the sex that is unknown: the words name it, or say the ages, or no sex."""
    if sexes or ages:
        return not sexes
    if bool(_OF_SEX.search(words)) is not bool(_OF_AGE.search(words)):
        return bool(_OF_SEX.search(words))
    return role is Role.SEX


def _take_band(words: str, role: Role) -> tuple[AgeBand | None, str]:
    """The ages in some words, with what is left of these."""
    if role is Role.AGE and (match := _ONE_AGE.match(words)):
        age = int(match[1])
        return _make_band(age, age), ""
    for pattern, younger, older in _AGES:
        if match := pattern.search(words):
            low, high = int(match[1] or 0), match[2] if match.re.groups > 1 else None
            band = _make_band(low + younger, int(high) + older if high else None)
            # Ages that cannot be are left among the words, which are not understood then.
            return band, pattern.sub(" ", words, count=1) if band else words
    return None, words


def _find_named_band(words: str) -> AgeBand | None:
    if CHILDREN_WORDS.search(words):
        return None if _ADULT_WORDS.search(words) else CHILDREN
    return _ADULTS if _ADULT_WORDS.search(words) else None


def _make_band(low: int, high: int | None) -> AgeBand | None:
    if not low <= (OLDEST if high is None else high) <= OLDEST:
        return None
    return AgeBand(age_from=low, age_to=high)


def _make(sex: Sex | None, band: AgeBand | None) -> Group:
    """People of a sex and of ages, None where they are of all."""
    return Group(
        sex=sex or Sex.UNKNOWN,
        any_sex=sex is None,
        age_from=band.age_from if band else None,
        age_to=band.age_to if band else None,
        any_age=band is None,
    )
