"""The CMS views of item analysis: quizzes, one quiz and its workbook, one question, and what may stand twice."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from assessments.desk import comes_to_marking
from assessments.item_chart import chart_of
from assessments.item_export import export_items
from assessments.item_statistics import LEAST
from assessments.item_usage import report_of, twins_in
from assessments.items import ItemReport, analysis_of, analyzed_by, quizzes_with_attempts
from assessments.models import Question, QuestionBank

PER_PAGE = 50
GROUPS_PER_PAGE = 20
BANKS = "wagtailsnippets_assessments_questionbank"
QUESTIONS = "wagtailsnippets_assessments_question"
# The columns of the table by which it can be sorted, with their headings.
COLUMNS = {
    "number": _("No. of the question"),
    "taken": _("Answered by"),
    "facility": _("Facility"),
    "discrimination": _("Discrimination"),
    "outer": _("Upper–lower index"),
    "seconds": _("Time"),
}


class ItemsView(WagtailAdminTemplateMixin, View):
    """What the screens share: the way back, and that they are only read."""

    http_method_names = ["get", "head", "options"]
    header_icon = "tasks"
    above: tuple[tuple[str, object], ...] = ()

    def get_breadcrumbs_items(self) -> list:
        steps = [{"url": reverse(name), "label": label} for name, label in self.above]
        last = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *steps, last]

    def show(self, **context) -> HttpResponse:
        return self.render_to_response(self.get_context_data() | {"least": LEAST} | context)

    def page_of(self, rows, size: int) -> dict:
        paginator = WagtailPaginator(rows, size)
        page = paginator.get_page(self.request.GET.get("p"))
        return {"page": page, "elided_page_range": paginator.get_elided_page_range(page.number)}


class QuizzesView(ItemsView):
    """Quizzes that somebody handed in."""

    template_name = "assessments/admin/items_index.html"
    page_title = _("Item analysis")
    above = (("quiz_attempts:index", _("Quiz attempts")),)

    def get(self, request: HttpRequest) -> HttpResponse:
        if not comes_to_marking(request.user):
            raise Http404
        return self.show(**self.page_of(quizzes_with_attempts(request.user), PER_PAGE))


class QuizView(ItemsView):
    """One quiz: summary, chart, table, and each question with what was chosen."""

    template_name = "assessments/admin/items_quiz.html"
    page_title = _("Item analysis")
    above = (("quiz_attempts:index", _("Quiz attempts")), ("item_analysis:index", _("Item analysis")))

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.quiz = get_object_or_404(analyzed_by(request.user), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.quiz.title

    @property
    def header_buttons(self) -> list:
        url = reverse("item_analysis:export", args=[self.quiz.pk])
        return [HeaderButton(_("Export to Excel"), url=url, icon_name="download")]

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        analysis = analysis_of(self.quiz, request.user)
        rows, heads = sorted_items(analysis.items, request.GET.get("sort", ""))
        return self.show(analysis=analysis, chart=chart_of(analysis.items), rows=rows, heads=heads)


def sorted_items(items: list[ItemReport], wanted: str) -> tuple[list[ItemReport], list[dict]]:
    """The rows in the wanted order, what is not known last, and the headings with where each of them leads."""
    name, falls = wanted.removeprefix("-"), wanted.startswith("-")
    if name not in COLUMNS:
        name, falls = "number", False

    def value(item: ItemReport) -> float | None:
        return item.number if name == "number" else getattr(item.figures, name)

    known = sorted((item for item in items if value(item) is not None), key=lambda item: item.number)
    known.sort(key=lambda item: value(item) or 0, reverse=falls)
    heads = []
    for column, label in COLUMNS.items():
        current = column == name
        order = ("descending" if falls else "ascending") if current else ""
        heads.append({"label": label, "sort": f"-{column}" if current and not falls else column, "order": order})
    return [*known, *(item for item in items if value(item) is None)], heads


def export(request: HttpRequest, pk: int) -> FileResponse:
    quiz = get_object_or_404(analyzed_by(request.user), pk=pk)
    made = export_items(analysis=analysis_of(quiz, request.user), by=request.user)
    return FileResponse(BytesIO(made.content), as_attachment=True, filename=made.name)


class QuestionView(ItemsView):
    """One question: which quizzes ask it, and how it did there and altogether."""

    template_name = "assessments/admin/items_question.html"
    page_title = _("How the question did")
    header_icon = "help"
    above = ((f"{QUESTIONS}:list", _("Questions")),)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Question.objects.visible_to(request.user).select_related("bank")
        self.question = get_object_or_404(rows, pk=pk)
        return self.show(question=self.question, report=report_of(self.question, request.user))

    def get_page_subtitle(self) -> str:
        return str(self.question)


class DuplicatesView(ItemsView):
    """Questions of a bank that read alike, side by side."""

    template_name = "assessments/admin/duplicates.html"
    page_title = _("Possible duplicates")
    header_icon = "copy"
    above = ((f"{BANKS}:list", _("Question banks")),)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.bank = get_object_or_404(QuestionBank.objects.visible_to(request.user), pk=pk)
        return self.show(bank=self.bank, **self.page_of(twins_in(self.bank), GROUPS_PER_PAGE))

    def get_page_subtitle(self) -> str:
        return str(self.bank)
