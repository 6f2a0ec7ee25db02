"""The CMS screen of a drawn paper: look at it, swap a question, try it, or make it the paper of everybody."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.kinds import kind_of
from assessments.kinds.cells import Cells
from assessments.models import Question, QuizPage
from assessments.proofs import FIXED, Proof, contents_of_draft, draw_proof, paper_of, seal, swap, swappable, unseal
from assessments.services import fix_paper
from assessments.trials import begin


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the paper as its author reads it. `drawn`: it comes from a draw; `other`: there is another."""

    question: Question
    kind: str
    points: int
    cells: Cells
    drawn: bool
    other: bool


def editable_quiz(request: HttpRequest, pk: int) -> QuizPage:
    """The quiz as its author left it last. PermissionDenied for whoever may not edit it."""
    quiz = get_object_or_404(QuizPage, pk=pk)
    if not quiz.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return quiz.get_latest_revision_as_object()


class ProofView(WagtailAdminTemplateMixin, View):
    """The paper in the address (`?paper=`), or a newly drawn one. Looking writes nothing."""

    template_name = "assessments/admin/proof.html"
    page_title = gettext_lazy("A paper as drawn")
    header_icon = "doc-full"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.quiz = editable_quiz(request, kwargs["pk"])
        self.contents = contents_of_draft(self.quiz)

    def get_page_subtitle(self) -> str:
        return self.quiz.title

    def get_breadcrumbs_items(self) -> list:
        quiz = {"url": reverse("wagtailadmin_pages:edit", args=[self.quiz.pk]), "label": self.quiz.title}
        return [*self.breadcrumbs_items, quiz, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        proof = self._proof(request.GET.get("paper", ""))
        if "swap" in request.GET:
            return self._swap(proof, request.GET["swap"])
        rows = self._rows(proof)
        context = {
            "quiz": self.quiz, "rows": rows, "paper": seal(proof, self.quiz), "missing": proof.missing,
            "points": sum(row.points for row in rows), "drawn": any(row.drawn for row in rows),
        }  # fmt: skip
        return self.render_to_response(self.get_context_data() | context)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Try the paper or fix it, as the pressed button says."""
        text = request.POST.get("paper", "")
        proof = self._proof(text)
        if not proof.picks:
            return redirect(self._address(proof))
        if request.POST.get("do") == "fix":
            fix_paper(quiz=self.quiz, picks=[(pick.question, pick.points) for pick in proof.picks], by=request.user)
            messages.success(request, _("The draft of the quiz has this paper now. Publish it when it is right."))
            return redirect("wagtailadmin_pages:edit", self.quiz.pk)
        trial = begin(request, self.quiz, *paper_of(proof, self.quiz), back=self._address(proof))
        return redirect("assessments:trial_sit", trial.uuid)

    def _proof(self, text: str) -> Proof:
        return (unseal(text, self.quiz) if text else None) or draw_proof(self.contents)

    def _address(self, proof: Proof) -> str:
        query = urlencode({"paper": seal(proof, self.quiz)})
        return f"{reverse('quiz_proof', args=[self.quiz.pk])}?{query}"

    def _swap(self, proof: Proof, question: str) -> HttpResponse:
        other = swap(proof, int(question) if question.isdecimal() and len(question) < 12 else FIXED, self.contents)
        if other is None:
            messages.warning(self.request, _("The bank has no other question that fits this draw."))
        return redirect(self._address(other or proof))

    def _rows(self, proof: Proof) -> list[Row]:
        others = swappable(proof, self.contents)
        found = Question.objects.prefetch_related("choices").in_bulk([pick.question for pick in proof.picks])
        rows = [(pick, found[pick.question]) for pick in proof.picks if pick.question in found]
        return [
            Row(
                question=question, kind=str(kind_of(question.kind).label), points=pick.points,
                cells=question.kind_now.to_cells([choice.facts() for choice in question.choices.all()]),
                drawn=pick.rule != FIXED, other=pick.question in others,
            )
            for pick, question in rows
        ]  # fmt: skip
