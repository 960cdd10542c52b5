"""The front end's files: collected, compressed and named by their content when serving."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Files(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Content-named files where they were collected; plain names elsewhere, as in tests."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name


def collect_if_changed() -> bool:
    """Collect and compress the front end's files unless that was done for these very files.

    Returns whether it was done now: a second start has nothing to do.
    """
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / "collected-from"
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
    return True


def _fingerprint() -> str:
    """One word for the names, sizes and dates of all files there are to collect."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            found.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()
