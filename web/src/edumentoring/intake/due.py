"""What this room does from time to time."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.intake import operations


@every(timedelta(hours=24))
def forget_old_rows() -> int:
    """Rows are kept as long as their import can be undone, and no longer."""
    return operations.forget_old_rows()
