"""Totals are known by their words in many languages, and places are not taken for totals."""

import pytest

from tracker.exchange.detecting.total_words import is_like_total_row, is_total_row

TOTALS = (
    *(
        "Total",
        "TOTAL:",
        "Grand total",
        "Sub-total",
        "Totals",
        "* Total *",
        "Sum",
        "All",
        "Overall",
    ),
    *("Итого", "ВСЕГО:", "Общий итог", "Общая сумма", "Разом", "РАЗОМ:", "Усього", "Загалом"),
    *("المجموع", "الإجمالي", "الاجمالي", "المجموع الكلي", "Total général", "Sous-total", "GESAMT"),
    *("Summe", "Toplam", "Genel toplam", "合计", "總計", "Razem", "Suma", "Ukupno", "Összesen"),
    *("ÖSSZESEN", "O\u0308sszesen", 'סה"כ', "Σύνολο", "कुल", "合 计", "Tổng"),
)
LIKE = (
    *("Total Tim district", "Tim district total", "Total, Tim", "Grand total of all districts"),
    *("Итого по району", "Всего по области:", "Усього по області", "Тимский район, всего"),
    *("Разом по району", "Разом: Тим", "Тим, разом", "Тим (разом)", "Tim (all)", "Tim: sum"),
    *("Sum of districts", "Сумма по району", "Suma de los distritos", "إجمالي المنطقة"),
    *("Sous-total Nord", "Summe Kreis Nord", "北京合计", "合计人数", "Tim（all）"),
)
PLACES = (
    *("Totalia", "Gesamtschule Nord", "Всеволожск", "Sumy", "All Saints Church", "Центр Разом"),
    *("Razem dla Ukrainy", "Разом до перемоги", "Ensemble Nord", "Sumatra", "Summerhall", "Tim"),
    *("Grand Hotel", "General Hospital", "Общая школа", "Hall (old)", "Saints, all of them"),
    *("Jumla", "Итоговка", "Suma Park", "", " ", "School, hall", "Grand"),
)


@pytest.mark.parametrize("name", TOTALS)
def test_words_for_totals_are_known_in_many_languages(name: str) -> None:
    assert is_total_row(name)
    assert is_like_total_row(name)


@pytest.mark.parametrize("name", LIKE)
def test_a_word_for_a_total_is_known_beside_the_name_of_a_place(name: str) -> None:
    assert is_like_total_row(name)
    assert not is_total_row(name)


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_not_taken_for_a_total(name: str) -> None:
    assert not is_like_total_row(name)
    assert not is_total_row(name)
