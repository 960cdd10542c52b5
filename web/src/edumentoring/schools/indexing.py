"""Keeping the words that search looks up: which word stands in which open organisation."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from edumentoring.schools.models import FormerName, Organisation, Word, WordUse
from edumentoring.schools.regions import NAMES
from edumentoring.schools.words import place_words, words

CHUNK = 1000


def describe(organisation: Organisation) -> None:
    """Fill the two columns that search reads, without saving."""
    organisation.name_words = " ".join(words(organisation.name))[:400]
    organisation.place_words = " ".join(
        place_words(
            organisation.town,
            organisation.postcode,
            organisation.local_authority,
            organisation.district,
            # Many towns are blank in the register: "London" must still find London.
            NAMES[organisation.region] if organisation.region == "london" else "",
            organisation.phase if organisation.phase in {"Primary", "Secondary"} else "",
        )
    )[:600]


class Index:
    """Writes word uses, remembering the vocabulary between chunks of one import."""

    def __init__(self) -> None:
        self._vocabulary: dict[str, int] = {}
        self._touched: set[int] = set()

    def replace(self, organisations: Sequence[Organisation], *, new: bool = False) -> None:
        """Index these afresh. Closed ones leave the index; `new` ones have nothing to delete."""
        if not new:
            ids = [organisation.pk for organisation in organisations]
            uses = WordUse.objects.filter(organisation__in=ids)
            self._touched.update(uses.values_list("word", flat=True))
            uses.delete()
        still_open = [organisation for organisation in organisations if not organisation.closed_on]
        texts = _texts(still_open, with_former=not new)
        self._learn({text for known in texts.values() for text in known})
        uses_now = [
            (self._vocabulary[text], pk) for pk, known in texts.items() for text in sorted(known)
        ]
        self._touched.update(word for word, _organisation in uses_now)
        _write(uses_now)

    def _learn(self, texts: set[str]) -> None:
        unknown = sorted(texts - self._vocabulary.keys())
        if not unknown:
            return
        Word.objects.bulk_create(
            [Word(text=text, start=text[:2], ending=text[-3:]) for text in unknown],
            ignore_conflicts=True,
            batch_size=CHUNK,
        )
        for at in range(0, len(unknown), CHUNK):
            self._vocabulary.update(
                Word.objects.filter(text__in=unknown[at : at + CHUNK]).values_list("text", "pk")
            )

    def count(self) -> None:
        """Bring `Word.uses` up to date for every word touched since the last count."""
        touched = sorted(self._touched)
        uses = (
            WordUse.objects.filter(word=OuterRef("pk"))
            .order_by()
            .values("word")
            .annotate(amount=Count("pk"))
            .values("amount")
        )
        for at in range(0, len(touched), CHUNK):
            Word.objects.filter(pk__in=touched[at : at + CHUNK]).update(
                uses=Coalesce(Subquery(uses), 0)
            )
        self._touched.clear()


def _write(uses: list[tuple[int, int]]) -> None:
    """Insert (word, organisation) rows. In SQL: 220,000 model objects would take five seconds."""
    if uses:
        table = connection.ops.quote_name(WordUse._meta.db_table)  # noqa: SLF001
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} (word_id, organisation_id) VALUES (%s, %s)",  # noqa: S608
                uses,
            )


def _texts(organisations: Iterable[Organisation], *, with_former: bool) -> dict[int, set[str]]:
    """Every word of each organisation, by its key."""
    texts = {
        organisation.pk: {*organisation.name_words.split(), *organisation.place_words.split()}
        for organisation in organisations
    }
    if with_former:
        former = FormerName.objects.filter(organisation__in=list(texts))
        for pk, known in former.values_list("organisation", "words"):
            texts[pk].update(known.split())
    return texts
