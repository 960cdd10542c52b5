from django.urls import path

from edumentoring.tools import library_views, paper_views, views

app_name = "tools"
ME = "place/me/tools/"
SHEET = f"{ME}sheets/<uuid:code>/"
urlpatterns = [
    path("guides/tools/<slug:key>.pdf", paper_views.guide_pdf, name="guide_pdf"),
    path("guides/tools/<slug:key>.png", paper_views.guide_png, name="guide_png"),
    path("place/pairs/<uuid:code>/tools/", views.pair_tools, name="pair_tools"),
    path(ME, views.mine, name="mine"),
    path(f"{ME}steps/", library_views.steps, name="steps"),
    path(f"{ME}steps/<slug:key>/take/", library_views.take_step, name="take_step"),
    path(f"{ME}practice/", library_views.practice, name="practice"),
    path(f"{ME}practice/<slug:key>/take/", library_views.take_topic, name="take_topic"),
    path(f"{ME}questions/", library_views.questions, name="questions"),
    path(f"{ME}questions/<slug:key>/take/", library_views.take_question, name="take_question"),
    path(f"{ME}taken/<uuid:code>/asked/", library_views.asked, name="asked"),
    path(f"{ME}about/<slug:key>/", views.about, name="about"),
    path(f"{ME}about/<slug:key>/start/", views.start, name="start"),
    path(SHEET, views.sheet, name="sheet"),
    path(f"{SHEET}save/", views.save, name="save"),
    path(f"{SHEET}read/", views.read, name="read"),
    path(f"{SHEET}again/", views.again, name="again"),
    path(f"{SHEET}take-back/", views.take_back, name="take_back"),
    path(f"{SHEET}remove/", views.remove, name="remove"),
    path(f"{SHEET}restore/", views.restore, name="restore"),
]
