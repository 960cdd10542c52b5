"""Programmes, their questions and rules, and the people who take part."""
