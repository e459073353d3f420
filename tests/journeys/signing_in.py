"""Signing in by the form, as anybody does."""

from playwright.sync_api import Page

from tracker.example.people import SignIn


def sign_in(page: Page, person: SignIn, *, wanted: str = "/") -> None:
    """Sign in by the form that stands before the wanted page; / leads to the person's own."""
    page.goto(wanted)
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
