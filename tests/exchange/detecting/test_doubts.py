"""Columns that say how sure numbers are: found by head or words, and told where they are unused."""

import pytest

from tests.exchange.tables import survey
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import read_qualifier, suggest, tell_doubts
from tracker.exchange.meanings import NOT_USED, Meaning, Role

QUALIFIER = Meaning(role=Role.QUALIFIER)


def rows(head: str, *words: str) -> str:
    lines = [f"2024-08-{day:02},Sudzha,{day},{word}" for day, word in enumerate(words, start=1)]
    return "\n".join((f"Date,District,Present,{head}", *lines))


def suggested(head: str, *words: str) -> list[str]:
    found = suggest(survey(rows(head, *words))).meanings
    return [name for name, meaning in found.items() if meaning == QUALIFIER]


@pytest.mark.parametrize(
    ("word", "qualifier"),
    [
        ("more than", Qualifier.MORE_THAN),
        ("more_than", Qualifier.MORE_THAN),
        ("Approximately", Qualifier.ABOUT),
        ("≥", Qualifier.AT_LEAST),
        ("estimate", Qualifier.ABOUT),
        ("не менее", Qualifier.AT_LEAST),
        ("total", Qualifier.EXACT),
        ("exactly", Qualifier.EXACT),
        ("in_words", Qualifier.IN_WORDS),
        ("between", Qualifier.BETWEEN),
        ("more than 300", None),
        ("guessed", None),
        ("", None),
    ],
)
def test_words_alone_say_how_sure_a_number_is(word: str, qualifier: Qualifier | None) -> None:
    assert read_qualifier(word) is qualifier


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("qualifier", ("total", "more than", "approximately")),
        ("Certainty", ("exact", "guessed")),
        ("Number accuracy", ("exact", "over")),
        ("Точность", ("около", "точно")),
        ("kind", ("total", "more than")),
        ("Column 4", ("about", "about")),
    ],
)
def test_a_column_of_qualifiers_is_known_by_its_head_or_its_words(
    head: str, words: tuple[str, ...]
) -> None:
    assert suggested(head, *words) == [head]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("qualifier", ("guessed", "hoped")),
        ("qualifier", ("1", "2")),
        ("Date precision", ("exact", "approximately")),
        ("District certainty", ("exact", "approximately")),
        ("kind", ("total", "total")),
        ("Trend", ("over", "under")),
        ("kind", ("about", "other")),
        ("kind", ("",)),
        ("Notes", tuple(f"about x{at}" for at in range(28))),
    ],
)
def test_other_columns_are_no_qualifiers(head: str, words: tuple[str, ...]) -> None:
    assert suggested(head, *words) == []


def test_of_several_columns_of_qualifiers_none_is_chosen_and_each_is_told() -> None:
    made = survey(rows("Present qualifier,Killed qualifier", "about,exact", "exact,more than"))
    found = suggest(made).meanings
    assert QUALIFIER not in found.values()
    told = [notice.columns for notice in tell_doubts(made, found)]
    assert told == [("Present qualifier",), ("Killed qualifier",)]


def test_a_column_that_is_left_unused_is_told_with_its_words() -> None:
    made = survey(rows("qualifier", "total", "more than", "about"))
    meanings = suggest(made).meanings
    assert list(tell_doubts(made, meanings)) == []
    (notice,) = tell_doubts(made, meanings | {"qualifier": NOT_USED})
    assert notice.words.startswith(
        "“qualifier” says how sure numbers are (“more than”, “about”), but is not used"
    )
    exact = survey(rows("qualifier", "total", "exact"))
    assert not list(tell_doubts(exact, {}))


def test_words_that_nothing_is_known_of_are_told() -> None:
    words = ("about", "a", "b", "c", "d", "e", "f", "g")
    made = survey(rows("qualifier", *words))
    (notice,) = tell_doubts(made, suggest(made).meanings)
    assert "nothing is known of “a”, “b”, “c”, “d”, “e” and 2 more" in notice.words


def test_a_tagged_column_is_read_and_not_told() -> None:
    tags = "#date,#adm2,#affected+idps,#indicator+qualifier\n"
    head, *lines = rows("q", "about", "in words: many").splitlines()
    made = survey("\n".join((head, tags.strip(), *lines)))
    meanings = suggest(made).meanings
    assert meanings["q"] == QUALIFIER
    assert not list(tell_doubts(made, meanings | {"q": NOT_USED}))
