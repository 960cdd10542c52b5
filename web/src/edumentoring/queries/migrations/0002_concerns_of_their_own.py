"""Questions about safety or conduct move to `concerns`, where only named people read them."""

from datetime import date

from django.db import migrations

YEARS_KEPT = 7
KINDS = {"asked": "added", "reply": "answered", "note": "acted"}


def move(apps, _schema_editor):
    """Each with everything that was said about it; nothing of it stays among the questions."""
    Query = apps.get_model("queries", "Query")
    for query in Query.objects.filter(is_concern=True):
        said = [one for one in query.messages.order_by("at", "pk") if one.taken_back_at is None]
        first = next((one for one in said if one.kind == "asked"), None)
        words = "\n\n".join(part for part in (query.subject, first.text if first else "") if part)
        concern = _concern(apps, query, words)
        for one in said:
            if one is not first:
                concern.steps.create(
                    kind=KINDS[one.kind],
                    by=one.by,
                    by_name=one.by.name if one.by else query.name,
                    note=one.text,
                    at=one.at,
                )
        query.messages.all().delete()
        query.delete()


def _concern(apps, query, words):
    closed = query.state == "closed"
    state = "closed" if closed else "new" if query.state == "new" else "seen"
    return apps.get_model("concerns", "Concern").objects.create(
        programme_id=query.programme_id,
        raised_by=query.user,
        name=query.name,
        email=query.email,
        words=words,
        state=state,
        raised_at=query.asked_at,
        closed_at=query.touched_at if closed else None,
        keep_until=_last_day(query.touched_at.date()) if closed else None,
    )


def _last_day(day):
    later = date(day.year + YEARS_KEPT, 3, 1)
    return later if (day.month, day.day) == (2, 29) else day.replace(year=day.year + YEARS_KEPT)


class Migration(migrations.Migration):
    dependencies = [("queries", "0001_initial"), ("concerns", "0001_initial")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
