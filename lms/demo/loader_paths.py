"""Learning paths of the demonstration, and who follows them."""

from collections.abc import Mapping

from django.db import transaction
from wagtail.models import Page

from accounts.models import Organisation, User
from cases.models import CasePage
from learning.enums import StepKind
from learning.models import LearningPath, PathAudience, PathStep
from learning.services import follow_path
from lms.demo import paths as told
from lms.demo.loader_keys import key


@transaction.atomic
def load_paths(people: Mapping[str, User]) -> None:
    """Paths that are not there yet, with their steps and followers."""
    district = Organisation.objects.get(slug="panyu")
    for number, one in enumerate(told.PATHS, start=1):
        uuid = key("path", one.key)
        if LearningPath.objects.filter(uuid=uuid).exists():
            continue
        path = LearningPath(
            uuid=uuid, title=f"{one.title}（示例）", summary=one.summary, organisation=district, is_open=True,
            sort_order=number * 10,
        )  # fmt: skip
        path.audiences = [PathAudience(audience=audience) for audience in one.audiences]
        path.steps = [_step(order, *step) for order, step in enumerate(one.steps)]
        path.save()
        for name in one.followers:
            follow_path(path=path, learner=people[name])


def _step(order: int, kind: str, to: str, hint: str) -> PathStep:
    step = PathStep(kind=kind.rstrip("?"), compulsory=not kind.endswith("?"), task=hint, sort_order=order)
    if step.kind == StepKind.TASK:
        step.task = to
    elif step.kind == StepKind.CASE:
        step.page = CasePage.objects.in_library().get(slug=to)
    else:
        step.page = Page.objects.get(translation_key=key(to))
    step.clean()
    return step
