"""What this room does by the clock."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.concerns.operations import let_go_of_old

every(timedelta(hours=12))(let_go_of_old)
