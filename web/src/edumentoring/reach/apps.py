from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "edumentoring.reach"
    label = "reach"

    def ready(self) -> None:
        from edumentoring.programmes import arriving, list_filters, public_words, set_up, tonight
        from edumentoring.reach import personal  # noqa: F401  declares what is kept of people
        from edumentoring.reach.arriving import way_of
        from edumentoring.reach.people_filter import by_link
        from edumentoring.reach.set_up import step
        from edumentoring.reach.tonight import lines
        from edumentoring.reach.words import usual_pieces

        arriving.add(way_of)
        list_filters.add(by_link)
        public_words.hand_in(usual_pieces)
        set_up.add(step)
        tonight.add(lines, from_=tonight.Urgency.TIDY)
