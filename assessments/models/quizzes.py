"""Quizzes: delivery settings on a page of the course, questions by reference, so that a course copies with its quiz
while the bank stays shared."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from assessments.enums import Counted, Difficulty, FeedbackPolicy, QuizMode
from assessments.models.banks import Question, QuestionBank
from assessments.models.quiz_form import QuizPageForm
from assessments.papers import Draw
from courses.models import UnitPage

POINTS = [MinValueValidator(1), MaxValueValidator(100)]


class QuizPage(UnitPage):
    """A quiz of a course. A change here touches attempts that begin later, never one that is under way.

    `pass_mark` is a percentage of the points, `time_limit` and `cool_down` are minutes, `attempts` counts all
    attempts of one enrollment. From `closes_at` on nobody begins, and what is under way then ends.
    """

    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    mode = models.CharField(
        _("mode"), max_length=8, choices=QuizMode.choices, default=QuizMode.EXAM,
        help_text=_("In an exam it is counted how often learners leave the page; in practice it is not."),
    )  # fmt: skip
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in percent"), default=60, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, default=3, validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit."),
    )  # fmt: skip
    counted = models.CharField(
        _("which attempt counts"), max_length=4, choices=Counted.choices, default=Counted.BEST,
        help_text=_("What was passed once stays passed."),
    )  # fmt: skip
    closes_at = models.DateTimeField(
        _("closes at"), null=True, blank=True,
        help_text=_("Empty: never. Attempts under way are handed in then; make-ups can be granted."),
    )  # fmt: skip
    time_limit = models.PositiveSmallIntegerField(
        _("time limit in minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Empty: no limit. When time is up, the answers saved so far are handed in."),
    )  # fmt: skip
    cool_down = models.PositiveIntegerField(
        _("wait between attempts in minutes"), null=True, blank=True, help_text=_("Empty: no waiting.")
    )
    shuffle_questions = models.BooleanField(_("shuffle questions"), default=True)
    shuffle_choices = models.BooleanField(_("shuffle choices"), default=True)
    feedback_policy = models.CharField(
        _("shown after marking"), max_length=12, choices=FeedbackPolicy.choices, default=FeedbackPolicy.AFTER
    )

    marking_days = models.PositiveSmallIntegerField(
        _("working days for marking"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Only for questions that people mark: learners are told by when they have their result."),
    )  # fmt: skip

    unit_kind = "quiz"
    template = "assessments/quiz_page.html"
    parent_page_types = ["courses.ModulePage"]
    base_form_class = QuizPageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("compulsory")]),
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("prerequisite")]),
            ],
            heading=_("Place in the course"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("mode"), FieldPanel("closes_at")]),
                FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("attempts")]),
                FieldRowPanel([FieldPanel("time_limit"), FieldPanel("cool_down")]),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_choices")]),
                FieldRowPanel([FieldPanel("feedback_policy"), FieldPanel("counted")]),
                FieldPanel("marking_days"),
            ],
            heading=_("Rules"),
        ),
        HelpPanel(
            content=_(
                "A paper is made of the fixed questions and of what the draws take from the bank. Each attempt draws "
                "anew and keeps its paper: what you change here touches later attempts only."
            ),
            heading=_("Paper"),
        ),
        InlinePanel(
            "quiz_questions", heading=_("Fixed questions"), label=_("question"),
            help_text=_("Everybody is asked these. Only published and approved questions are asked."),
        ),
        InlinePanel(
            "draw_rules", heading=_("Random draws"), label=_("draw"),
            help_text=_("Takes that many approved questions of a bank, other ones for each attempt."),
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("Quiz")
        verbose_name_plural = _("Quizzes")

    def completion_sentence(self) -> str:
        return gettext("Reach %(percent)d percent of the points to pass.") % {"percent": self.pass_mark}

    def requirements(self) -> list[dict]:
        return [{"key": "passed", "label": gettext("Pass the quiz")}]


class QuizQuestion(Orderable):
    """A question every paper of the quiz has, and what it is worth."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="quiz_questions")
    question = models.ForeignKey(Question, models.PROTECT, related_name="placements", verbose_name=_("question"))
    points = models.PositiveSmallIntegerField(_("points"), default=10, validators=POINTS)

    panels = [FieldPanel("question"), FieldPanel("points")]

    def __str__(self) -> str:
        return str(self.question)


class DrawRule(Orderable):
    """So many questions of a bank, drawn anew for each attempt."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="draw_rules")
    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="+", verbose_name=_("question bank"))
    category = models.CharField(_("category"), max_length=40, blank=True, help_text=_("Empty: any."))
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), choices=Difficulty.choices, null=True, blank=True, help_text=_("Empty: any.")
    )
    count = models.PositiveSmallIntegerField(
        _("how many"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    points = models.PositiveSmallIntegerField(_("points for each"), default=10, validators=POINTS)

    panels = [
        FieldPanel("bank"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("difficulty")]),
        FieldRowPanel([FieldPanel("count"), FieldPanel("points")]),
    ]

    def __str__(self) -> str:
        return f"{self.bank} x {self.count}"

    def facts(self) -> Draw:
        """The rule as plain data."""
        return Draw(
            bank=self.bank_id, count=self.count, points=self.points, category=self.category, difficulty=self.difficulty
        )
