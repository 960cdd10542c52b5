from django.apps import AppConfig


class QuestionnaireConfig(AppConfig):
    name = "edumentoring.questionnaire"
    label = "questionnaire"
