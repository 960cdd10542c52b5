"""Saves an import in a process of its own, which the test kills. Run by test_killed.py."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "edumentoring.config.settings"

import django

django.setup()

from edumentoring.intake.models import Upload  # noqa: E402
from edumentoring.intake.operations import preview  # noqa: E402
from edumentoring.intake.saving import save_upload  # noqa: E402

upload = Upload.objects.select_related("programme").get()
seen = preview(upload).plan.fingerprint()
sys.stdout.write("saving\n")
sys.stdout.flush()
save_upload(upload, fingerprint=seen, by=None)
sys.stdout.write("saved\n")
sys.stdout.flush()
