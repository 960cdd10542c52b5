"""Every address of the service: each room lists its own."""

from django.urls import include, path

from edumentoring.config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("", include("edumentoring.design.urls")),
    path("", include("edumentoring.people.urls")),
    path("", include("edumentoring.schools.urls")),
    path("", include("edumentoring.programmes.urls")),
    path("", include("edumentoring.intake.urls")),
    path("", include("edumentoring.matching.urls")),
    path("", include("edumentoring.pairs.urls")),
]
