"""Which pages a person hears of in the CMS: those of their own scope, and what the public site shows anyway.

Wagtail's page choosers and bulk actions name every page there is, drafts of other units included.
"""

from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.models import Page, PageQuerySet

from accounts.policies import page_policy


def within_reach(pages: PageQuerySet, user) -> PageQuerySet:
    """Those of `pages` that a chooser may offer to `user`."""
    # A chooser writes the title of the draft: a public page whose next title is not yet public is left out.
    public = Q(live=True, draft_title=F("title"))
    own = Q(pk__in=page_policy.explorable_instances(user).values("pk"))
    return pages.filter(pk__in=Page.objects.filter(public | own).values("pk"))


class BrowseWithinReachView(BrowseView):
    """Wagtail's page chooser, which also names the page whose children it shows."""

    def get_object_list(self) -> PageQuerySet:
        above = within_reach(self.parent_page.get_ancestors(inclusive=True), self.request.user)
        nearest = above.order_by("-depth").first()
        if nearest is None or ("parent_page_id" in self.kwargs and nearest.pk != self.parent_page.pk):
            raise Http404
        self.parent_page = nearest.specific
        return super().get_object_list()


class ChosenWithinReachView(ChosenMultipleView):
    """Hands over several pages at once: only such as could be chosen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = set(request.GET.getlist("id"))
        known = all(number.isdecimal() for number in asked)
        if not known or within_reach(Page.objects.filter(pk__in=asked), request.user).count() != len(asked):
            raise Http404
        return super().get(request)


class OwnPagesMixin:
    """A bulk action over pages of the person's scope; what is outside does not exist."""

    def get_queryset(self, model, object_ids) -> list[Page]:
        return get_list_or_404(page_policy.explorable_instances(self.request.user), pk__in=object_ids)


class DeleteOwnPages(OwnPagesMixin, DeleteBulkAction):
    pass


class MoveOwnPages(OwnPagesMixin, MoveBulkAction):
    pass


class PublishOwnPages(OwnPagesMixin, PublishBulkAction):
    pass


class UnpublishOwnPages(OwnPagesMixin, UnpublishBulkAction):
    pass


PAGE_ACTIONS = (DeleteOwnPages, MoveOwnPages, PublishOwnPages, UnpublishOwnPages)
