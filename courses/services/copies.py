"""After a course was copied."""

from itertools import count

from django.db import transaction

from accounts.queries import units_for
from courses.models import CoursePage
from courses.models.editing import OWNING_ROLES


def free_code(code: str) -> str:
    """The next code nobody uses: C1 → C1B, C1C …; at most eight characters."""
    taken = set(CoursePage.objects.values_list("code", flat=True))
    letters = (chr(number) for number in range(ord("B"), ord("Z") + 1))
    candidates = (*(f"{code[:7]}{letter}" for letter in letters), *(f"{code[:5]}{n}" for n in range(100, 1000)))
    return next(
        (found for found in candidates if found not in taken), f"K{next(n for n in count(1) if f'K{n}' not in taken)}"
    )


@transaction.atomic
def settle_copy(*, copy: CoursePage, by) -> CoursePage:
    """Give a copied course a code of its own and a unit its maker writes for; live row and draft alike.

    A team member may copy a course of another unit; the copy belongs to the copier's.
    """
    course = CoursePage.objects.select_for_update().get(pk=copy.pk)
    draft = course.get_latest_revision_as_object()
    if CoursePage.objects.filter(code=course.code).exclude(pk=course.pk).exists():
        course.code = draft.code = free_code(course.code)
    units = units_for(by, *OWNING_ROLES)
    if not units.filter(pk=course.organisation_id).exists() and (unit := units.order_by("path").first()):
        course.organisation = draft.organisation = unit
    course.save(update_fields=["code", "organisation"])
    draft.save_revision(user=by, log_action=False, changed=True)
    return course
