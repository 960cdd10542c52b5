"""Organisations: the school register, trusts, colleges and early-years settings."""
