"""The addresses of this room. Everything about a programme stands under its slug."""

from django.urls import include, path

from edumentoring.programmes import (
    running_views,
    set_up_views,
    views,
    waiting_views,
)

app_name = "programmes"
urlpatterns = [
    path("programmes/", views.mine, name="mine"),
    path("programmes/new/", views.new, name="new"),
    path("programmes/<slug:slug>/", views.programme, name="programme"),
    path("programmes/<slug:slug>/settings/", views.settings, name="settings"),
    path("programmes/<slug:slug>/set-up/", set_up_views.set_up_page, name="set_up"),
    path("programmes/<slug:slug>/set-up/publish/", set_up_views.publish, name="publish"),
    path("programmes/<slug:slug>/set-up/name/", set_up_views.name, name="name"),
    path("programmes/<slug:slug>/set-up/who/", set_up_views.who, name="who"),
    path("programmes/<slug:slug>/set-up/look/", set_up_views.look, name="look"),
    path("programmes/<slug:slug>/set-up/pause/", running_views.pause, name="pause"),
    path("programmes/<slug:slug>/set-up/resume/", running_views.resume, name="resume"),
    path("programmes/<slug:slug>/set-up/copy/", running_views.copy, name="copy"),
    path("programmes/<slug:slug>/set-up/archive/", running_views.archive, name="archive"),
    path("programmes/<slug:slug>/set-up/bring-back/", running_views.bring_back, name="bring_back"),
    path("programmes/<slug:slug>/waiting-list/", waiting_views.waiting_list, name="waiting_list"),
    path("programmes/<slug:slug>/history/", views.history, name="history"),
    path("programmes/<slug:slug>/coordinators/", views.coordinators, name="coordinators"),
    path("programmes/<slug:slug>/coordinators/<int:pk>/", views.coordinator, name="coordinator"),
    path("programmes/<slug:slug>/people/", include("edumentoring.programmes.list_urls")),
]
