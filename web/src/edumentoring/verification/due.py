"""What this room does by the clock."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.verification.operations import settle_outdated

every(timedelta(minutes=1))(settle_outdated)
