"""The CMS screens of certificates: the register, the templates, and which course gives which."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import EditView, SnippetViewSetGroup

from accounts.queries import units_for
from accounts.viewsets import ScopedModelViewSet, ScopedSnippetViewSet
from certificates.enums import CertificateStatus
from certificates.models import Award, Certificate, CertificateTemplate
from certificates.models.awards import TEMPLATE_ROLES
from certificates.services import make_document
from courses.models import CoursePage


class CertificateView(generic.InspectView):
    """One certificate: what it says, its versions, why it waits; a waiting one can be tried again."""

    any_permission_required = ["view", "change"]
    template_name = "certificates/admin/certificate.html"

    def get_context_data(self, **kwargs) -> dict:
        waiting = self.object.status in (CertificateStatus.PENDING, CertificateStatus.BLOCKED)
        return super().get_context_data(**kwargs) | {
            "certificate": self.object,
            "revisions": list(self.object.revisions.all()),
            "may_retry": waiting and self.user_has_permission("change"),
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.user_has_permission("change"):
            return redirect(request.path)
        certificate = make_document(certificate=self.object)
        if certificate.status == CertificateStatus.VALID:
            messages.success(request, _("The certificate has been issued."))
        else:
            messages.error(request, _("It still cannot be printed; the reason stands below."))
        return redirect(request.path)


def _templates_in_sight(request):
    """Templates of the certificates the person may see; those of other units are not named."""
    seen = Certificate.objects.visible_to(request.user).order_by().values("template")
    return CertificateTemplate.objects.filter(pk__in=seen)


class CertificateFilterSet(WagtailFilterSet):
    template = ModelChoiceFilter(queryset=_templates_in_sight, label=gettext_lazy("Template"))

    class Meta:
        model = Certificate
        fields = ["status", "template"]


class CertificateIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("holder", "organisation", "enrollment__course")


class AwardIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("course", "template")


class CertificateViewSet(ScopedModelViewSet):
    """The register of certificates in scope. Rows come from completed courses, never from a form."""

    model = Certificate
    name = "certificate_register"
    icon = "doc-full-inverse"
    menu_label = gettext_lazy("Certificates issued")
    inspect_view_enabled = True
    inspect_view_class = CertificateView
    index_view_class = CertificateIndexView
    list_display = [
        Column("number", label=gettext_lazy("number")),
        Column("holder", label=gettext_lazy("Holder")),
        Column("enrollment.course", label=gettext_lazy("Course")),
        Column("organisation", label=gettext_lazy("unit")),
        Column("get_status_display", label=gettext_lazy("status")),
        "issued_at",
    ]
    filterset_class = CertificateFilterSet
    list_export = [
        "number",
        "code",
        "holder.name",
        "enrollment.course.title",
        "organisation.name_full",
        "get_status_display",
        "issued_at",
    ]
    search_fields = ["number", "holder__name", "holder__name_sort"]
    ordering = ["-created_at"]
    form_fields = ["number"]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        hidden = {"add_url_name": None, "edit_url_name": None, "delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**(hidden | kwargs))

    def get_urlpatterns(self) -> list:
        gone = {"add", "edit", "delete", "usage"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in gone]


class TemplateEditView(EditView):
    """Edits a template; a change of the seal leaves an entry of its own in the audit trail."""

    def save_instance(self):
        changed = "seal_image" in self.form.changed_data
        instance = super().save_instance()
        if changed:
            log(
                instance=instance, action="certificates.set_seal", user=self.request.user,
                data={"removed": not instance.seal_image},
            )  # fmt: skip
        return instance


class CertificateTemplateViewSet(ScopedSnippetViewSet):
    """Templates of the units in scope."""

    model = CertificateTemplate
    icon = "doc-full"
    menu_label = gettext_lazy("Templates")
    edit_view_class = TemplateEditView
    list_display = ["name", "organisation", "issuer_name"]
    inspect_view_enabled = False


class AwardForm(WagtailAdminModelForm):
    """Only courses and templates of one's own units can be joined."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None:
            units = units_for(self.for_user, *TEMPLATE_ROLES)
            course = self.fields["course"]
            course.queryset = CoursePage.objects.owned_by(units)
            course.error_messages["invalid_choice"] = gettext_lazy("This course belongs to a unit that is not yours.")
            self.fields["template"].queryset = CertificateTemplate.objects.visible_to(self.for_user)

    class Meta:
        model = Award
        fields = ["course", "template"]


class AwardViewSet(ScopedModelViewSet):
    """Which course gives which certificate."""

    model = Award
    name = "awards"
    icon = "link"
    menu_label = gettext_lazy("Courses with a certificate")
    list_display = ["course", "template"]
    index_view_class = AwardIndexView

    def get_form_class(self, for_update=False):
        return AwardForm


class CertificateGroup(SnippetViewSetGroup):
    """The menu group of certificates."""

    menu_label = gettext_lazy("Certificates")
    menu_name = "certificates-group"
    menu_icon = "doc-full-inverse"
    menu_order = 250
    items = (CertificateViewSet, CertificateTemplateViewSet, AwardViewSet)
