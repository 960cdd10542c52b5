"""Wagtail's own addresses: the editors' desk, and the pages it finds below /zone/.

They have no namespace, because Wagtail names them without one.
"""

from django.urls import include, path, re_path
from wagtail.admin import urls as desk

from edumentoring.library import zone_views

urlpatterns = [
    path("cms/", include(desk)),
    re_path(r"^(?P<path>zone/(?:[\w\-]+/)*)$", zone_views.page, name="wagtail_serve"),
]
