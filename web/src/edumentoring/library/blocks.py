"""What an article, a section and an issue of the newsletter are put together from.

Each part of a section is a stream of one kind of block, so that every section has the same shape
and a guide, a page and a list of actions are made from the same words.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

INLINE = ["bold", "italic", "link"]
PROSE = [*INLINE, "ol", "ul"]


class PictureBlock(blocks.StructBlock):
    """A picture. Its alternative text is required, unless it is there for its looks alone."""

    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "library/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(max_length=400, label=_("Words"))
    by = blocks.CharBlock(required=False, max_length=120, label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "library/blocks/quote.html"


class ResourcesBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=80, label=_("Title"))
    resources = blocks.ListBlock(SnippetChooserBlock("library.Resource"), label=_("Resources"))

    class Meta:
        icon = "list-ul"
        label = _("Resources")
        template = "library/blocks/resources.html"


class BodyBlock(blocks.StreamBlock):
    """Running text: what an article and the article of a section are made of."""

    heading = blocks.CharBlock(
        max_length=100, icon="title", label=_("Heading"), template="library/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(
        features=PROSE,
        label=_("Text"),
        help_text=_("Write [^name] where a source belongs; the name stands under Sources."),
        template="library/blocks/paragraph.html",
    )
    quote = QuoteBlock()
    picture = PictureBlock()
    resources = ResourcesBlock()


class ActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        max_length=120, label=_("What to do"), help_text=_("Begin with a verb. Under 12 words.")
    )
    minutes = blocks.IntegerBlock(min_value=1, max_value=240, label=_("Minutes"))
    words = blocks.RichTextBlock(features=INLINE, label=_("How exactly"))

    class Meta:
        icon = "check"
        label = _("Something to do right now")


class StoryBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    words = blocks.RichTextBlock(
        features=PROSE, label=_("What happened"), help_text=_("Name nobody and no school.")
    )
    discussion = blocks.ListBlock(
        blocks.CharBlock(max_length=300), min_num=1, label=_("Talk about it")
    )

    class Meta:
        icon = "comment"
        label = _("Practice story")


class FurtherBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("What"))
    words = blocks.RichTextBlock(features=INLINE, required=False, label=_("More about it"))

    class Meta:
        icon = "arrow-right"
        label = _("To go further")


class GuidePartBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=60, label=_("Heading"))
    points = blocks.ListBlock(
        blocks.CharBlock(max_length=240), min_num=1, max_num=8, label=_("Points")
    )

    class Meta:
        icon = "doc-full"
        label = _("Part of the guide")


class SureBlock(blocks.StructBlock):
    statement = blocks.CharBlock(
        max_length=160, label=_("I can …"), help_text=_("Begin with “I can”.")
    )
    help = blocks.RichTextBlock(features=INLINE, label=_("Where to look when not sure"))

    class Meta:
        icon = "help"
        label = _("Line of the confidence check")


class SourceBlock(blocks.StructBlock):
    key = blocks.CharBlock(
        max_length=60, label=_("Name"), help_text=_("What stands in the text as [^name].")
    )
    words = blocks.RichTextBlock(features=INLINE, label=_("Author, year, title, publisher"))

    class Meta:
        icon = "link"
        label = _("Source")
