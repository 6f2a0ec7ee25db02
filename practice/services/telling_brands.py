"""Who is told that a brand moved: whoever reviews or contributes in its town."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import NoticeKind, Role
from accounts.queries import people_with
from accounts.services import notify
from practice.models import BrandPage, StageChange


def tell_stage(brand: BrandPage, change: StageChange) -> None:
    text = _("The brand “%(brand)s” is now at the stage “%(stage)s”.") % {
        "brand": brand.title, "stage": change.get_after_display(),
    }  # fmt: skip
    people = people_with(brand.town, Role.TOWN_REVIEWER, Role.TOWN_ADMIN, Role.CASE_CONTRIBUTOR)
    url = reverse("practice:brand", args=[brand.translation_key])
    notify(users=people, kind=NoticeKind.RESULT, text=text, url=url, key=f"brand-stage:{change.pk}")
