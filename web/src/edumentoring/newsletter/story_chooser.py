"""The editors' list of stories: only those of their own programmes, and only what is allowed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from edumentoring.stories.models import Place, Story


def _allowed(request: Any) -> QuerySet[Story]:
    """What may stand in a newsletter of one of the programmes this editor has a seat in."""
    programmes = [programme.pk for programme in request.seats.programmes]
    return Story.objects.usable_in(Place.NEWSLETTER).filter(programme__in=programmes)


class _Choose(chooser.ChooseView):
    def get_object_list(self) -> QuerySet[Story]:
        return _allowed(self.request)


class _Results(chooser.ChooseResultsView):
    def get_object_list(self) -> QuerySet[Story]:
        return _allowed(self.request)


class _Chosen(chooser.ChosenView):
    def get_object(self, pk: str) -> Story:
        story: Story = _allowed(self.request).get(pk=pk)
        return story


class _ChosenSeveral(chooser.ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Story]:
        return _allowed(self.request).filter(pk__in=pks)


class StoryChooser(ChooserViewSet):
    model = Story
    icon = "comment"
    choose_one_text = _("Choose a story")
    choose_another_text = _("Choose another story")
    choose_view_class = _Choose
    choose_results_view_class = _Results
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenSeveral
    register_widget = False


# Below /cms/snippets/, which the editors' door lets through.
stories_to_choose = StoryChooser("newsletter_stories", url_prefix="snippets/newsletter/stories")
