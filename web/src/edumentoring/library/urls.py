"""The addresses of this room. Pages of a zone are found by Wagtail: see `wagtail_urls`."""

from django.urls import path

from edumentoring.library import desk_views, zone_views

app_name = "library"
urlpatterns = [
    path("zone/", zone_views.page, {"path": "zone/"}, name="zone"),
    path("media/images/<str:name>", zone_views.picture, name="picture"),
    path("programmes/<slug:slug>/zone/open/", desk_views.open_zone, name="open_zone"),
]
