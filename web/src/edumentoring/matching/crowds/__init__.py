"""Rounds of so many people that a table of every pair would not fit in memory."""
