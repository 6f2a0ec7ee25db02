"""The CMS screens of the library: special topics, and the chooser that offers published cases only."""

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenMultipleView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from accounts.viewsets import ScopedModelViewSet
from cases.models import CaseCollection, CasePage


class PublicOnlyMixin:
    """Cases anybody may read: a draft is neither offered nor handed over."""

    def get_creation_form_class(self):
        """A case comes in by the review, never by a chooser."""
        return None

    def get_object_list(self):
        return CasePage.objects.in_library().order_by("-version_on", "-pk")

    @property
    def columns(self):
        return [
            self.title_column,
            Column("number", label=_("Number"), accessor="number"),
            Column("organisation", label=_("Unit"), accessor="printed_unit"),
        ]


class PublicChooseView(PublicOnlyMixin, ChooseView):
    pass


class PublicChooseResultsView(PublicOnlyMixin, ChooseResultsView):
    pass


class PublicChosenView(ChosenView):
    def get_object(self, pk):
        return CasePage.objects.in_library().get(pk=pk)


class PublicChosenMultipleView(ChosenMultipleView):
    def get_objects(self, pks):
        return CasePage.objects.in_library().filter(pk__in=[pk for pk in pks if str(pk).isdecimal()])


class CaseChooserViewSet(ChooserViewSet):
    model = CasePage
    icon = "doc-full"
    choose_one_text = _("Choose a case")
    choose_another_text = _("Choose another case")
    edit_item_text = _("Edit this case")
    register_widget = False
    choose_view_class = PublicChooseView
    choose_results_view_class = PublicChooseResultsView
    chosen_view_class = PublicChosenView
    chosen_multiple_view_class = PublicChosenMultipleView

    def get_urlpatterns(self) -> list:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


case_chooser = CaseChooserViewSet("case_chooser")


class TopicMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("cases.view_casecollection")


class TopicIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().annotate(cases=Count("items"))


class CaseCollectionViewSet(ScopedModelViewSet):
    """Special topics, kept by the district for the whole library."""

    model = CaseCollection
    name = "case_topics"
    url_prefix = "case-topics"
    icon = "folder-open-1"
    menu_label = _("Special topics")
    menu_order = 260
    menu_item_class = TopicMenuItem
    add_to_admin_menu = True
    ordering = ["-created_at", "-pk"]
    list_per_page = 50
    search_fields = ["title", "intro"]
    search_backend_name = None
    list_display = [
        "title",
        Column("count", label=_("Cases"), accessor="cases"),
        BooleanColumn("is_public", label=_("Shown")),
    ]
    index_view_class = TopicIndexView
    panels = [
        FieldPanel("title"),
        FieldPanel("slug", help_text=_("Empty: made from the title in pinyin.")),
        FieldPanel("intro"),
        InlinePanel(
            "items", heading=_("Cases"), label=_("case"), min_num=1,
            panels=[FieldPanel("case", widget=case_chooser.widget_class), FieldPanel("remark")],
        ),
        FieldPanel("is_public"),
    ]  # fmt: skip
