"""Registration only: CMS screens and the words of the audit trail."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from assessments import item_screens as items
from assessments import sheet_screens as sheets
from assessments.items import may_analyze
from assessments.models import Question, QuestionBank, QuizPage
from assessments.proof_screens import ProofView
from assessments.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)


@hooks.register("register_snippet_listing_buttons")
def more_buttons(snippet, user, next_url=None) -> list:
    """From a question to how it did and to those who were asked it with a wrong key; from a bank to its sheets and to
    what may stand in it twice."""
    if isinstance(snippet, QuestionBank):
        return [
            Button(
                _("Import questions"),
                url=reverse("question_sheets:upload", args=[snippet.pk]),
                icon_name="upload",
                priority=50,
            ),
            Button(
                _("Export to Excel"),
                url=reverse("question_sheets:export", args=[snippet.pk]),
                icon_name="download",
                priority=60,
            ),
            Button(
                _("Possible duplicates"),
                url=reverse("item_analysis:duplicates", args=[snippet.pk]),
                icon_name="copy",
                priority=70,
            ),
        ]
    if not isinstance(snippet, Question):
        return []
    url = reverse("assessments:regrade", args=[snippet.uid])
    figures = reverse("item_analysis:question", args=[snippet.pk])
    return [
        Button(_("How the question did"), url=figures, icon_name="tasks", priority=55),
        Button(_("Mark anew"), url=url, icon_name="rotate", priority=60),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def quiz_buttons(page, user, next_url=None, view_name="") -> list:
    """From a quiz to a paper as drawn, and to how its questions did."""
    if not issubclass(page.specific_class or Page, QuizPage):
        return []
    buttons = []
    if page.permissions_for_user(user).can_edit():
        proof = reverse("quiz_proof", args=[page.pk])
        buttons.append(Button(_("Look at a paper, try it"), url=proof, icon_name="doc-full", priority=50))
    if may_analyze(user, page):
        figures = reverse("item_analysis:quiz", args=[page.pk])
        buttons.append(Button(_("Item analysis"), url=figures, icon_name="tasks", priority=55))
    return buttons


@hooks.register("register_admin_urls")
def proof_urls() -> list:
    return [path("quiz-paper/<int:pk>/", ProofView.as_view(), name="quiz_proof")]


@hooks.register("register_admin_urls")
def item_urls() -> list:
    doors = [
        path("", items.QuizzesView.as_view(), name="index"),
        path("quiz/<int:pk>/", items.QuizView.as_view(), name="quiz"),
        path("quiz/<int:pk>/export/", items.export, name="export"),
        path("question/<int:pk>/", items.QuestionView.as_view(), name="question"),
        path("bank/<int:pk>/duplicates/", items.DuplicatesView.as_view(), name="duplicates"),
    ]
    return [path("item-analysis/", include((doors, "item_analysis")))]


@hooks.register("register_admin_urls")
def sheet_urls() -> list:
    doors = [
        path("<int:pk>/", sheets.UploadView.as_view(), name="upload"),
        path("<int:pk>/template/", sheets.template, name="template"),
        path("<int:pk>/export/", sheets.export, name="export"),
        path("<int:pk>/<uuid:uuid>/", sheets.PlanView.as_view(), name="plan"),
        path("<int:pk>/<uuid:uuid>/problems/", sheets.problems, name="problems"),
    ]
    return [path("question-sheets/", include((doors, "question_sheets")))]


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("assessments.attempt.submit", _("Hand in a quiz"), _("Handed in a quiz"))
    for name, label, message in (
        ("mark", _("Mark an answer"), _("Marked an answer")),
        ("second", _("Ask for a second marker"), _("Asked for a second marker")),
        ("marked", _("Finish marking"), _("The last answer was marked")),
    ):
        actions.register_action(f"assessments.attempt.{name}", label, message)
    actions.register_action(
        "assessments.allowance", _("Grant extra time or a make-up"), _("Granted extra time or a make-up")
    )
    actions.register_action(
        "assessments.allowance_end", _("Take extra time or a make-up back"), _("Took extra time or a make-up back")
    )
    actions.register_action("assessments.regrade", _("Mark anew after a correction"), _("Marked attempts anew"))
    actions.register_action("assessments.questions_imported", _("Import questions"), _("Imported questions"))
    actions.register_action("assessments.questions_exported", _("Export questions"), _("Exported questions"))
    actions.register_action("assessments.items_exported", _("Export an item analysis"), _("Exported an item analysis"))
