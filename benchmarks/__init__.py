"""Measurements. Each prints what it finds and, last, one line of JSON."""
