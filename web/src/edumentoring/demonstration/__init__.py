"""Fictional people to try the service with, and the files they would have come in."""
