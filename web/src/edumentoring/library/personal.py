"""What this room and Wagtail keep about people: how it is given back, and how it is forgotten.

What an editor wrote for all stays, with its history; who wrote it is then "Somebody who left".
What a person did in the zone for themselves goes.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag, TaggedItem
from wagtail.admin.models import Admin, EditingSession, FormState
from wagtail.documents.models import Document
from wagtail.fields import StreamField
from wagtail.images.models import Image, Rendition
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Locale,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    PageViewRestriction,
    ReferenceIndex,
    Revision,
    Site,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail.models import Collection as Folder
from wagtail.models.media import CollectionViewRestriction
from wagtail.search import index
from wagtail.users.models import UserProfile

from edumentoring.library import models as library
from edumentoring.people.personal import Scope, declare, holds_nobody

Row = dict[str, Any]

# --- What a person does in the zone ---------------------------------------------------------------


def _drop(model: type[models.Model], column: str = "user") -> Callable[[Scope], None]:
    """Forgets by taking the rows out, when all of the person is to be forgotten."""

    def erase(scope: Scope) -> None:
        if scope.programme_id is None:
            model._default_manager.filter(**{column: scope.user}).delete()  # noqa: SLF001

    return erase


def _list(scope: Scope) -> Iterator[Row]:
    for one in library.Tried.objects.visible_to(scope.user):
        yield {"to do": one.title, "on my list since": one.put_at, "tried": one.tried_at}


declare(library.Tried, export=_list, erase=_drop(library.Tried), title=_("My list from the zone"))


def _read(scope: Scope) -> Iterator[Row]:
    for one in library.Read.objects.visible_to(scope.user).select_related("section"):
        yield {"section": one.section.title, "read": one.at}


declare(library.Read, export=_read, erase=_drop(library.Read), title=_("Sections I have read"))


def _sureness(scope: Scope) -> Iterator[Row]:
    for one in library.Sureness.objects.visible_to(scope.user).select_related("section"):
        said = {str(block.id): block.value["statement"] for block in one.section.confidence}
        yield {
            "section": one.section.title,
            "line": said.get(str(one.line), ""),
            "my answer": str(one.get_answer_display()),
            "note to myself": one.words,
            "day": one.at,
        }


declare(
    library.Sureness,
    export=_sureness,
    erase=_drop(library.Sureness),
    title=_("My confidence checks"),
)


def _marks(scope: Scope) -> Iterator[Row]:
    for one in library.Mark.objects.filter(user=scope.user).select_related("resource"):
        yield {
            "resource": one.resource.title,
            "kept": one.saved_at,
            "used in a meeting": one.used_on,
            "useful": one.useful,
        }


declare(library.Mark, export=_marks, erase=_drop(library.Mark), title=_("Resources I marked"))
declare(
    library.SharedEditor,
    export=lambda scope: (
        {"edits the shared zone since": one.since}
        for one in library.SharedEditor.objects.filter(user=scope.user)
    ),
    erase=_drop(library.SharedEditor),
    title=_("The shared mentor zone"),
)

# --- What they wrote for all ----------------------------------------------------------------------


def _pages(scope: Scope) -> Iterator[Row]:
    for page in Page.objects.filter(owner=scope.user).order_by("pk"):
        yield {"page": page.title, "begun": page.latest_revision_created_at, "public": page.live}


def _clean_pages(scope: Scope) -> None:
    """Their name goes out of every page, every draft of it and the search: not their work."""
    if scope.programme_id is not None or not scope.words:
        return
    for model in (library.Section, library.Article, library.Zone):
        for page in model.objects.all().iterator():
            _clean_page(page, scope)
    scope.redact(Page.objects.all(), "title", "draft_title", "seo_title", "search_description")
    scope.redact(Revision.objects.all(), "content", "object_str")


def _clean_page(page: Page, scope: Scope) -> None:
    changed: Row = {}
    for field in page._meta.get_fields():  # noqa: SLF001
        if isinstance(field, StreamField):
            before = list(getattr(page, field.name).raw_data)
            after = scope.clean(before)
            if after != before:
                changed[field.name] = field.to_python(after)
        elif field.name in {"byline", "summary", "lede", "article_title"}:
            before = getattr(page, field.name)
            after = scope.clean(before)
            if after != before:
                changed[field.name] = after
    if changed:
        type(page).objects.filter(pk=page.pk).update(**changed)
        index.insert_or_update_object(type(page).objects.get(pk=page.pk))


declare(Page, export=_pages, erase=_clean_pages, title=_("Pages I began"))
for _model in (library.Front, library.Zone, library.Section, library.Article):
    holds_nobody(_model, "its words are cleaned and its writer is named with the page")


def _revisions(scope: Scope) -> Iterator[Row]:
    for one in Revision.objects.filter(user=scope.user).order_by("pk"):
        yield {"saved": one.created_at, "page": one.object_str}


declare(
    Revision,
    export=_revisions,
    erase=_clean_pages,
    title=_("Drafts I saved"),
)


def _comments(scope: Scope) -> Iterator[Row]:
    for one in Comment.objects.filter(user=scope.user).select_related("page"):
        yield {"page": one.page.title, "comment": one.text, "written": one.created_at}
    for one in CommentReply.objects.filter(user=scope.user).select_related("comment__page"):
        yield {"page": one.comment.page.title, "reply": one.text, "written": one.created_at}


def _clean_comments(scope: Scope) -> None:
    if scope.programme_id is None:
        scope.redact(Comment.objects.all(), "text")
        scope.redact(CommentReply.objects.all(), "text")


declare(Comment, export=_comments, erase=_clean_comments, title=_("Comments on pages"))
holds_nobody(CommentReply, "given back and cleaned with the comments")


def _clean_log(scope: Scope) -> None:
    if scope.programme_id is None:
        for model in (PageLogEntry, ModelLogEntry):
            scope.redact(model.objects.all(), "label", "data")


declare(
    PageLogEntry,
    export=lambda scope: (
        {"page": one.label, "what": one.action, "when": one.timestamp}
        for one in PageLogEntry.objects.filter(user=scope.user)
    ),
    erase=_clean_log,
    title=_("What I did with pages"),
)
declare(
    ModelLogEntry,
    export=lambda scope: (
        {"thing": one.label, "what": one.action, "when": one.timestamp}
        for one in ModelLogEntry.objects.filter(user=scope.user)
    ),
    erase=_clean_log,
    title=_("What I did with resources and pictures"),
)


def _clean_pictures(scope: Scope) -> None:
    if scope.programme_id is None:
        scope.redact(library.Picture.objects.all(), "title", "description", "credit")


declare(
    library.Picture,
    export=lambda scope: (
        {"picture": one.title, "brought in": one.created_at}
        for one in library.Picture.objects.filter(uploaded_by_user=scope.user)
    ),
    erase=_clean_pictures,
    title=_("Pictures I brought in"),
)


def _clean_resources(scope: Scope) -> None:
    """An author stands as on the book's cover; only our own words about it are cleaned."""
    if scope.programme_id is None:
        scope.redact(library.Resource.objects.all(), "note")


declare(
    library.Resource,
    export=None,
    why="works that anybody can find in a library; who added one stands in what I did",
    erase=_clean_resources,
)

# --- Wagtail's own rows ---------------------------------------------------------------------------

for _model in (EditingSession, FormState, APIToken, PageSubscription, UserProfile):
    declare(
        _model,
        export=None,
        why="how the editors' desk was left, such as a folded menu",
        erase=_drop(_model),
    )
declare(
    UploadedFile,
    export=None,
    why="a file on its way to becoming a picture, which is given back",
    erase=_drop(UploadedFile, "uploaded_by_user"),
)


def _clean_answers(scope: Scope) -> None:
    if scope.programme_id is None:
        scope.redact(TaskState.objects.all(), "comment")


for _model in (WorkflowState, TaskState):
    declare(
        _model,
        export=None,
        why="who asked for a page to be published, and who answered; it stands in what I did",
        erase=_clean_answers,
    )
for _model in (
    Admin,
    Folder,
    GroupApprovalTask,
    GroupApprovalTask.groups.through,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Image,
    Locale,
    PageViewRestriction,
    PageViewRestriction.groups.through,
    CollectionViewRestriction,
    Document,
    CollectionViewRestriction.groups.through,
    Rendition,
    Site,
    Tag,
    TaggedItem,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
    library.PictureSize,
    library.Collection,
    library.Placed,
):
    holds_nobody(_model, "how pages, pictures and those who edit them are arranged")
holds_nobody(ReferenceIndex, "which page shows which resource")
for _index in apps.get_app_config("wagtailsearch").get_models():
    holds_nobody(_index, "the words of pages, written anew when those are cleaned")
