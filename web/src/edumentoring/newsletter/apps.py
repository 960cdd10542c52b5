"""Issues, subscriptions and sending."""

from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "edumentoring.newsletter"
    label = "newsletter"

    def ready(self) -> None:
        from edumentoring.common import carriers
        from edumentoring.library import mapped
        from edumentoring.library.models import Zone
        from edumentoring.newsletter import due, personal  # noqa: F401  for the clock, forgetting
        from edumentoring.newsletter.carrying import NewsletterCarrier, gone_since
        from edumentoring.newsletter.mapped import pages as public_pages
        from edumentoring.newsletter.own_pages import pages
        from edumentoring.newsletter.returned import take_returned
        from edumentoring.newsletter.tonight import lines
        from edumentoring.newsletter.used import empty, sent
        from edumentoring.pairs import for_you
        from edumentoring.programmes import tonight
        from edumentoring.queries import passing_on
        from edumentoring.stories import uses

        carriers.add(NewsletterCarrier, gone_since)
        for_you.add(pages)
        mapped.add(public_pages)
        passing_on.add(take_returned)
        tonight.add(lines, from_=tonight.Urgency.WRONG)
        uses.add(uses.Use(empty=empty, sent=sent))
        if "newsletter.Issue" not in Zone.subpage_types:
            Zone.subpage_types.append("newsletter.Issue")
