"""Reading a long file on, away from the page that asked for it."""

import logging

from django.tasks import task

from edumentoring.intake import operations
from edumentoring.intake.models import Upload

log = logging.getLogger(__name__)


@task()
def read_on(upload_id: int) -> None:
    """Recognise what stands in a long file. Safe to run again after a worker died."""
    upload = Upload.objects.select_related("programme").filter(
        pk=upload_id, state=Upload.State.READING
    )
    for one in upload:
        operations.learn(one)
