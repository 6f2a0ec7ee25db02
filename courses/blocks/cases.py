"""A case of the library inside a lesson: always its current version, with questions that lead through it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cases.models import CasePage
from courses.blocks.groups import TEXTS


class LiveCaseBlock(blocks.StructBlock):
    """Keeps which case it is and nothing of what it says: title, sentence and evidence level are read when shown."""

    case = blocks.PageChooserBlock(label=_("case"), page_type="cases.CasePage")
    purpose = blocks.CharBlock(
        label=_("why it is here"), max_length=80, required=False,
        help_text=_("One sentence: what to look for in this case."),
    )  # fmt: skip
    questions = blocks.ListBlock(
        blocks.CharBlock(label=_("question"), max_length=160), label=_("guiding questions"), default=[],
        required=False, max_num=5, help_text=_("Empty: the questions that come with the case."),
    )  # fmt: skip

    class Meta:
        icon = "doc-full-inverse"
        group = TEXTS
        label = _("Case of the library")
        description = _("A case in its current version, with its evidence level and questions to think about.")
        template = "courses/blocks/live_case.html"
        preview_value = {"case": None, "purpose": "留意三个议题是怎样分开谈的。", "questions": []}

    def get_preview_value(self):
        """With a case of this library, where there is one: a made-up card would show what no lesson can show."""
        value = super().get_preview_value()
        value["case"] = CasePage.objects.in_library().order_by("pk").first()
        return value

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["case"] is not None and not cleaned["case"].live:
            message = _("This case is not published. Choose one that learners can open.")
            raise StructBlockValidationError(block_errors={"case": ValidationError(message)})
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        chosen = value.get("case")
        # Asked anew each time: the value was loaded with the lesson and may have been kept for hours.
        case = CasePage.objects.in_library().filter(pk=chosen.pk).first() if chosen is not None else None
        context["case"] = case
        context["questions"] = list(value.get("questions") or []) or (
            [question.text for question in case.questions.all()] if case else []
        )
        return context
