"""What an issue is put together from. Whatever has a title stands in its list of contents."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from edumentoring.library.blocks import INLINE, PROSE, PictureBlock, QuoteBlock

TITLE = 80


class StoryChooserBlock(blocks.ChooserBlock):
    """One of the stories whose tellers allow it in the newsletter now."""

    @cached_property
    def target_model(self) -> Any:
        from edumentoring.stories.models import Story

        return Story

    @cached_property
    def widget(self) -> Any:
        from edumentoring.newsletter.story_chooser import stories_to_choose

        return stories_to_choose.widget_class()


class WordsBlock(blocks.StructBlock):
    over = blocks.CharBlock(
        required=False,
        max_length=60,
        label=_("Small line above"),
        help_text=_("For example “From the coordinators”."),
    )
    title = blocks.CharBlock(max_length=TITLE, label=_("Title"))
    words = blocks.RichTextBlock(features=PROSE, label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class ArticlePart(blocks.StructBlock):
    article = blocks.PageChooserBlock(
        ["library.Article", "library.Section"], label=_("Article or section")
    )
    words = blocks.RichTextBlock(
        features=PROSE,
        required=False,
        label=_("How it begins"),
        help_text=_("Without it, its summary stands here. A link leads to the whole page."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Article or section")


class StoryPart(blocks.StructBlock):
    story = StoryChooserBlock(label=_("Story or quote"))

    class Meta:
        icon = "comment"
        label = _("Story")


class ThemesPart(blocks.StructBlock):
    """Counted anew each time it is shown: whatever a teller took back counts no more."""

    title = blocks.CharBlock(max_length=TITLE, default=_("What comes up"), label=_("Title"))
    words = blocks.CharBlock(
        required=False,
        max_length=300,
        label=_("What you make of it"),
        help_text=_("For example what you will do about it."),
    )
    most = blocks.IntegerBlock(min_value=1, max_value=8, default=4, label=_("How many themes"))
    with_quotes = blocks.BooleanBlock(
        required=False, default=True, label=_("A quote for each, where its teller allows it")
    )

    class Meta:
        icon = "tag"
        label = _("Themes of the stories")


class ResourcesPart(blocks.StructBlock):
    title = blocks.CharBlock(max_length=TITLE, label=_("Title"))
    resources = blocks.ListBlock(
        SnippetChooserBlock("library.Resource"), min_num=1, max_num=8, label=_("Resources")
    )

    class Meta:
        icon = "list-ul"
        label = _("Resources")


class DayBlock(blocks.StructBlock):
    when = blocks.CharBlock(max_length=40, label=_("When"), help_text=_("Like “Tue 1 December”."))
    what = blocks.CharBlock(max_length=160, label=_("What"))


class DatesPart(blocks.StructBlock):
    title = blocks.CharBlock(max_length=TITLE, label=_("Title"))
    days = blocks.ListBlock(DayBlock(), default=[], label=_("Days"))
    with_events = blocks.BooleanBlock(
        required=False, default=True, label=_("Add the next public events of the programme")
    )

    class Meta:
        icon = "date"
        label = _("Dates")


class ItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("What"))
    words = blocks.CharBlock(required=False, max_length=240, label=_("More about it"))
    url = blocks.URLBlock(required=False, label=_("Link"))


class ListPart(blocks.StructBlock):
    title = blocks.CharBlock(max_length=TITLE, label=_("Title"))
    items = blocks.ListBlock(ItemBlock(), min_num=1, max_num=10, label=_("Things"))

    class Meta:
        icon = "list-ol"
        label = _("List")


class ThanksPart(blocks.StructBlock):
    title = blocks.CharBlock(max_length=TITLE, default=_("Thank you"), label=_("Title"))
    words = blocks.RichTextBlock(features=INLINE, label=_("Text"))

    class Meta:
        icon = "pick"
        label = _("Thanks")


class AskPart(blocks.StructBlock):
    """The one thing to do next, with its button."""

    title = blocks.CharBlock(max_length=TITLE, label=_("Title"))
    words = blocks.CharBlock(max_length=300, label=_("Text"))
    button = blocks.CharBlock(max_length=40, label=_("Words of the button"))
    url = blocks.URLBlock(label=_("Where it leads"))

    class Meta:
        icon = "arrow-right"
        label = _("Something to do")


class IssueBlock(blocks.StreamBlock):
    words = WordsBlock()
    article = ArticlePart()
    story = StoryPart()
    themes = ThemesPart()
    resources = ResourcesPart()
    dates = DatesPart()
    list = ListPart()
    quote = QuoteBlock()
    picture = PictureBlock()
    ask = AskPart()
    thanks = ThanksPart()
