"""Sessions and events, who comes to them, and what a mentor has done."""

from edumentoring.training.models.bookings import Booking
from edumentoring.training.models.certificates import Certificate
from edumentoring.training.models.events import Event
from edumentoring.training.models.records import Record
from edumentoring.training.models.skills import SkillSaid

__all__ = ["Booking", "Certificate", "Event", "Record", "SkillSaid"]
