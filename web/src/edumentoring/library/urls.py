"""The addresses of this room. Pages of a zone are found by Wagtail: see `wagtail_urls`."""

from django.urls import path

from edumentoring.library import desk_views, feeds, own_views, resource_views, zone_views

app_name = "library"
_MINE = "place/me/zone/"
urlpatterns = [
    path("zone/", zone_views.page, {"path": "zone/"}, name="zone"),
    path("zone.atom", feeds.articles, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", zone_views.robots, name="robots"),
    path("guides/<int:pk>/<slug:name>.pdf", zone_views.guide_pdf, name="guide_pdf"),
    path("guides/<int:pk>/<slug:name>.png", zone_views.guide_png, name="guide_png"),
    path("guides/<int:pk>/card/<slug:name>.png", zone_views.card, name="guide_card"),
    path("media/images/<str:name>", zone_views.picture, name="picture"),
    path(_MINE, own_views.mine, name="mine"),
    path(f"{_MINE}<int:pk>/put/<uuid:action>/", own_views.put, name="put"),
    path(f"{_MINE}lines/<int:pk>/tick/", own_views.tick, name="tick"),
    path(f"{_MINE}lines/<int:pk>/drop/", own_views.drop, name="drop"),
    path(f"{_MINE}<int:pk>/read/", own_views.read, name="read"),
    path(f"{_MINE}<int:pk>/sure/", own_views.sure, name="sure"),
    path("resources/", resource_views.resources, name="resources"),
    path("resources/collections/<slug:key>/", resource_views.collection, name="collection"),
    path("resources/<slug:key>/", resource_views.resource, name="resource"),
    path("resources/<slug:key>/mark/", resource_views.mark, name="mark"),
    path("programmes/<slug:slug>/zone/", desk_views.desk, name="desk"),
    path("programmes/<slug:slug>/zone/open/", desk_views.open_zone, name="open_zone"),
]
