from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "edumentoring.notes"
    label = "notes"
