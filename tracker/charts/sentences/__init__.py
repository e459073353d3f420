"""Sentences: what each chart shows, in words."""
