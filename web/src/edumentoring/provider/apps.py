"""What those who answer for a programme tell its people."""

from django.apps import AppConfig


class ProviderConfig(AppConfig):
    name = "edumentoring.provider"
    label = "provider"

    def ready(self) -> None:
        from edumentoring.pairs import beside, examples, for_you, home
        from edumentoring.programmes import counted, tonight
        from edumentoring.provider import personal  # noqa: F401  for forgetting
        from edumentoring.provider.beside import box
        from edumentoring.provider.examples import EXAMPLES
        from edumentoring.provider.figures import WITH_A_MENTOR
        from edumentoring.provider.home_lines import WAITING
        from edumentoring.provider.letters import event_news
        from edumentoring.provider.own_pages import pages
        from edumentoring.provider.tonight import lines
        from edumentoring.training import hosts

        beside.add(box)
        for_you.add(pages)
        home.add_waiting(WAITING)
        tonight.add(lines)
        counted.add(WITH_A_MENTOR)
        hosts.add(event_news)
        for letter in EXAMPLES:
            examples.add(letter)
