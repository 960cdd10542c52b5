"""Pictures that editors bring in, and the sizes they are shown in."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Picture(AbstractImage):
    """One picture, as it was brought in. Where it is used, its alternative text is asked for."""

    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, and under which licence")
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class PictureSize(AbstractRendition):
    """A picture in one size, made when it is first shown."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_picture_of_each_size"
            ),
        ]
