"""What a course is made of: modules (headings) and units, the things a learner completes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from content.slugs import PinyinSlugMixin
from courses.attachments import words_in
from courses.blocks import LessonBody
from courses.models.rights import CourseRights

# Six hundred characters a minute is a fast reader of Chinese; slower readers lose nothing by the floor.
CHARACTERS_PER_SECOND = 10
SHORTEST_READING = 30  # seconds
ACTIVE_BLOCKS = frozenset({"self_check", "reflection", "video", "audio", "document", "download"})


class ModulePage(PinyinSlugMixin, Page):
    """A heading and an order. It has no page of its own: opening it leads to the course."""

    parent_page_types = ["courses.CoursePage"]
    # What may stand here is decided by the units themselves, so that apps above can bring kinds of their own.
    preview_modes: list = []

    class Meta:
        verbose_name = _("Module")
        verbose_name_plural = _("Modules")

    def serve(self, request: HttpRequest, *args, **kwargs):
        return redirect(self.get_parent().get_url(request))

    def permissions_for_user(self, user):
        return CourseRights(user, self)


class UnitPage(PinyinSlugMixin, Page):
    """Whatever a learner can complete. Lessons are one kind; apps above bring others (quizzes) without an edit here.

    `minutes` is planned study time. `opens_on` and `prerequisite` are locks; each is told to the learner in words.
    """

    minutes = models.PositiveIntegerField(
        _("minutes"), default=45, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    compulsory = models.BooleanField(
        _("counts for completion"), default=True, help_text=_("Untick for optional reading.")
    )
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    prerequisite = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("finish this first")
    )

    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    preview_modes = [("", _("As a learner sees it"))]
    # Study settings, for the editors of every kind of unit.
    unit_panels = [
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("compulsory")]),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("prerequisite")]),
    ]
    # What the outline draws beside the title.
    unit_kind = "unit"

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return CourseRights(user, self)

    def completion_sentence(self) -> str:
        """One sentence: what completes this unit."""
        raise NotImplementedError

    def requirements(self) -> list[dict]:
        """What must be done, in order: [{"key", "label"}]; progress says which are done."""
        raise NotImplementedError


class LessonPage(UnitPage):
    """A lesson (课时): blocks to read, watch and answer.

    Complete when the text was read to its end (not faster than `reading_floor` seconds), every required video or
    audio was played to its share, and every self-check was answered.
    """

    summary = models.CharField(_("summary"), max_length=120, blank=True)
    body = StreamField(LessonBody(), verbose_name=_("lesson text"), blank=True)
    reading_floor = models.PositiveIntegerField(
        _("shortest reading time in seconds"), null=True, blank=True, validators=[MaxValueValidator(7200)],
        help_text=_("Empty: worked out from the length of the text."),
    )  # fmt: skip

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    settings_panels = [*UnitPage.unit_panels, FieldPanel("reading_floor"), *Page.settings_panels]
    unit_kind = "lesson"
    template = "courses/lesson_page.html"
    # Transcripts of recordings are part of the body.
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("attached_words"),
    ]

    class Meta:
        verbose_name = _("Lesson")
        verbose_name_plural = _("Lessons")

    @property
    def character_count(self) -> int:
        """Characters to read, without spaces; what is played or answered is counted by its own requirement."""
        texts = (
            text
            for child in self.body
            if child.block_type not in ACTIVE_BLOCKS
            for text in child.block.get_searchable_content(child.value)
        )
        return sum(len("".join(text.split())) for text in texts)

    @property
    def attached_words(self) -> list[str]:
        """The words of the files in the lesson, for search."""
        files = [child for child in self.body if child.block_type in ("document", "download")]
        return [words for child in files if (words := words_in(child.value["document"]))]

    @property
    def floor_seconds(self) -> int:
        """The shortest time in which the text can be said to have been read."""
        if self.reading_floor is not None:
            return self.reading_floor
        return max(SHORTEST_READING, round(self.character_count / CHARACTERS_PER_SECOND))

    @property
    def required_media(self) -> list:
        """Video and audio blocks of which a share must be played, in order."""
        players = [child for child in self.body if child.block_type in ("video", "audio")]
        return [child for child in players if child.value["required_percent"] and child.value[child.block_type]]

    @property
    def self_checks(self) -> list:
        return [child for child in self.body if child.block_type == "self_check"]

    def requirements(self) -> list[dict]:
        found = [{"key": "read", "label": self._reading_words()}]
        words = {
            "video": gettext("Watch %(percent)d%% of “%(title)s”"),
            "audio": gettext("Listen to %(percent)d%% of “%(title)s”"),
        }
        for child in self.required_media:
            facts = {"percent": child.value["required_percent"], "title": child.value["title"]}
            found.append({"key": f"media:{child.id}", "label": words[child.block_type] % facts})
        for child in self.self_checks:
            question = Truncator(child.value["question"]).chars(40)
            label = gettext("Answer the self-check: %(question)s") % {"question": question}
            found.append({"key": f"check:{child.id}", "label": label})
        return found

    def completion_sentence(self) -> str:
        media, checks = self.required_media, len(self.self_checks)
        parts = [self._reading_words()]
        if len(media) == 1:
            words = {
                "video": gettext("watch %(percent)d%% of the video"),
                "audio": gettext("listen to %(percent)d%% of the recording"),
            }
            parts.append(words[media[0].block_type] % {"percent": media[0].value["required_percent"]})
        elif media:
            parts.append(gettext("play the %(count)d recordings as far as each asks") % {"count": len(media)})
        if checks:
            asked = ngettext("answer the self-check", "answer the %(count)d self-checks", checks)
            parts.append(asked % {"count": checks})
        return gettext("%(parts)s, and the lesson is completed.") % {"parts": gettext(", ").join(parts)}

    def _reading_words(self) -> str:
        minutes = max(1, round(self.floor_seconds / 60))
        words = ngettext("Read to the end, about %(count)d minute", "Read to the end, about %(count)d minutes", minutes)
        return words % {"count": minutes}
