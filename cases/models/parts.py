"""The parts of a case that are lists. Each travels with the case's drafts and versions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable

from cases.enums import Better, ConditionKind, Element, EvidenceKind, ResourceKind
from cases.models.case import CasePage
from cases.models.files import CaseFile
from content.themes import Theme


class CaseTheme(Orderable):
    """A further theme besides the main one."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="themes")
    theme = models.CharField(_("theme"), max_length=24, choices=Theme.choices)

    def __str__(self) -> str:
        return self.get_theme_display()


class CaseActor(Orderable):
    """One of the five-society elements and what it did here."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="actors")
    element = models.CharField(_("element"), max_length=24, choices=Element.choices)
    who = models.CharField(_("who, by role"), max_length=60)
    contribution = models.CharField(_("what they did"), max_length=200)

    def __str__(self) -> str:
        return self.who


class CaseStep(Orderable):
    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="steps")
    when = models.CharField(_("when"), max_length=40, blank=True)
    title = models.CharField(_("step"), max_length=30)
    text = models.CharField(_("what was done"), max_length=200)

    def __str__(self) -> str:
        return self.title


class CaseResource(Orderable):
    """Something that was put in; `yuan` for money only, the sum of which decides the cost band."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind.choices)
    text = models.CharField(_("what"), max_length=100)
    source = models.CharField(_("from whom"), max_length=80)
    yuan = models.PositiveIntegerField(_("sum in yuan"), null=True, blank=True)

    def __str__(self) -> str:
        return self.text


class CaseIndicator(Orderable):
    """A figure before and after. Without a source and a day it is no figure."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("what was counted"), max_length=40)
    unit = models.CharField(_("unit"), max_length=16)
    before = models.CharField(_("before"), max_length=20)
    after = models.CharField(_("after"), max_length=20)
    better = models.CharField(_("which way is better"), max_length=4, choices=Better.choices, default=Better.UP)
    source = models.CharField(_("source"), max_length=80)
    as_of = models.DateField(_("as of"))

    def __str__(self) -> str:
        return self.name


class CaseEvidence(Orderable):
    """A proof tied to one claim, and who looked at it. The file is shown in public only when that was decided."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="evidence")
    claim = models.CharField(_("which claim it proves"), max_length=100)
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind.choices)
    title = models.CharField(_("name of the proof"), max_length=80)
    note = models.CharField(_("note"), max_length=160, blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True)
    file = models.ForeignKey(
        CaseFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file"), editable=False
    )
    is_public = models.BooleanField(_("readers may open the file"), default=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    checked_on = models.DateField(null=True, blank=True, editable=False)

    panels = [FieldPanel(name) for name in ("claim", "kind", "title", "note", "link", "is_public")]

    def __str__(self) -> str:
        return self.title


class CaseCondition(Orderable):
    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(_("kind"), max_length=10, choices=ConditionKind.choices)
    text = models.CharField(_("condition"), max_length=100)

    def __str__(self) -> str:
        return self.text


class CasePicture(Orderable):
    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(get_image_model_string(), models.PROTECT, related_name="+", verbose_name=_("picture"))
    caption = models.CharField(_("caption"), max_length=80)
    alt = models.CharField(_("alternative text"), max_length=160)
    photographer = models.CharField(_("photographer"), max_length=40, blank=True)
    consent = models.BooleanField(_("people in it agreed"), default=False)

    def __str__(self) -> str:
        return self.caption


class CaseMaterial(Orderable):
    """A form, minutes, rules or a poster that others may reuse."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("name"), max_length=80)
    document = models.ForeignKey("wagtaildocs.Document", models.PROTECT, related_name="+", verbose_name=_("file"))

    def __str__(self) -> str:
        return self.title


class CaseQuestion(Orderable):
    """A question that leads through the case in a lesson."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=160)

    def __str__(self) -> str:
        return self.text


class CaseFollowUp(Orderable):
    """What happened since, with its day: the case itself keeps what was true when it was published."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="follow_ups")
    on = models.DateField(_("day"))
    text = models.CharField(_("what happened"), max_length=400)

    class Meta(Orderable.Meta):
        ordering = ["-on", "sort_order"]

    def __str__(self) -> str:
        return self.text[:40]
