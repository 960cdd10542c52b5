"""Who may open each page of a round, and who may press its buttons."""

from edumentoring.config.tests.access import IN, MOVED, OK, Route, World, at_programme, desk
from edumentoring.matching import operations
from edumentoring.matching.models import Round
from edumentoring.matching.tests import make
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant


def at_board(world: World) -> dict[str, object]:
    """A round with a proposal on its board."""
    return {"slug": world.programme.slug, "number": a_round(world).number}


def at_draft(world: World) -> dict[str, object]:
    made = operations.open_round(world.programme, by=None, name=world.canary)
    return {"slug": world.programme.slug, "number": made.number}


def at_progress(world: World) -> dict[str, object]:
    at = at_draft(world)
    Round.objects.filter(programme=world.programme).update(
        state=Round.State.PROPOSING, progress_words=world.canary
    )
    return at


def at_pair(world: World) -> dict[str, object]:
    made = a_round(world)
    mentor, mentee = (Participant.objects.get(pk=key) for key in make.first_pair(made))
    return {
        "slug": world.programme.slug,
        "number": made.number,
        "mentee": mentee.code,
        "mentor": mentor.code,
    }


def at_person(world: World) -> dict[str, object]:
    at = at_pair(world)
    return {"slug": at["slug"], "number": at["number"], "code": at["mentee"]}


def a_round(world: World) -> Round:
    somebody = people.person(f"jo-{world.canary.lower()}@school.example", f"Jo {world.canary}")
    Participant.objects.create(
        programme=world.programme, user=somebody, is_mentee=True, demand=1, region="london"
    )
    made = operations.open_round(world.programme, by=None, name=world.canary)
    operations.propose(made, by=None)
    made.refresh_from_db()
    assert operations.work_out(made.pk, made.run)
    made.refresh_from_db()
    return made


def change(name: str) -> Route:
    """A button of the board: let in, and told what was wrong with an empty form."""
    return Route(f"matching:{name}", post=desk("match", IN), at=at_board)


ROUTES = [
    Route("matching:rounds", get=desk("see"), post=desk("match", IN), at=at_programme),
    Route("matching:start", get=desk("see"), post=desk("match", IN), at=at_draft),
    Route("matching:progress", get=desk("see"), at=at_progress),
    Route("matching:stop", post=desk("match", MOVED), at=at_progress),
    Route("matching:close", post=desk("match", MOVED), at=at_draft),
    Route("matching:publish", get=desk("see"), post=desk("publish", IN), at=at_board),
    Route("matching:take_back", post=desk("publish", MOVED), at=at_board),
    Route("matching:board", get=desk("see"), at=at_board),
    Route("matching:pair", get=desk("see"), at=at_pair),
    Route("matching:person", get=desk("see"), at=at_person),
    Route("matching:by_hand", get=desk("match"), at=at_board, query="q=a"),
    Route("matching:cost", get=desk("see", IN), at=at_board, query="pair=1-2"),
    Route("matching:what_if", get=desk("see", OK), post=desk("see", OK), at=at_board),
    Route("matching:compare", get=desk("see"), at=at_board),
    Route("matching:changes", get=desk("see"), at=at_board),
    *(
        change(name)
        for name in (
            "lock",
            "unlock",
            "keep_apart",
            "let_again",
            "part",
            "choose",
            "make_pair",
            "note",
            "re_run",
            "undo",
            "redo",
            "refresh",
        )
    ),
]
