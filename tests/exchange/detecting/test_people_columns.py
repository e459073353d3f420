"""Columns that say whom rows count, and the words in them."""

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import examine, suggest
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.detecting.people import join_groups, read_age, read_ages, read_sex
from tracker.exchange.detecting.people_columns import tell_people_words
from tracker.exchange.meanings import EVERYBODY, NOT_USED, Group, Role


def say(group: Group | None) -> str | None:
    """The people in words; `any` where a sex or an age is none."""
    if group is None:
        return None
    sex = "any" if group.any_sex else group.sex.value
    ages = "any" if group.any_age else f"{group.age_from} {group.age_to}"
    return f"{sex}, {ages}"


@pytest.mark.parametrize(
    ("words", "people"),
    [
        *((word, "f, any") for word in ("F", "female", "Women", "ж", "Жен.", "Женщины", "женский")),
        *((word, "m, any") for word in ("m", "Males", "men", "М", "муж.", "Мужчин", "мужской пол")),
        *((word, "any, any") for word in ("", " - ", "—", "Total", "both", "Both sexes", "all")),
        *((word, "any, any") for word in ("M/F", "male and female", "Всего", "оба пола", "m+f")),
        *((word, "unknown, any") for word in ("unknown", "Not specified", "не указан", "U")),
        ("girls", "f, 0 17"),
        ("Мальчики", "m, 0 17"),
        ("boys and girls", "any, 0 17"),
        ("women (18-59)", "f, 18 59"),
        ("Female adults", "f, 18 None"),
        ("children of unknown sex", "unknown, 0 17"),
        ("unknown sex, 0-4", "unknown, 0 4"),
        ("age unknown", "any, None None"),
        ("other", None),
        ("n/a", None),
        ("pregnant women", None),
        ("1", None),
        ("girls 18-59", None),
    ],
)
def test_words_of_a_sex_are_understood(words: str, people: str | None) -> None:
    assert say(read_sex(words)) == people


@pytest.mark.parametrize(
    ("words", "people"),
    [
        *((word, "any, 0 4") for word in ("0-4", "0–4", "0 to 4 years", "under 5", "<5", "0 - 4")),
        *((word, "any, 0 4") for word in ("up to 4", "≤4", "0-4 лет", "до 5 лет", "от 0 до 4 лет")),
        *((word, "any, 60 None") for word in ("60+", "60 and over", "60 years and older", ">=60")),
        *(
            (word, "any, 60 None")
            for word in ("≥ 60", "> 59", "60 лет и старше", "от 60 лет", "60 +")
        ),
        *((word, "any, 0 17") for word in ("Children", "minors", "дети", "under 18", "до 18 лет")),
        *(
            (word, "any, 0 17")
            for word in ("0–17 лет", "children (0-17)", "до 17 лет включительно")
        ),
        *((word, "any, 18 None") for word in ("adults", "Взрослые", "adults 18+")),
        *((word, "any, any") for word in ("", "all ages", "Total", "все возрасты", "всего", "-")),
        *((word, "any, None None") for word in ("unknown", "age unknown", "неизвестно")),
        ("7", "any, 7 7"),
        ("under 1", "any, 0 0"),
        ("girls 5-11", "f, 5 11"),
        ("female, age unknown", "f, None None"),
        ("sex unknown", "unknown, any"),
        ("elderly", None),
        ("over 60", None),
        ("children 18-25", None),
        ("17-5", None),
        ("0-4, 5-11", None),
        ("120-140", None),
        ("6-59 months", None),
        ("05-Nov", None),
        ("under 0", None),
    ],
)
def test_words_of_an_age_are_understood(words: str, people: str | None) -> None:
    assert say(read_age(words)) == people


@pytest.mark.parametrize(
    ("cells", "people"),
    [
        (("0", "4"), "any, 0 4"),
        (("60", ""), "any, 60 None"),
        (("", ""), "any, None None"),
        (("unknown", ""), "any, None None"),
        (("all", "all"), "any, any"),
        (("", "all"), "any, any"),
        (("", "4"), None),
        (("all", "4"), None),
        (("5", "older"), None),
        (("4", "0"), None),
        (("elderly", ""), None),
    ],
)
def test_ages_from_and_to_are_understood(cells: tuple[str, str], people: str | None) -> None:
    assert say(read_ages(*cells)) == people


@pytest.mark.parametrize(
    ("sex", "age", "people"),
    [
        ("girls", "5-11", "f, 5 11"),
        ("F", "girls", "f, 0 17"),
        ("girls", "unknown", "f, 0 17"),
        ("unknown", "0-4", "unknown, 0 4"),
        ("", "unknown", "any, None None"),
        ("women", "60+", "f, 60 None"),
        ("boys", "0-4 girls", None),
        ("girls", "18-59", None),
        ("girls", "5-25", None),
    ],
)
def test_who_is_in_two_columns_is_in_both(sex: str, age: str, people: str | None) -> None:
    one, other = read_sex(sex), read_age(age)
    assert one is not None
    assert other is not None
    assert say(join_groups(one, other)) == say(join_groups(other, one)) == people
    assert join_groups(one, EVERYBODY) == one


def used(rows: str) -> dict[str, str]:
    found = suggest(survey(rows))
    return {name: m.words for name, m in found.meanings.items() if m.role is not Role.NOTHING}


@pytest.mark.parametrize(
    ("head", "cells", "meaning"),
    [
        ("Sex", ("F", "M"), "sex"),
        ("Gender", ("Female", "Total"), "sex"),
        ("Пол", ("мужской", "женский"), "sex"),
        ("Age group", ("0-4", "60+"), "age"),
        ("Возраст", ("дети", "взрослые"), "age"),
        ("AGE", ("0-17 years", "adults"), "age"),
        # By the words alone.
        ("Category", ("girls", "women"), "sex"),
        ("Category", ("children", "adults"), "age"),
        ("Category", ("children", "host families"), None),
        ("Category", ("children", "adults", "families"), None),
        ("Category", ("Total", "women"), None),
        # Ages of something else, and codes.
        ("Age", ("12", "13"), None),
        ("Sex", ("1", "2"), None),
        ("Sex", ("tents", "houses"), None),
        # Heads that say something else go before the words.
        ("District", ("M", "F"), "area"),
    ],
)
def test_columns_of_people_are_known_by_head_or_words(
    head: str, cells: tuple[str, ...], meaning: str | None
) -> None:
    rows = "".join(f"2024-08-07,{cell},{number}\n" for number, cell in enumerate(cells, start=20))
    assert used(f"Date,{head},Present\n{rows}").get(head) == meaning


def test_ages_from_and_to_are_one_meaning_of_two_columns() -> None:
    rows = "2024-08-07,f,0,4,9\n2024-08-07,f,5,11,8\n2024-08-07,,,,20\n"
    found = used(f"day,sex,age_from,age_to,Present\n{rows}")
    assert list(found.values()) == ["day", "sex", "age from", "age to", "present"]
    assert "age_from" not in used(f"day,sex,age_from,age,Present\n{rows}")
    words = "2024-08-07,f,0-4,0,4,9\n2024-08-07,f,5-11,5,11,8\n"
    found = used(f"day,sex,age_range,min_age,max_age,Present\n{words}")
    assert list(found.values()) == ["day", "sex", "age", "present"]


@pytest.mark.parametrize(
    ("tag", "role"),
    [
        ("#meta+sex", Role.SEX),
        ("#gender", Role.SEX),
        ("#population+gender", Role.SEX),
        ("#meta+age", Role.AGE),
        ("#age+range", Role.AGE),
        ("#age+min", Role.AGE_FROM),
        ("#meta+age+to", Role.AGE_TO),
        ("#meta+age+median", None),
        ("#meta+id", None),
    ],
)
def test_tags_say_whom_rows_count(tag: str, role: Role | None) -> None:
    read = read_tag(tag)
    assert read is not None
    found = explain_tag(read)
    assert (found.role if found else None) is role


def test_a_tag_goes_before_the_head_and_its_words_are_looked_at() -> None:
    head = "Date,A,B,C,Present\n#date,#meta+sex,#meta+age,#meta+id,#affected+idps\n"
    rows = head + "2024-08-07,F,0-4,F,9\n2024-08-07,M,5-11,M,8\n"
    assert list(used(rows).values()) == ["day", "sex", "age", "present"]
    assert "A" not in used(rows.replace(",F,0", ",x,0").replace(",M,5", ",y,5"))


def test_words_that_are_not_understood_are_told_and_so_is_a_column_not_used() -> None:
    rows = "Date,District,Sex,Present\n2024-08-07,A,F,9\n2024-08-07,A,X1,8\n"
    rows += "".join(f"2024-08-{day},A,M,8\n" for day in range(10, 20))
    table = survey(rows)
    found = suggest(table)
    notices = [notice.words for notice in examine(table, found).notices]
    told = "Of “Sex” nothing is known of “X1”: rows with such words are refused. Write “female”, "
    assert notices == [f"{told}“male”, “unknown” or “total”."]
    (unused,) = tell_people_words(table, {})
    assert unused.words == (
        "“Sex” says which people rows count, but is not used: rows of one place and day would "
        "contradict each other. Choose it as the column for the sex."
    )


def test_rows_called_total_in_a_column_of_people_are_not_asked_about() -> None:
    rows = "Date,District,Sex,Present\n"
    rows += "".join(
        f"2024-08-0{day},A,{sex},{number}\n"
        for day in (7, 8, 9)
        for sex, number in (("F", 4), ("M", 5), ("Total", 9))
    )
    table = survey(rows)
    assert examine(table, suggest(table)).questions == ()
    assert [n for n in examine(table, suggest(table)).notices if "Sex" in n.words] == []


def test_a_column_of_very_many_words_says_nobodys_sex() -> None:
    rows = "".join(f"2024-08-07,F,{n}\n" for n in range(9))
    assert used(f"Date,Sex,Present\n{rows}")["Sex"] == "sex"
    rows += "".join(f"2024-08-07,women ({n}-{n + 1}),{n}\n" for n in range(101))
    assert "Sex" not in used(f"Date,Sex,Present\n{rows}")


def test_blank_columns_of_people_are_used_only_where_they_say_something() -> None:
    long = "District,Date,Indicator,Sex,Age from,Age to,Value\n"
    long += "Tim,2024-08-07,present,,60,,5\nTim,2024-08-07,missing,unknown,60,,2\n"
    meanings = suggest(survey(long)).meanings
    assert [meanings[name].role for name in ("Sex", "Age from", "Age to")] == [
        Role.SEX,
        Role.AGE_FROM,
        Role.AGE_TO,
    ]
    wide = "District,Date,Sex,Age to,Present\nTim,2024-08-07,unknown,,5\nLgov,2024-08-07,,,6\n"
    meanings = suggest(survey(wide)).meanings
    assert (meanings["Sex"], meanings["Age to"]) == (NOT_USED, NOT_USED)
