"""What an author does with a paper that was drawn for a look."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Revision

from accounts.models import User
from assessments.models import Question, QuizPage, QuizQuestion


@transaction.atomic
def fix_paper(*, quiz: QuizPage, picks: Sequence[tuple[int, int]], by: User) -> Revision:
    """Make these questions, with their points, the fixed questions of `quiz` in a new draft; its draws fall away.

    Nothing is published, and the version before stays among the versions of the page. The same paper twice gives the
    same draft. Raises PermissionDenied where the person may not edit the page or somebody keeps it locked.
    """
    locked = QuizPage.objects.select_for_update(of=("self",)).get(pk=quiz.pk)
    rights = locked.permissions_for_user(by)
    if not rights.can_edit() or rights.page_locked():
        raise PermissionDenied
    known = Question.objects.in_bulk([question for question, _points in picks])
    draft = locked.get_latest_revision_as_object()
    draft.draw_rules = []
    draft.quiz_questions = [
        QuizQuestion(question=known[question], points=points, sort_order=number)
        for number, (question, points) in enumerate(picks)
        if question in known
    ]
    return draft.save_revision(user=by, log_action=True)
