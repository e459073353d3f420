"""Phones with ODK Collect or KoboCollect: forms out, filled-in forms in, under secret addresses."""

from tracker.web.collect import answering, downloads, submitting
from tracker.web.collect.blueprint import blueprint

__all__ = ["answering", "blueprint", "downloads", "submitting"]
