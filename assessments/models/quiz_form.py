"""What the editor of a quiz checks before it is published: that every learner can be given a full paper."""

from collections.abc import Iterable, Sequence
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminPageForm

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

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if self.is_deferred_validation or "quiz_questions" not in self.formsets or "draw_rules" not in self.formsets:
            return True
        fixed = [row["question"] for row in self._rows("quiz_questions")]
        rules = [
            Draw(
                bank=row["bank"].pk, count=row["count"], points=row["points"], category=row["category"],
                difficulty=row["difficulty"],
            )
            for row in self._rows("draw_rules")
        ]  # fmt: skip
        for problem in paper_problems(fixed, rules):
            self.add_error(None, problem)
        return not self.errors

    def _rows(self, name: str) -> list[dict]:
        return [
            form.cleaned_data
            for form in self.formsets[name].ordered_forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
