"""A new page is made once, however often its form is sent.

Wagtail saves a new page by itself, half a second after the last key. Whoever presses Save meanwhile
sends the same form to the address that makes pages a second time. That made a second page, or a
fault where both wanted the same address.
"""

from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.log_actions import LogContext
from wagtail.models import Page, PageLogEntry


class Begin(CreateView):
    """The form of a new page. Once it has made one, what it sends changes that one."""

    parent_page: Page

    @transaction.atomic
    def post(self, request: HttpRequest) -> HttpResponse:
        # One after another: who comes second sees the page, and the count, of who came first.
        parents = Page.objects.select_for_update()
        self.parent_page = get_object_or_404(parents, pk=self.parent_page.pk).specific
        form_key = _form_key(request)
        made = self._made_by(form_key)
        if made is None:
            return self._make(form_key)
        if self.expects_json_response:
            # Sent before the other, perhaps, and only now here: its words may be the older ones.
            words = _("This page was saved before. Press Save to save what you changed since.")
            return self.json_error_response("invalid_revision", words)
        return EditView.as_view()(request, made.pk)

    def _make(self, form_key: UUID | None) -> HttpResponse:
        with LogContext(user=self.request.user) as noted:
            noted.uuid = form_key or noted.uuid
            return super().post(self.request)

    def _made_by(self, form_key: UUID | None) -> Page | None:
        if form_key is None:
            return None
        noted = PageLogEntry.objects.filter(
            user=self.request.user, action="wagtail.create", uuid=form_key
        )
        pages = self.page_class.objects.child_of(self.parent_page)
        return pages.filter(pk__in=noted.values("page")).first()


def _form_key(request: HttpRequest) -> UUID | None:
    """One for each time that a form is shown: Django masks the token anew each time."""
    token = request.POST.get("csrfmiddlewaretoken")
    return uuid5(NAMESPACE_OID, token) if token else None


class Pages(PageViewSet):
    """Pages of every kind on the editors' desk."""

    model = Page
    add_view_class = Begin
