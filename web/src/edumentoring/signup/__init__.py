"""Signing up: the form on a phone, what waits for an answer, and my own answers afterwards."""
