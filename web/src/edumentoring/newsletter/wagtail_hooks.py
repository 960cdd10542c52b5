"""What this room hands to the editors' desk."""

from typing import Any

from wagtail import hooks

from edumentoring.newsletter.story_chooser import stories_to_choose


@hooks.register("register_admin_viewset")
def stories() -> Any:
    return stories_to_choose
