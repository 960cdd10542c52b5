"""Six coordinators give a mentor's two places away at one moment."""

import threading

RIVALS = 6


def race_for_places() -> list[int]:
    """How many were taken, refused and counted, with two places and six at once."""
    from django.db import connections

    from edumentoring.common.refused import Refused
    from edumentoring.programmes import operations
    from edumentoring.programmes.models import Participant
    from edumentoring.programmes.tests import make

    programme = make.programme()
    mentor = make.mentor(programme, capacity=2)
    mentees = [make.mentee(programme) for _ in range(RIVALS)]
    gate, told = threading.Barrier(RIVALS), []

    def take(mentee: Participant) -> None:
        gate.wait()
        try:
            operations.take_place(Participant.objects.get(pk=mentor.pk), mentee)
            told.append("taken")
        except Refused:
            told.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=[mentee]) for mentee in mentees]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mentor.refresh_from_db()
    counted = sum(programme.participants.values_list("mentors_now", flat=True))
    return [told.count("taken"), told.count("refused"), mentor.mentees_now, counted]
