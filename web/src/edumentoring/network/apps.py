"""The network of a programme: for whoever wants to be found, and nobody else."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "edumentoring.network"
    label = "network"

    def ready(self) -> None:
        from edumentoring.network import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.network.home_lines import lines as home_lines
        from edumentoring.network.own_pages import pages
        from edumentoring.network.tonight import lines
        from edumentoring.pairs import for_you, home
        from edumentoring.programmes import tonight

        for_you.add(pages)
        home.add(home_lines)
        tonight.add(lines, from_=tonight.Urgency.REVIEW)
