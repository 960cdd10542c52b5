from django.apps import AppConfig


class QuestionnaireConfig(AppConfig):
    name = "edumentoring.questionnaire"
    label = "questionnaire"

    def ready(self) -> None:
        from edumentoring.programmes import panels, set_up
        from edumentoring.questionnaire.panels import panel
        from edumentoring.questionnaire.set_up import step

        panels.add(panel)
        set_up.add(step)
