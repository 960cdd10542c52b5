"""Who may open the pages of an import: whoever may change people, at their own desk."""

from typing import Any

from edumentoring.config.tests.access import (
    IN,
    MOVED,
    OK,
    REFUSED,
    Route,
    World,
    at_programme,
    desk,
)
from edumentoring.intake import operations
from edumentoring.intake.models import Upload
from edumentoring.intake.saving import save_upload
from edumentoring.intake.tests import make


def _begun(world: World) -> Upload:
    rows = make.sheet(
        {"Your full name": world.canary}, {"Your full name": "Sam", "Email Address": ""}
    )
    return operations.start_upload(world.programme, by=None, data=rows, file_name=world.canary)


def _checked(world: World) -> Upload:
    upload = _begun(world)
    operations.choose_columns(upload, upload.chosen())
    return upload


def _saved(world: World) -> Upload:
    upload = _checked(world)
    seen = operations.preview(upload).plan.fingerprint()
    save_upload(upload, fingerprint=seen, by=None)
    return upload


def _at(make_it: Any) -> Any:
    return lambda world: {"slug": world.programme.slug, "code": make_it(world).code}


ROUTES = [
    Route(
        "intake:uploads",
        get=desk("people"),
        post=desk("people", MOVED),
        at=at_programme,
        data=lambda world: {"pasted": make.sheet().decode()},
    ),
    Route(
        "intake:columns",
        get=desk("people"),
        post=desk("people", MOVED),
        at=_at(_begun),
        data=lambda world: {"act": "next"},
    ),
    Route("intake:check", get=desk("people"), at=_at(_checked)),
    Route(
        "intake:mend",
        post=desk("people", IN),
        at=_at(_checked),
        data=lambda world: {"key": "c|!3|email", "value": "sam@school.example"},
    ),
    Route(
        "intake:save",
        post=desk("people", REFUSED),
        at=_at(_checked),
        data=lambda world: {"fingerprint": "an old one"},
    ),
    Route("intake:done", get=desk("people"), at=_at(_saved)),
    Route("intake:undo", post=desk("people", MOVED), at=_at(_saved)),
    Route("intake:carry_on", post=desk("people", MOVED), at=_at(_saved)),
    Route("intake:put_away", post=desk("people", MOVED), at=_at(_begun)),
    Route("intake:bad_rows", get=desk("people", OK), at=_at(_checked)),
]
