"""The mentoring relationship: introductions first, the rest to come."""
