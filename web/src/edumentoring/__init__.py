"""EduMentoring: a service that runs teacher-mentoring programmes."""

__version__ = "0.1.0"
