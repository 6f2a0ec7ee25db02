"""The ways between the pages of experts, guidance and questions."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.policies import current_roles
from practice.models.experts import ASSIGNING_ROLES
from practice.supervision import comes_to_guidance

register = template.Library()


@register.simple_tag(takes_context=True)
def guidance_tabs(context) -> list[tuple[str, str, str]]:
    """Name, address and label of the pages the person has anything to do with; public answers are for everybody."""
    user = context["request"].user
    found = []
    if user.is_authenticated:
        if comes_to_guidance(user):
            found.append(("guidance", reverse("practice:guidances"), _("Guidance")))
        found.append(("questions", reverse("practice:questions"), _("Questions to experts")))
        found.append(("experts", reverse("practice:experts"), _("Experts")))
        if user.is_superuser or current_roles(user).intersection(ASSIGNING_ROLES):
            found.append(("assignments", reverse("practice:assignments"), _("Assignments")))
        found.append(("answers", reverse("practice:answers"), _("Public answers")))
    return found
