"""Which course gives which certificate, and what stands on it."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import RevisionMixin

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from certificates.enums import CertificateKind
from certificates.facts import COMPLETION_SMALL_PRINT
from certificates.glyphs import check_printable
from courses.models import CoursePage

TEMPLATE_ROLES = (Role.DISTRICT_ADMIN, Role.TOWN_ADMIN)


class CertificateTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(organisation__in=units_for(user, *TEMPLATE_ROLES))


class CertificateTemplate(RevisionMixin, models.Model):
    """The texts of one kind of certificate. A certificate keeps its own copy of everything, so editing a template
    changes only what is issued afterwards.

    `seal_image` is a legal object: setting it has a permission of its own and leaves an entry in the audit trail.
    Without it the place for the seal stays empty.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(
        _("kind"), max_length=16, choices=CertificateKind.choices, default=CertificateKind.COMPLETION
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("issuing unit"))
    issuer_name = models.CharField(
        _("issuer as printed"), max_length=40, help_text=_("Printed above the date, e.g. the full name of the unit.")
    )
    title = models.CharField(_("title"), max_length=12, default="结业证书")
    title_en = models.CharField(_("English title"), max_length=60, default="Certificate of Completion")
    result_text = models.CharField(_("result"), max_length=20, default="考核合格", blank=True)
    small_print = models.CharField(_("small print"), max_length=120, default=COMPLETION_SMALL_PRINT)
    seal_image = models.ImageField(
        _("seal image"), upload_to="seals/", blank=True, validators=[FileExtensionValidator(["png", "jpg", "jpeg"])],
        help_text=_("PNG with a clear ground is best. An image is not an electronic signature."),
    )  # fmt: skip

    panels = [
        FieldPanel("name"),
        FieldPanel("organisation"),
        MultiFieldPanel(
            [FieldPanel(field) for field in ("title", "title_en", "result_text", "issuer_name", "small_print")],
            heading=_("What is printed"),
        ),
        FieldPanel("seal_image", permission="certificates.set_seal"),
    ]
    objects = CertificateTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        permissions = [("set_seal", _("Can set the seal image"))]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Every text must be printable before anybody's certificate depends on it."""
        fields = ("title", "title_en", "result_text", "issuer_name", "small_print")
        errors: dict[str, list] = {}
        for problem in check_printable({field: getattr(self, field) for field in fields}):
            label = gettext(str(self._meta.get_field(problem.field).verbose_name))
            errors.setdefault(problem.field, []).append(problem.message(label))
        if errors:
            raise ValidationError(errors)


class AwardQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(course__organisation__in=units_for(user, *TEMPLATE_ROLES))


class Award(models.Model):
    """A course gives a certificate of this template to everybody who completes it."""

    course = models.OneToOneField(CoursePage, models.CASCADE, related_name="award", verbose_name=_("course"))
    template = models.ForeignKey(CertificateTemplate, models.PROTECT, related_name="awards", verbose_name=_("template"))

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return f"{self.course} → {self.template}"
