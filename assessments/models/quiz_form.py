"""What the editor of a quiz checks before it is published: that every learner can be given a full paper."""

from collections.abc import Iterable, Sequence
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminPageForm

from assessments.enums import FeedbackPolicy, QuizMode
from assessments.models.banks import Question, QuestionBank
from assessments.papers import Draw, PoolQuestion, draw


def askable_pool(banks: Iterable[int]) -> list[PoolQuestion]:
    """Every question of `banks` that may be asked, as the draw wants it. One query."""
    rows = Question.objects.askable().filter(bank__in=set(banks)).order_by("pk")
    return [PoolQuestion(*row) for row in rows.values_list("pk", "bank_id", "category", "difficulty")]


def paper_problems(fixed: Sequence[Question], rules: Sequence[Draw]) -> list[str]:
    """Why no full paper can be made of these questions and draws, in words; empty when one can."""
    if not fixed and not rules:
        return [_("Add at least one question or one draw.")]
    problems = []
    ids = [question.pk for question in fixed]
    if len(set(ids)) < len(ids):
        problems.append(_("The same question stands on the list twice."))
    askable = set(Question.objects.askable().filter(pk__in=ids).values_list("pk", flat=True))
    problems += [
        _("“%(question)s” is not published and approved.") % {"question": question}
        for question in fixed
        if question.pk not in askable
    ]
    outcome = draw(rules, askable_pool(rule.bank for rule in rules), ids, Random(0))  # noqa: S311  only counted, not used
    names = QuestionBank.objects.in_bulk([rules[index].bank for index in outcome.missing])
    for index, missing in sorted(outcome.missing.items()):
        problems.append(
            ngettext(
                "Draw %(number)d: the bank “%(bank)s” lacks %(missing)d approved question that fits.",
                "Draw %(number)d: the bank “%(bank)s” lacks %(missing)d approved questions that fit.",
                missing,
            )
            % {"number": index + 1, "bank": names[rules[index].bank], "missing": missing}
        )
    return problems


class QuizPageForm(WagtailAdminPageForm):
    """Drafts may be incomplete; what is published must be a paper."""

    def clean(self) -> dict:
        cleaned = super().clean()
        policy = cleaned.get("feedback_policy")
        if policy == FeedbackPolicy.AT_ONCE and cleaned.get("mode") == QuizMode.EXAM:
            self.add_error("feedback_policy", _("In an exam, answers are not shown while it goes on."))
        if policy == FeedbackPolicy.CLOSED and "closes_at" in cleaned and cleaned["closes_at"] is None:
            self.add_error("closes_at", _("Say when the quiz closes: right answers are shown from then on."))
        return cleaned

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if "quiz_questions" not in self.formsets or "draw_rules" not in self.formsets:
            return True
        for problem in self._foreign_banks() or ([] if self.is_deferred_validation else self._gaps()):
            self.add_error(None, problem)
        return not self.errors

    def _gaps(self) -> list[str]:
        fixed = [row["question"] for row in self._rows("quiz_questions")]
        rules = [
            Draw(
                bank=row["bank"].pk, count=row["count"], points=row["points"], category=row["category"],
                difficulty=row["difficulty"],
            )
            for row in self._rows("draw_rules")
        ]  # fmt: skip
        return paper_problems(fixed, rules)

    def _foreign_banks(self) -> list[str]:
        """Refuses what the choosers never offered: banks of other units. What stands there already may stay."""
        questions = [row.get("question") for row in self._rows("quiz_questions", changed=True)]
        banks = [row.get("bank") for row in self._rows("draw_rules", changed=True)]
        wanted = {question.bank_id for question in questions if question} | {bank.pk for bank in banks if bank}
        usable = QuestionBank.objects.usable_by(self.for_user).filter(pk__in=wanted)
        if len(wanted) > usable.count():
            return [_("A question or a draw uses a bank that your unit may not ask from.")]
        return []

    def _rows(self, name: str, *, changed: bool = False) -> list[dict]:
        return [
            form.cleaned_data
            for form in self.formsets[name].ordered_forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and (form.has_changed() or not changed)
        ]
