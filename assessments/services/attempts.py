"""Beginning a quiz: may the learner, and on which paper."""

import datetime
import logging
from random import Random, SystemRandom

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.extras import Extra
from assessments.models import Attempt, QuizPage
from assessments.papers import draw
from assessments.proofs import print_paper
from assessments.queries import attempts_at, contents_of, extra_of
from assessments.quiz_rules import deadline, is_closed
from assessments.services.marking import close_if_overdue
from learning.access import Access, access_to
from learning.models import Enrollment

NOTHING = Extra()
CLOSED = gettext_lazy("This quiz closed at %(time)s.")
BEING_MARKED = gettext_lazy("Your last attempt is still being marked. You can begin again when you have its result.")

logger = logging.getLogger(__name__)


class AttemptRefused(Exception):
    """The quiz cannot be begun now; the message says why, in words for the learner."""


def start_attempt(*, learner: User, quiz: QuizPage, access: Access | None = None) -> Attempt:
    """Begin `quiz`, or go on with the attempt that is under way.

    `access` spares reading it again. Raises AttemptRefused when the quiz is closed to the learner, attempts are used
    up, the waiting time is not over, or the bank cannot fill a paper.
    """
    access = access or access_to(learner, quiz)
    if not access.allowed:
        raise AttemptRefused(access.reason)
    if access.enrollment is None:
        raise AttemptRefused(_("Only learners of the course can take the quiz."))
    running = Attempt.objects.open().filter(enrollment=access.enrollment, quiz=quiz).first()
    if running and not close_if_overdue(attempt=running):
        return running
    if not quiz.live:
        raise AttemptRefused(_("This quiz is not open at present."))
    return _begin(access.enrollment, quiz)


def used_up(quiz: QuizPage, attempts: list[Attempt], extra: Extra = NOTHING) -> bool:
    """Whether all attempts are used, those granted on top included."""
    return quiz.attempts is not None and len(attempts) >= quiz.attempts + extra.attempts


def next_start(quiz: QuizPage, attempts: list[Attempt]) -> datetime.datetime | None:
    """When the waiting time after the last attempt is over; None when nobody has to wait."""
    ended = [attempt.submitted_at for attempt in attempts if attempt.submitted_at]
    if not quiz.cool_down or not ended:
        return None
    ready = max(ended) + datetime.timedelta(minutes=quiz.cool_down)
    return ready if ready > timezone.now() else None


@transaction.atomic
def _begin(enrollment: Enrollment, quiz: QuizPage) -> Attempt:
    # "One open attempt" and "only so many" are decided under a lock on the enrollment.
    Enrollment.objects.select_for_update().only("pk").get(pk=enrollment.pk)
    earlier = attempts_at(quiz, enrollment)
    running = next((attempt for attempt in earlier if attempt.is_open), None)
    if running:
        return running
    if any(attempt.is_waiting for attempt in earlier):
        raise AttemptRefused(str(BEING_MARKED))
    now = timezone.now()
    bounded = quiz.time_limit or quiz.closes_at or used_up(quiz, earlier)
    extra = extra_of(quiz, enrollment) if bounded else NOTHING
    if is_closed(quiz.closes_at, [attempt.started_at for attempt in earlier], extra, now):
        raise AttemptRefused(CLOSED % {"time": date_format(timezone.localtime(quiz.closes_at), "DATETIME_FORMAT")})
    if used_up(quiz, earlier, extra):
        raise AttemptRefused(_("All attempts are used."))
    ready = next_start(quiz, earlier)
    if ready:
        raise AttemptRefused(
            _("You can begin again at %(time)s.") % {"time": date_format(timezone.localtime(ready), "DATETIME_FORMAT")}
        )
    paper, key = make_paper(quiz, SystemRandom())
    attempt = Attempt(
        enrollment=enrollment, quiz=quiz, number=len(earlier) + 1, paper=paper, answer_key=key, started_at=now,
        deadline=deadline(now, limit=quiz.time_limit, closes_at=quiz.closes_at, extra=extra),
    )  # fmt: skip
    # The rows it points at were just read; their existence needs no second look.
    attempt.full_clean(exclude=["enrollment", "quiz"], validate_unique=False, validate_constraints=False)
    attempt.save(force_insert=True)
    return attempt


def make_paper(quiz: QuizPage, random: Random) -> tuple[dict, dict]:
    """Draw and freeze a paper of `quiz` as it stands now, with its key; AttemptRefused when the bank is too small."""
    contents = contents_of(quiz)
    drawn = draw(contents.rules, contents.pool, [question_id for question_id, _points in contents.fixed], random)
    picks = contents.fixed + drawn.picks
    if drawn.missing or not picks:
        logger.warning("Quiz %s lacks questions: %s", quiz.pk, drawn.missing)
        raise AttemptRefused(_("This quiz is being prepared. Please try again later, or tell the course team."))
    return print_paper(quiz, picks, random)
