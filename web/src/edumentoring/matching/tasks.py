"""Working out a proposal, away from the page that asked for it."""

import logging

from django.tasks import task
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.matching import operations

log = logging.getLogger(__name__)


@task()
def propose_round(round_id: int, run: int) -> None:
    """Make a round's first proposal. Safe to run again after a worker died."""
    try:
        operations.work_out(round_id, run)
    except Refused as refusal:
        operations.give_up(round_id, run, str(refusal))
    except Exception:
        log.exception("Round %s could not be worked out", round_id)
        operations.give_up(
            round_id,
            run,
            _("Something went wrong on our side. Nothing was changed. Try once more."),
        )
        raise
