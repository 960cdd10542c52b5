from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "edumentoring.projects"
    label = "projects"

    def ready(self) -> None:
        from edumentoring.concerns import separated
        from edumentoring.pairs import changes, for_you, sections
        from edumentoring.projects import personal  # noqa: F401  for forgetting
        from edumentoring.projects.operations import follow_pair, keep_apart
        from edumentoring.projects.own_pages import pages
        from edumentoring.projects.section import know_running, section

        changes.add(follow_pair)
        separated.follow(keep_apart)
        for_you.add(pages)
        know_running()
        sections.add(section)
