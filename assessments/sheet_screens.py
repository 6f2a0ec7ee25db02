"""The CMS views of sheets: template and export of a bank, an upload of any known format, its dry run, taking over."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.exchange.files import ACCEPTED
from assessments.exchange.workbook import workbook, workbook_of_problems
from assessments.models import QuestionBank, QuestionSheet
from assessments.services import NotTakenOver, export_bank, import_questions, keep_sheet, plan_sheet
from content.uploads import Refused

SHOWN = 100  # rows of the plan, and problems, on the page; the file has all of them
ROWS = 30  # numbers of questions behind one thing that is left out
BANKS = "wagtailsnippets_assessments_questionbank"


class SheetForm(forms.Form):
    """The file to look at."""

    file = forms.FileField(
        label=gettext_lazy("File with questions"),
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
        help_text=gettext_lazy(
            "An Excel workbook (.xlsx), with pictures as a ZIP file; or from another system Moodle XML (.xml), GIFT "
            "(.txt, .gift) or QTI 2.1 (.zip, .xml). At most 10 MB and 2,000 questions. First you see what "
            "would change; nothing is written before you confirm."
        ),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )


def bank_or_404(request: HttpRequest, pk: int) -> QuestionBank:
    return get_object_or_404(QuestionBank.objects.visible_to(request.user).select_related("organisation"), pk=pk)


def _file(name: str, content: bytes) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


def template(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty sheet with drop-downs, an explanation and an example of every kind."""
    bank_or_404(request, pk)
    name = _("Template for questions")
    return _file(f"{name}.xlsx", workbook(examples=True))


def export(request: HttpRequest, pk: int) -> HttpResponse:
    made = export_bank(bank=bank_or_404(request, pk), by=request.user)
    return _file(made.name, made.content)


class SheetView(WagtailAdminTemplateMixin, View):
    """What the two screens share: the bank, and the way back to it."""

    header_icon = "upload"
    sheet_title: Callable | str = ""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.bank = bank_or_404(request, kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.bank)

    def get_breadcrumbs_items(self) -> list:
        banks = {"url": reverse(f"{BANKS}:list"), "label": _("Question banks")}
        bank = {"url": reverse(f"{BANKS}:edit", args=[self.bank.pk]), "label": str(self.bank)}
        return [*self.breadcrumbs_items, banks, bank, {"url": "", "label": self.page_title}]


class UploadView(SheetView):
    """Choose a file. What holds no questions is refused here, at its field."""

    template_name = "assessments/admin/sheet_upload.html"
    page_title = gettext_lazy("Import questions")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self._page(SheetForm())

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                sheet = keep_sheet(bank=self.bank, by=request.user, name=file.name, content=file.read())
            except Refused as refused:
                form.add_error("file", str(refused))
            else:
                return redirect("question_sheets:plan", self.bank.pk, sheet.uuid)
        return self._page(form, 422)

    def _page(self, form: SheetForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data() | {"form": form, "bank": self.bank}
        return self.render_to_response(context, status=status)


class PlanView(SheetView):
    """The dry run: what would be new, what would change, what is wrong where. Confirmed, it is taken over."""

    template_name = "assessments/admin/sheet_plan.html"
    page_title = gettext_lazy("Look at the import")

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.sheet = sheet_of(request, self.bank, kwargs["uuid"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.sheet is None:
            messages.warning(request, _("The file is no longer kept. Please choose it again."))
            return redirect("question_sheets:upload", self.bank.pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self._page(plan_sheet(self.sheet))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            done = import_questions(sheet=self.sheet, by=request.user)
        except NotTakenOver as refused:
            return self._page(refused.plan, 409)
        words = _("%(new)d new, %(changed)d changed, %(same)d as they were.")
        messages.success(request, words % {"new": done.new, "changed": done.changed, "same": done.same})
        return redirect(f"{reverse('wagtailsnippets_assessments_question:list')}?bank={self.bank.pk}")

    def _page(self, plan, status: int = 200) -> HttpResponse:
        steps = sorted(plan.steps, key=lambda step: step.row)
        context = self.get_context_data() | {
            "bank": self.bank, "sheet": self.sheet, "plan": plan, "steps": steps[:SHOWN], "more": len(steps) - SHOWN,
            "problems": plan.problems[:SHOWN], "more_problems": len(plan.problems) - SHOWN,
            "left_out": [(what, rows[:ROWS], len(rows) - ROWS) for what, rows in plan.left_out.items()],
        }  # fmt: skip
        return self.render_to_response(context, status=status)


def sheet_of(request: HttpRequest, bank: QuestionBank, uuid: UUID) -> QuestionSheet | None:
    """The person's own file for this bank; None once it is too old. Raises Http404 for anybody else's."""
    rows = QuestionSheet.objects.filter(bank=bank, by=request.user, uuid=uuid)
    found = rows.waiting_for(request.user).select_related("bank").first()
    if found is None and QuestionSheet.objects.filter(uuid=uuid).exclude(bank=bank, by=request.user).exists():
        raise Http404
    return found


def problems(request: HttpRequest, pk: int, uuid: UUID) -> HttpResponse:
    """All that is wrong as a workbook."""
    sheet = sheet_of(request, bank_or_404(request, pk), uuid)
    if sheet is None:
        raise Http404
    name = _("To be corrected")
    plan = plan_sheet(sheet)
    return _file(f"{name}.xlsx", workbook_of_problems(plan.problems, numbered=plan.numbered))
