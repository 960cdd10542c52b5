"""Accounts, sign-in, roles and history."""
