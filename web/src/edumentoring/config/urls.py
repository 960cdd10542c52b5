"""Every address of the service: each room lists its own."""

from django.urls import include, path

from edumentoring.config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("join/", views.join, name="join"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    # In a surge most ask for these, and addresses are tried in turn.
    path("", include("edumentoring.signup.urls")),
    path("", include("edumentoring.reach.urls")),
    path("", include("edumentoring.design.urls")),
    path("", include("edumentoring.people.urls")),
    path("", include("edumentoring.demonstration.urls")),
    path("", include("edumentoring.schools.urls")),
    path("", include("edumentoring.programmes.urls")),
    path("", include("edumentoring.intake.urls")),
    path("", include("edumentoring.matching.urls")),
    path("", include("edumentoring.pairs.urls")),
    path("", include("edumentoring.concerns.urls")),
    path("", include("edumentoring.goals.urls")),
    path("", include("edumentoring.circle.urls")),
    path("", include("edumentoring.projects.urls")),
    path("", include("edumentoring.notes.urls")),
    path("", include("edumentoring.tools.urls")),
    path("", include("edumentoring.meetings.urls")),
    path("", include("edumentoring.rhythm.urls")),
    path("", include("edumentoring.network.urls")),
    path("", include("edumentoring.stories.urls")),
    path("", include("edumentoring.training.urls")),
    path("", include("edumentoring.provider.urls")),
    path("", include("edumentoring.library.urls")),
    path("", include("edumentoring.library.wagtail_urls")),
    path("", include("edumentoring.newsletter.urls")),
    path("", include("edumentoring.queries.urls")),
    path("", include("edumentoring.consents.urls")),
    path("", include("edumentoring.questionnaire.urls")),
    path("", include("edumentoring.verification.urls")),
]

# allauth looks here for the page of somebody who asks too often.
handler429 = views.too_many
