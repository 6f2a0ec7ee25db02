"""The question bank: banks belong to units, questions to banks, choices to questions."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, Page, PreviewableMixin, RevisionMixin

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from assessments.enums import Difficulty, ReviewState
from assessments.kinds import ChoiceFacts, Kind, kind_choices, kind_of
from assessments.papers import QuestionFacts
from cases.models import CasePage
from courses.models import CoursePage

# Pictures on a paper are shown at this size at most.
NO_CASE = _("Choose the case that is analyzed.")
PICTURE = "max-960x960|format-webp"
AUTHORING_ROLES = (Role.AUTHOR, Role.DISTRICT_ADMIN)


class QuestionBankQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Banks of the units where the person authors: to read and to change."""
        return self.filter(organisation__in=units_for(user, *AUTHORING_ROLES))

    def usable_by(self, user):
        """Banks a quiz of this person may ask from: their own, and those other units share."""
        units = units_for(user, *AUTHORING_ROLES)
        return self.filter(models.Q(organisation__in=units) | models.Q(shared=True)) if units.exists() else self.none()


class QuestionBank(models.Model):
    """A collection of questions that one unit looks after. Made by authors; its questions outlive any quiz."""

    name = models.CharField(_("name"), max_length=60)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="question_banks", verbose_name=_("owning unit"),
        help_text=_("Authors of this unit, and of units above it, may edit the questions."),
    )  # fmt: skip
    course = models.ForeignKey(
        CoursePage, models.SET_NULL, null=True, blank=True, related_name="question_banks", verbose_name=_("course"),
        help_text=_("Leave empty for a bank that serves several courses."),
    )  # fmt: skip
    description = models.CharField(_("description"), max_length=200, blank=True)
    shared = models.BooleanField(
        _("other units may ask from it"), default=False, help_text=_("They can use the questions but not edit them.")
    )

    objects = QuestionBankQuerySet.as_manager()
    panels = [
        FieldPanel("name"), FieldPanel("organisation"), FieldPanel("course"), FieldPanel("description"),
        FieldPanel("shared"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["name", "pk"]
        constraints = [
            # Two banks of one unit with one name could not be told apart in a chooser.
            models.UniqueConstraint(fields=["organisation", "name"], name="bank_name_unique_in_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(bank__in=QuestionBank.objects.visible_to(user))

    def usable_by(self, user):
        return self.filter(bank__in=QuestionBank.objects.usable_by(user))

    def askable(self):
        """Published and approved: what a new attempt may ask."""
        return self.filter(live=True, review_state=ReviewState.APPROVED)


class Question(DraftStateMixin, RevisionMixin, LockableMixin, PreviewableMixin, ClusterableModel):
    """One question. Authors change it freely: attempts keep the question as it stood when they began.

    `uid` is its name on papers and in statistics and never changes; a copy is a new question with a new uid.
    """

    uid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="questions", verbose_name=_("question bank"))
    kind = models.CharField(_("type"), max_length=20, choices=kind_choices, default="single")
    stem = models.TextField(_("question"), max_length=1000)
    image = models.ForeignKey(
        get_image_model_string(), models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    image_alt = models.CharField(
        _("picture in words"), max_length=200, blank=True,
        help_text=_("For people who cannot see the picture. Do not give the answer away."),
    )  # fmt: skip
    partial = models.BooleanField(
        _("parts count"), default=False,
        help_text=_("Where an answer has several parts, each earns its share. Otherwise it is all or nothing."),
    )  # fmt: skip
    explanation = models.TextField(
        _("explanation"),
        max_length=1000,
        blank=True,
        help_text=_("Why the right answer is right; shown after marking."),
    )
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), choices=Difficulty.choices, default=Difficulty.MEDIUM
    )
    category = models.CharField(
        _("category"), max_length=40, blank=True, help_text=_("Draws can ask for one category of a bank.")
    )
    knowledge_point = models.CharField(_("knowledge point"), max_length=60, blank=True)
    source_lesson = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lesson it comes from"),
        help_text=_("The result page sends learners back there."),
    )  # fmt: skip
    case = models.ForeignKey(
        CasePage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("case it quotes"),
        help_text=_("For a case analysis. A paper keeps its title, number and version as they are when it is drawn."),
    )  # fmt: skip
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author"),
        editable=False,
    )  # fmt: skip
    review_state = models.CharField(
        _("review state"), max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT,
        help_text=_("Only approved questions are drawn. Retired ones stay in old papers."),
    )  # fmt: skip

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-pk"]
        indexes = [
            # The draw reads these and nothing else.
            models.Index(fields=["bank", "category", "difficulty"], name="question_draw"),
        ]

    def __str__(self) -> str:
        return Truncator(self.stem.replace("\n", " ")).chars(60)

    def clean(self) -> None:
        super().clean()
        if self.image_id and not self.image_alt.strip():
            raise ValidationError({"image_alt": _("Say in words what the picture shows.")})

    def problems(self) -> list[str]:
        """What keeps the question with its present choices from being asked, in words.

        Not part of `clean`, because a form cleans the question before it knows the new choices.
        """
        kind = kind_of(self.kind)
        missing = [str(NO_CASE)] if kind.quotes_case and self.case_id is None else []
        return missing + kind.problems([choice.facts() for choice in self.choices.all()], self.stem)

    @property
    def kind_now(self) -> Kind:
        return kind_of(self.kind)

    def facts(self) -> QuestionFacts:
        """The question as plain data, ready to be frozen into a paper."""
        lesson = self.source_lesson
        return QuestionFacts(
            uid=str(self.uid), revision_id=self.live_revision_id, kind=self.kind, stem=self.stem,
            explanation=self.explanation, choices=[choice.facts() for choice in self.choices.all()],
            image=self._picture(), source={"page": lesson.pk, "title": lesson.title} if lesson else None,
            partial=self.partial, case=self._quoted(),
        )  # fmt: skip

    def _quoted(self) -> dict | None:
        case = self.case if kind_of(self.kind).quotes_case else None
        if case is None:
            return None
        return {"title": case.title, "number": case.number, "version": case.version, "url": case.url}

    def _picture(self) -> dict | None:
        if self.image is None:
            return None
        picture = self.image.get_rendition(PICTURE)
        return {"url": picture.url, "width": picture.width, "height": picture.height, "alt": self.image_alt}

    def get_preview_template(self, request, mode_name: str) -> str:
        return "assessments/question_preview.html"

    def get_preview_context(self, request, mode_name: str) -> dict:
        """The question as a learner sees it, and below it as the result page shows it."""
        kind, facts = kind_of(self.kind), self.facts()
        item = {"stem": self.stem, "image": facts.image, "partial": self.partial, "case": facts.case}
        item |= kind.paper_part(facts.choices, None)
        return super().get_preview_context(request, mode_name) | {
            "kind": kind, "item": item, "explanation": self.explanation, "part": kind.answer_context(item, None),
            "marked": kind.review(item, kind.key_part(facts.choices), None),
        }  # fmt: skip


class Choice(Orderable):
    """One row of a question: a choice, an accepted answer, a step or a pair; `match` is its second part.

    What the second part means is for the kind to say (`rows_help`): the other half, a blank, a tolerance.
    """

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="choices")
    uid = models.UUIDField(default=uuid.uuid7, editable=False)
    text = models.CharField(_("text"), max_length=300)
    match = models.CharField(_("second part"), max_length=300, blank=True)
    is_correct = models.BooleanField(_("right"), default=False)
    feedback = models.CharField(
        _("why"), max_length=300, blank=True, help_text=_("Shown after marking to those who chose it.")
    )

    panels = [FieldPanel("text"), FieldPanel("match"), FieldPanel("is_correct"), FieldPanel("feedback")]

    class Meta(Orderable.Meta):
        verbose_name = _("choice")
        verbose_name_plural = _("choices")

    def __str__(self) -> str:
        return self.text

    def facts(self) -> ChoiceFacts:
        return ChoiceFacts(str(self.uid), self.text, self.is_correct, self.feedback, self.match)
