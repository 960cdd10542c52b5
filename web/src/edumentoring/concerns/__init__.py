"""Worries about somebody's safety: raised from any page, answered by a named contact."""
