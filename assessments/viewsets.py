"""The CMS screens of quizzes: banks, questions and attempts. The scoped viewsets cut every list to the person."""

from django.contrib.admin.utils import unquote
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChosenMultipleView, SnippetChosenView
from wagtail.snippets.views.snippets import IndexView, SnippetViewSetGroup

from accounts.scoped import ScopedAccessMixin
from accounts.viewsets import ScopedModelViewSet, ScopedSnippetChooserViewSet, ScopedSnippetViewSet
from assessments.allowance_screens import AllowanceViewSet
from assessments.desk import comes_to_marking
from assessments.forms import QuestionBankForm, QuestionForm, QuestionSearchForm
from assessments.models import Attempt, Question, QuestionBank
from cases.library_screens import case_chooser


class UsableMixin(ScopedAccessMixin):
    """Choosers offer more than the lists: banks that other units share may be asked from, though not edited."""

    def setup(self, request, *args, **kwargs) -> None:
        key = unquote(str(kwargs.get("pk", "0")))
        if "pk" in kwargs and not (
            key.isdecimal() and self.model.objects.usable_by(request.user).filter(pk=key).exists()
        ):
            raise Http404
        super(ScopedAccessMixin, self).setup(request, *args, **kwargs)

    def _cut(self, queryset):
        return queryset.filter(pk__in=queryset.model.objects.usable_by(self.request.user).order_by().values("pk"))


class UsableChooseView(UsableMixin, ChooseView):
    pass


class UsableChooseResultsView(UsableMixin, ChooseResultsView):
    pass


class UsableChosenView(UsableMixin, SnippetChosenView):
    pass


class UsableChosenMultipleView(UsableMixin, SnippetChosenMultipleView):
    pass


class UsableChooserViewSet(ScopedSnippetChooserViewSet):
    choose_view_class = UsableChooseView
    choose_results_view_class = UsableChooseResultsView
    chosen_view_class = UsableChosenView
    chosen_multiple_view_class = UsableChosenMultipleView


class QuestionChooseView(UsableChooseView):
    filter_form_class = QuestionSearchForm


class QuestionChooseResultsView(UsableChooseResultsView):
    filter_form_class = QuestionSearchForm


class QuestionChooserViewSet(UsableChooserViewSet):
    choose_view_class = QuestionChooseView
    choose_results_view_class = QuestionChooseResultsView


def own_banks(request):
    return QuestionBank.objects.visible_to(request.user) if request else QuestionBank.objects.none()


class QuestionBankIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("organisation", "course")


class QuestionBankViewSet(ScopedSnippetViewSet):
    """Banks of the person's units."""

    model = QuestionBank
    icon = "folder-open-inverse"
    menu_label = _("Question banks")
    index_view_class = QuestionBankIndexView
    chooser_viewset_class = UsableChooserViewSet
    list_display = ["name", "organisation", "course", BooleanColumn("shared", label=_("other units may ask from it"))]
    search_fields = ["name"]
    edit_handler = ObjectList(QuestionBank.panels, base_form_class=QuestionBankForm)


class QuestionFilterSet(WagtailFilterSet):
    bank = ModelChoiceFilter(queryset=own_banks, label=_("Question bank"))
    category = CharFilter(lookup_expr="icontains", label=_("Category"))

    class Meta:
        model = Question
        fields = ["bank", "category", "kind", "difficulty", "review_state", "live"]


class QuestionIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("bank", "latest_revision")


class QuestionViewSet(ScopedSnippetViewSet):
    """Questions of the person's banks: drafts, versions, preview, copy."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    index_view_class = QuestionIndexView
    chooser_viewset_class = QuestionChooserViewSet
    filterset_class = QuestionFilterSet
    list_display = [
        "__str__", "bank", Column("kind", label=_("Type of question"), accessor="get_kind_display"), "category",
        Column("difficulty", label=_("Difficulty"), accessor="difficulty"),
        Column("review_state", label=_("Review state"), accessor="get_review_state_display"),
        # The status tag of Wagtail asks for two revisions a row; this asks for none.
        BooleanColumn("live", label=_("Published")),
    ]  # fmt: skip
    list_per_page = 50
    search_fields = ["stem", "category", "knowledge_point"]
    search_backend_name = None
    ordering = "-pk"
    edit_handler = ObjectList(
        [
            FieldPanel("bank"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("difficulty"), FieldPanel("review_state")]),
            FieldPanel("partial"),
            FieldPanel("stem"),
            MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Picture")),
            HelpPanel(template="assessments/admin/rows_help.html", heading=_("What stands in the rows")),
            InlinePanel("choices", heading=_("Rows"), label=_("row")),
            FieldPanel("explanation"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("category"), FieldPanel("knowledge_point")]),
                    FieldPanel("source_lesson"),
                    FieldPanel("case", widget=case_chooser.widget_class),
                ],
                heading=_("Where it belongs"),
            ),
        ],
        base_form_class=QuestionForm,
    )


class AttemptFilterSet(WagtailFilterSet):
    class Meta:
        model = Attempt
        fields = ["success", "closed_by"]


class AttemptIndexView(generic.IndexView):
    any_permission_required = ["view"]

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("enrollment__learner", "enrollment__organisation", "quiz")
        return rows.defer("paper", "answer_key")

    @cached_property
    def header_buttons(self) -> list:
        """For whoever marks: how the questions did."""
        if not comes_to_marking(self.request.user):
            return super().header_buttons
        url = reverse("item_analysis:index")
        return [*super().header_buttons, HeaderButton(_("Item analysis"), url=url, icon_name="tasks")]


class AttemptViewSet(ScopedModelViewSet):
    """Who sat which quiz and what came of it. Read only; neither paper nor key is shown."""

    model = Attempt
    name = "quiz_attempts"
    icon = "tasks"
    menu_label = _("Quiz attempts")
    index_view_class = AttemptIndexView
    filterset_class = AttemptFilterSet
    inspect_view_enabled = True
    inspect_view_fields = [
        "quiz", "number", "started_at", "deadline", "submitted_at", "closed_by", "points", "max_points",
        "score_scaled", "success", "left_page",
    ]  # fmt: skip
    form_fields = ["number"]
    list_display = [
        Column("learner", label=_("Learner"), accessor="enrollment.learner"),
        Column("unit", label=_("Unit of that day"), accessor="enrollment.organisation"),
        "quiz", "number", "submitted_at", "points", "max_points",
        BooleanColumn("success", label=_("Passed")), "left_page",
    ]  # fmt: skip
    list_export = [
        "enrollment.learner.name", "enrollment.organisation", "quiz", "number", "started_at", "submitted_at", "points",
        "max_points", "success", "left_page",
    ]  # fmt: skip
    search_fields = ["enrollment__learner__name", "quiz__title"]
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs) -> dict:
        absent = {"add_url_name": None, "edit_url_name": None, "delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**(absent | kwargs))

    def get_urlpatterns(self) -> list:
        left_out = {"add", "edit", "delete", "usage", "history", "history_results"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in left_out]


class QuestionsGroup(SnippetViewSetGroup):
    menu_label = _("Question bank")
    menu_name = "questions-group"
    menu_icon = "help"
    menu_order = 200
    items = (QuestionViewSet, QuestionBankViewSet, AttemptViewSet, AllowanceViewSet)
