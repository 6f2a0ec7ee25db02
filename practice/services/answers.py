"""Letting a good answer out: written anew for everybody, without anything that leads to a person."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from practice.impersonal import contacts_in, names_in
from practice.models import Answer
from practice.services.guidance_telling import tell_published
from practice.supervision import decides, people_involved

REASON_LENGTH = 200
PUBLIC = ("public_title", "public_question", "public_answer")


def _held(answer: Answer, by: User) -> Answer:
    rows = Answer.objects.select_for_update(of=("self",)).select_related("question__unit", "question__asker", "by")
    row = rows.get(pk=answer.pk)
    if not decides(by, row.question):
        raise PermissionDenied
    return row


@transaction.atomic
def publish_answer(
    *, answer: Answer, by: User, title: str, question: str, text: str, names_are_none: bool = False
) -> Answer:
    """Let everybody read an answer, in words that name nobody. Published once more, the new words replace the old.

    Raises ValidationError by field for numbers, addresses and names; `names_are_none` says that somebody looked and
    what looks like a name is none (a word that reads the same), which numbers and addresses never are.
    """
    row = _held(answer, by)
    said = dict(zip(PUBLIC, (title.strip(), question.strip(), text.strip()), strict=True))
    if row.is_public and said == {name: getattr(row, name) for name in PUBLIC}:
        return row
    _check(row, said, names_are_none)
    for name, words in said.items():
        setattr(row, name, words)
    row.is_public, row.published_by, row.published_at = True, by, timezone.now()
    row.full_clean(exclude=["question", "by", "published_by"])
    row.save(update_fields=[*PUBLIC, "is_public", "published_by", "published_at"])
    log(row.question, "practice.answer_published", user=by, data={"title": row.public_title})
    tell_published(row)
    return row


def _check(row: Answer, said: dict[str, str], names_are_none: bool) -> None:
    names = people_involved(row.question)
    errors: dict[str, str] = {}
    for field, words in said.items():
        if not words:
            errors[field] = _("Please write this for readers who know nothing of the matter.")
        elif found := contacts_in(words):
            errors[field] = _("This leads to a person: %(found)s") % {"found": "，".join(found)}
        elif not names_are_none and (found := names_in(words, names)):
            errors[field] = _("A name of somebody involved stands here: %(found)s") % {"found": "，".join(found)}
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def unpublish_answer(*, answer: Answer, by: User, reason: str) -> Answer:
    """Take an answer back from the public; the words written for it are kept. Taken back already is as good."""
    row = _held(answer, by)
    if not row.is_public:
        return row
    words = reason.strip()
    if not words or len(words) > REASON_LENGTH:
        raise ValidationError({"reason": _("Please give the reason in at most 200 characters.")})
    row.is_public = False
    row.save(update_fields=["is_public"])
    log(row.question, "practice.answer_unpublished", user=by, data={"reason": words})
    return row
