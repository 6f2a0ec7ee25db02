"""What the page of a quiz shows of this learner, gathered once."""

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.enums import FeedbackPolicy
from assessments.extras import Extra
from assessments.kinds import KINDS, Kind
from assessments.mistakes import Mistake
from assessments.models import Attempt, QuizPage
from assessments.queries import attempts_at, extra_of, size_of
from assessments.quiz_rules import is_closed
from assessments.services.attempts import BEING_MARKED, CLOSED, NOTHING, next_start, used_up
from assessments.sittings import MarkedLine, Result
from courses.models import CoursePage

register = template.Library()


@dataclass
class Overview:
    """One quiz for one learner. `blocked` says why it cannot be begun now; a preview has no learner."""

    course: CoursePage | None
    questions: int
    points: int
    preview: bool = True
    blocked: str = ""
    running: Attempt | None = None
    finished: list[Attempt] = field(default_factory=list)
    scores_shown: bool = True
    extra: Extra = NOTHING

    @property
    def used(self) -> int:
        return len(self.finished) + (self.running is not None)

    @property
    def passed(self) -> bool:
        return any(attempt.success for attempt in self.finished)


@register.simple_tag(takes_context=True)
def quiz_overview(context: template.Context, page: QuizPage) -> Overview:
    """The overview of this request; the blocks of the template share one."""
    request = context.get("request")
    kept = getattr(request, "quiz_overview", None)
    if kept is None:
        kept = _overview(page, getattr(request, "unit_access", None))
        if request is not None:
            request.quiz_overview = kept
    return kept


def _overview(page: QuizPage, access) -> Overview:
    questions, points = size_of(page)
    if access is None or access.enrollment is None:
        course = access.course if access else page.get_parent().get_parent().specific
        return Overview(course=course, questions=questions, points=points)
    attempts = attempts_at(page, access.enrollment)
    extra = extra_of(page, access.enrollment)
    running = next((attempt for attempt in attempts if attempt.is_open and not attempt.is_overdue()), None)
    # An attempt whose time ran out is closed by the job or by the next start; until then it only counts as used.
    return Overview(
        course=access.course, questions=questions, points=points, preview=False, running=running,
        finished=[attempt for attempt in attempts if not attempt.is_open],
        blocked="" if running else _blocked(page, attempts, extra), extra=extra,
        scores_shown=page.feedback_policy != FeedbackPolicy.NEVER,
    )  # fmt: skip


def _blocked(page: QuizPage, attempts: list[Attempt], extra: Extra) -> str:
    if any(attempt.is_waiting for attempt in attempts):
        return str(BEING_MARKED)
    begun = [attempt.started_at for attempt in attempts]
    closed = is_closed(page.closes_at, begun, extra, timezone.now())
    if closed and not extra.opens_at:
        return CLOSED % {"time": date_format(timezone.localtime(page.closes_at), "DATETIME_FORMAT")}
    if closed or used_up(page, attempts, extra):
        if extra.opens_at:
            return _("The make-up opens at %(time)s.") % {
                "time": date_format(timezone.localtime(extra.opens_at), "DATETIME_FORMAT")
            }
        if any(attempt.success for attempt in attempts):
            return _("You passed. All attempts are used.")
        return _("All attempts are used. Ask the course team what to do.")
    ready = next_start(page, attempts)
    if ready:
        return _("You can begin again at %(time)s.") % {
            "time": date_format(timezone.localtime(ready), "DATETIME_FORMAT")
        }
    return ""


@register.filter
def points_needed(result: Result) -> Decimal:
    """Points that pass: the smallest whole number that reaches the pass mark."""
    return (Decimal(result.max_points or 0) * result.pass_mark / 100).to_integral_value(ROUND_CEILING)


@register.filter
def points_missing(result: Result) -> Decimal:
    return max(Decimal(0), points_needed(result) - (result.points or 0))


@register.simple_tag
def source_link(line: MarkedLine | Mistake, sources: dict[int, str]) -> SafeString | str:
    """Back to the lesson the question comes from, while that lesson is published."""
    url = sources.get(line.source["page"]) if line.source else None
    if not url:
        return ""
    words = _("Read again: %(title)s") % {"title": line.source["title"]}
    return format_html('<p><a class="link" href="{}">{}</a></p>', url, words)


@register.simple_tag
def hint_of(kind: Kind, item: dict) -> str:
    """The line below a question that says what earns points."""
    return kind.partial_hint if item.get("partial") and kind.partial_hint else kind.hint


@register.simple_tag
def question_kinds() -> list[Kind]:
    """All kinds, for the help beside the rows of a question."""
    return list(KINDS.values())
