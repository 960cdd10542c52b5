"""Whole evenings and every page, in a real browser."""
