"""Importing counts: the pages and the command."""
