"""What the learner does inside a lesson: answer a self-check, write down a reflection."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks.groups import ACTIVITIES


class SelfCheckValue(blocks.StructValue):
    """What marking and the template ask: which choices are right, and whether several may be ticked."""

    @property
    def right_ids(self) -> frozenset[str]:
        """Ids of the right choices (list items keep theirs through edits)."""
        return frozenset(item.id for item in self["choices"].bound_blocks if item.value["correct"])

    @property
    def choice_ids(self) -> frozenset[str]:
        return frozenset(item.id for item in self["choices"].bound_blocks)

    @property
    def multiple(self) -> bool:
        return len(self.right_ids) > 1

    def is_right(self, chosen) -> bool:
        """Whether exactly the right choices were chosen."""
        return frozenset(chosen) == self.right_ids


class SelfCheckBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"), max_length=200)
    choices = blocks.ListBlock(
        blocks.StructBlock([
            ("text", blocks.CharBlock(label=_("choice"), max_length=160)),
            ("correct", blocks.BooleanBlock(label=_("right"), required=False)),
            ("feedback", blocks.CharBlock(label=_("why"), max_length=200, required=False, search_index=False)),
        ]),
        label=_("choices"), min_num=2, max_num=6,
    )  # fmt: skip
    # What gives the answer away is not searched, or somebody who may not read the lesson yet could ask for it.
    explanation = blocks.TextBlock(label=_("explanation"), required=False, search_index=False)

    class Meta:
        icon = "help"
        group = ACTIVITIES
        label = _("Self-check question")
        description = _("Not graded, but it must be answered to complete the lesson.")
        template = "courses/blocks/self_check.html"
        value_class = SelfCheckValue
        preview_value = {
            "question": "讨论架空层改造时，下面哪一位最不应该漏请？",
            "choices": [
                {"text": "对改造最热心的居民骨干", "correct": False, "feedback": ""},
                {"text": "窗户正对架空层、担心噪声的二楼住户", "correct": True, "feedback": ""},
                {"text": "以往办活动常来帮忙的商户", "correct": False, "feedback": ""},
            ],
            "explanation": "噪声由他承受，决定会直接改变他的生活。",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if not any(choice["correct"] for choice in cleaned["choices"]):
            message = _("Mark at least one choice as right.")
            raise StructBlockValidationError(block_errors={"choices": ValidationError(message)})
        return cleaned


class ReflectionBlock(blocks.StructBlock):
    prompt = blocks.CharBlock(label=_("what to think about"), max_length=200)
    hint = blocks.CharBlock(label=_("hint"), max_length=200, required=False)

    class Meta:
        icon = "edit"
        group = ACTIVITIES
        label = _("Reflection")
        description = _("A prompt; the answer goes to the learner’s own notebook.")
        template = "courses/blocks/reflection.html"
        preview_value = {
            "prompt": "你所在的社区，哪件事一直没有把该请的人请到？",
            "hint": "写一件事、两个人、一个打算就够了。",
        }
