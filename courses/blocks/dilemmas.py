"""A story that branches: a meeting goes wrong, the learner chooses, sees what follows, and may go back."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks.groups import ACTIVITIES

GOOD, MIXED, BAD = "good", "mixed", "bad"
ENDINGS = [(GOOD, _("It worked out")), (MIXED, _("Half way")), (BAD, _("It went wrong"))]


@dataclass(frozen=True, slots=True)
class Way:
    """One choice: what is done, what comes of it at once, and the number of the scene that follows."""

    text: str
    result: str
    target: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene, numbered from 1. An ending has no ways; `ending` says how it went."""

    number: int
    name: str
    text: str
    ways: tuple[Way, ...]
    ending: str
    ending_label: str
    lesson: str


class DilemmaValue(blocks.StructValue):
    @property
    def story(self) -> list[Scene]:
        """The scenes with their ways leading to numbers instead of names."""
        numbers = {scene["name"]: number for number, scene in enumerate(self["scenes"], start=1)}
        labels = dict(ENDINGS)
        return [
            Scene(
                number=number, name=scene["name"], text=scene["text"],
                ways=tuple(Way(row["text"], row["result"], numbers.get(row["leads_to"], 1)) for row in scene["ways"]),
                ending=scene["ending"], ending_label=str(labels.get(scene["ending"], "")), lesson=scene["lesson"],
            )
            for number, scene in enumerate(self["scenes"], start=1)
        ]  # fmt: skip


class WayBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("what one does"), max_length=120)
    # As with the answers of a self-check: what follows is for those who choose, not for the search.
    result = blocks.CharBlock(label=_("what comes of it"), max_length=200, search_index=False)
    leads_to = blocks.CharBlock(
        label=_("next scene"), max_length=20, help_text=_("The name of the scene, exactly as written there."),
        search_index=False,
    )  # fmt: skip


class SceneBlock(blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("name of the scene"), max_length=20, help_text=_("Short: choices of other scenes lead here by it.")
    )
    text = blocks.TextBlock(label=_("what happens"), max_length=600)
    ways = blocks.ListBlock(
        WayBlock(), label=_("choices"), default=[], required=False, max_num=4,
        help_text=_("Two to four. None where the story ends."),
    )  # fmt: skip
    ending = blocks.ChoiceBlock(
        label=_("how it ended"), choices=ENDINGS, required=False, help_text=_("Only where the story ends.")
    )
    lesson = blocks.CharBlock(
        label=_("what to take along"), max_length=200, required=False, search_index=False,
        help_text=_("One sentence at the end: why it went this way."),
    )  # fmt: skip


class DilemmaBlock(blocks.StructBlock):
    """The first scene is the beginning. Nothing is recorded: trying the wrong way is what it is for."""

    title = blocks.CharBlock(label=_("title"), max_length=60)
    scenes = blocks.ListBlock(SceneBlock(), label=_("scenes"), min_num=3, max_num=20)

    class Meta:
        icon = "resubmit"
        group = ACTIVITIES
        label = _("Dilemma")
        description = _("A story with choices: choose, see what comes of it, go back and try another way.")
        template = "courses/blocks/dilemma.html"
        value_class = DilemmaValue
        preview_value = {
            "title": "议事会开到一半，有人拍了桌子",
            "scenes": [
                {
                    "name": "拍桌子", "text": "二楼的住户说“你们早就定好了”，站起来要走。", "ending": "", "lesson": "",
                    "ways": [
                        {"text": "请他坐下，先听完别人的", "result": "他摔门走了，两户跟着离开。", "leads_to": "散了"},
                        {"text": "请他先把担心的三件事说完", "result": "他坐了回来，一条条说。", "leads_to": "谈下去"},
                    ],
                },
                {
                    "name": "散了", "text": "会没有开成，群里说法越传越多。", "ways": [], "ending": BAD,
                    "lesson": "受影响最大的人没有说完话，议题就还没有开始。",
                },
                {
                    "name": "谈下去", "text": "三件事写上白板，两件当场有了办法。", "ways": [], "ending": GOOD,
                    "lesson": "先记下分歧，再谈办法。",
                },
            ],
        }  # fmt: skip

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        # Scenes are led to by their ids; a lesson may hold two stories.
        context["base"] = context.get("block_id") or context.get("id") or "dilemma"
        return context

    def clean(self, value):
        cleaned = super().clean(value)
        wrong = _problems(cleaned["scenes"])
        if wrong:
            errors = ListBlockValidationError(
                block_errors={at: StructBlockValidationError(e) for at, e in wrong.items()}
            )
            raise StructBlockValidationError(block_errors={"scenes": errors})
        return cleaned


def _problems(scenes) -> dict[int, dict[str, Exception]]:
    """What is wrong, by the place of the scene and its field."""
    names = [scene["name"] for scene in scenes]
    wrong: dict[int, dict[str, Exception]] = {}
    for at, scene in enumerate(scenes):
        found = _of_one(scene, names, at)
        if found:
            wrong[at] = found
    if wrong:
        return wrong
    leads = {at: [names.index(way["leads_to"]) for way in scene["ways"]] for at, scene in enumerate(scenes)}
    reached = _from(0, leads)
    ends = {at for at in leads if not leads[at]}
    for at in leads:
        if at not in reached:
            wrong[at] = {"name": ValidationError(_("No choice leads to this scene."))}
        elif not _from(at, leads) & ends:
            wrong[at] = {"ways": ValidationError(_("From here the story never ends."))}
    return wrong


def _of_one(scene, names: list[str], at: int) -> dict[str, Exception]:
    found: dict[str, Exception] = {}
    if names.index(scene["name"]) != at:
        found["name"] = ValidationError(_("Another scene has this name."))
    ways = scene["ways"]
    if len(ways) == 1:
        found["ways"] = ValidationError(_("One choice is none: add another, or let the story end here."))
    if not ways and not scene["ending"]:
        found["ending"] = ValidationError(_("The story ends here: say how it ended, or add choices."))
    if ways and scene["ending"]:
        found["ending"] = ValidationError(_("The story goes on from here: leave this empty."))
    lost = {
        number: StructBlockValidationError(
            {"leads_to": ValidationError(_("There is no scene “%(name)s”.") % {"name": way["leads_to"]})}
        )
        for number, way in enumerate(ways)
        if way["leads_to"] not in names
    }
    if lost:
        found["ways"] = ListBlockValidationError(block_errors=lost)
    return found


def _from(start: int, leads: dict[int, list[int]]) -> set[int]:
    """All scenes that can follow after `start`, itself included."""
    seen, open_ends = {start}, [start]
    while open_ends:
        for target in leads[open_ends.pop()]:
            if target not in seen:
                seen.add(target)
                open_ends.append(target)
    return seen
