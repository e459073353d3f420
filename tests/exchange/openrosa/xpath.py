"""The part of XPath 1.0 that the form's checks are written in, worked out as apps do."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date

Value = str | float | bool

_TOKENS = re.compile(
    r"\s*(?:('[^']*')|(\d+(?:\.\d+)?)|(/[\w/]+)|([a-z][a-z-]*)|(>=|<=|!=|[().,=<>+*-]))"
)


def to_number(value: Value) -> float:
    """Blank text is no number, and compares with nothing."""
    try:
        return float(value)
    except ValueError:
        return _to_days(value)


def _to_days(value: Value) -> float:
    try:
        return date.fromisoformat(str(value)).toordinal()
    except ValueError:
        return math.nan


def to_truth(value: Value) -> bool:
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def _is_equal(one: Value, other: Value) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return to_truth(one) == to_truth(other)
    if isinstance(one, float) or isinstance(other, float):
        return to_number(one) == to_number(other)
    return one == other


COMPARISONS: Mapping[str, Callable[[Value, Value], bool]] = {
    "=": _is_equal,
    "!=": lambda one, other: not _is_equal(one, other),
    ">=": lambda one, other: to_number(one) >= to_number(other),
    "<=": lambda one, other: to_number(one) <= to_number(other),
    ">": lambda one, other: to_number(one) > to_number(other),
    "<": lambda one, other: to_number(one) < to_number(other),
}


class Evaluation:
    """One expression: `own` is the answer it is about, `answers` all answers by their path."""

    def __init__(self, expression: str, own: str, answers: Mapping[str, str], today: date) -> None:
        self.tokens = self._split(expression)
        self.own, self.answers, self.today = own, answers, today

    def _split(self, expression: str) -> list[str]:
        found: list[str] = []
        at = 0
        while at < len(expression.rstrip()):
            match = _TOKENS.match(expression, at)
            assert match, f"not understood: {expression[at:]}"
            found.append(match[0].strip())
            at = match.end()
        return found

    def evaluate(self) -> bool:
        return to_truth(self.calculate())

    def calculate(self) -> Value:
        result = self._either()
        assert not self.tokens, f"left over: {self.tokens}"
        return result

    def _take(self, *wanted: str) -> str | None:
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else None

    def _either(self) -> Value:
        value = self._both()
        while self._take("or"):
            other = self._both()
            value = to_truth(value) or to_truth(other)
        return value

    def _both(self) -> Value:
        value = self._compare()
        while self._take("and"):
            other = self._compare()
            value = to_truth(value) and to_truth(other)
        return value

    def _compare(self) -> Value:
        value = self._add()
        sign = self._take(*COMPARISONS)
        return COMPARISONS[sign](value, self._add()) if sign else value

    def _add(self) -> Value:
        value = self._multiply()
        while sign := self._take("+", "-"):
            other = to_number(self._multiply())
            value = to_number(value) + (other if sign == "+" else -other)
        return value

    def _multiply(self) -> Value:
        value = self._atom()
        while self._take("*"):
            value = to_number(value) * to_number(self._atom())
        return value

    def _atom(self) -> Value:
        token = self.tokens.pop(0)
        if token == "(":
            value = self._either()
            assert self._take(")")
            return value
        if token == ".":
            return self.own
        if token.startswith("'"):
            return token.strip("'")
        if token.startswith("/"):
            return self.answers[token]
        return float(token) if token[0].isdigit() else self._call(token)

    def _call(self, name: str) -> Value:
        assert self._take("("), f"{name} is no function"
        arguments: list[Value] = []
        while not self._take(")"):
            arguments.append(self._either())
            self._take(",")
        if name == "today":
            return float(self.today.toordinal())
        return FUNCTIONS[name](*arguments)


def _cut(number: float) -> float:
    return number if math.isnan(number) else float(int(number))


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "coalesce": lambda one, other: one if one != "" else other,
    "concat": lambda *texts: "".join(map(str, texts)),
    "date": lambda text: float(date.fromisoformat(str(text)).toordinal()),
    "if": lambda truth, one, other: one if to_truth(truth) else other,
    "int": lambda value: _cut(to_number(value)),
    "max": lambda *values: max(map(to_number, values)),
    "normalize-space": lambda text: " ".join(str(text).split()),
    "not": lambda truth: not to_truth(truth),
    "selected": lambda chosen, one: one in str(chosen).split(),
    "string-length": lambda text: float(len(str(text))),
    "true": lambda: True,
}
