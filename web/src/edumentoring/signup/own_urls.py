"""The addresses of one's own pages; `urls.py` takes them in."""

from django.urls import path

from edumentoring.signup import own_answer_views, own_views

urlpatterns = [
    path("place/<slug:slug>/", own_views.mine, name="mine"),
    path("place/<slug:slug>/answers/<slug:page>/", own_answer_views.my_answers, name="my_answers"),
    path("place/<slug:slug>/room/", own_views.room, name="room"),
    path("place/<slug:slug>/pause/", own_views.pause, name="pause"),
    path("place/<slug:slug>/back/", own_views.back, name="back"),
    path("place/<slug:slug>/leave/", own_views.leave, name="leave"),
    path("place/<slug:slug>/stay/", own_views.stay, name="stay"),
    path("place/<slug:slug>/return/", own_views.come_back, name="come_back"),
]
