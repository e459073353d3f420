"""The built-in example operation: published claims beside an invented exercise."""

from tracker.example.creation import create
from tracker.example.people import SignIn

__all__ = ["SignIn", "create"]
