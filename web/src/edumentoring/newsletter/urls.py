"""The addresses of this room."""

from django.urls import path

from edumentoring.newsletter import (
    desk_views,
    issue_desk_views,
    issue_views,
    own_views,
    reader_desk_views,
    sending_desk_views,
    views,
)

app_name = "newsletter"
desk = "programmes/<slug:slug>/newsletter/"
urlpatterns = [
    path("newsletter/confirm/<str:key>/", views.confirm, name="confirm"),
    path("newsletter/choose/<str:key>/", views.choose, name="choose"),
    path("newsletter/stop/<str:key>/", views.stop, name="stop"),
    path("newsletter/rate/<str:key>/", views.rate, name="rate"),
    path("newsletter/<slug:slug>/", views.front, name="front"),
    path("newsletter/<slug:slug>/thank-you/", views.asked, name="asked"),
    path("newsletter/<slug:slug>/feed/", issue_views.feed, name="feed"),
    path("newsletter/<slug:slug>/<int:number>/", issue_views.issue, name="issue"),
    path("newsletter/<slug:slug>/<int:number>/seen/", issue_views.visited, name="visited"),
    path("place/me/newsletters/", own_views.mine, name="mine"),
    path(desk, desk_views.desk, name="desk"),
    path(f"{desk}settings/", desk_views.settings, name="settings"),
    path(f"{desk}growth/", desk_views.growth, name="growth"),
    path(f"{desk}readers/", reader_desk_views.readers, name="readers"),
    path(f"{desk}readers/list/", reader_desk_views.bring_in, name="bring_in"),
    path(f"{desk}segments/", reader_desk_views.segments, name="segments"),
    path(f"{desk}segments/<int:pk>/", reader_desk_views.segment, name="segment"),
    path(f"{desk}issues/<int:number>/", issue_desk_views.issue, name="desk_issue"),
    path(f"{desk}sendings/<int:pk>/", sending_desk_views.sending, name="sending"),
    path(f"{desk}sendings/<int:pk>/copies/<int:copy>/", sending_desk_views.decide, name="decide"),
]
