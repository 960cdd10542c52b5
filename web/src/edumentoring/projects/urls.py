from django.urls import path

from edumentoring.projects import views

app_name = "projects"
PROJECT = "place/projects/<uuid:code>/"
urlpatterns = [
    path("place/me/projects/", views.mine, name="mine"),
    path("place/pairs/<uuid:code>/project/", views.begin, name="begin"),
    path(PROJECT, views.project, name="project"),
    path(f"{PROJECT}shown/", views.shown, name="shown"),
    path(f"{PROJECT}pieces/", views.add_piece, name="add_piece"),
    path(f"{PROJECT}pieces/<int:key>/mark/", views.mark_piece, name="mark_piece"),
    path(f"{PROJECT}pieces/<int:key>/remove/", views.remove_piece, name="remove_piece"),
    path(f"{PROJECT}links/", views.add_link, name="add_link"),
    path(f"{PROJECT}links/<int:key>/remove/", views.remove_link, name="remove_link"),
    path(f"{PROJECT}end/", views.end, name="end"),
    path(f"{PROJECT}go-on/", views.go_on, name="go_on"),
    path(f"{PROJECT}paper/", views.paper, name="paper"),
    path(f"{PROJECT}file/", views.as_file, name="file"),
]
