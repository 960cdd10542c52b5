"""Builders with valid defaults."""
