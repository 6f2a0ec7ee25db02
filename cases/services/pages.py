"""What the proceedings do to the page of a case: bring in what was adopted, take back what was not, give the number."""

from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from accounts.models import User
from cases.enums import Action
from cases.models import CasePage, CaseSeries, Submission
from cases.numbering import case_number
from cases.queries import town_of
from cases.services.pictures import pictures_of

NO_TOWN = "district"


def case_of(submission: Submission) -> CasePage:
    """The page as it is in the database now, held until the end of the transaction."""
    return CasePage.objects.select_for_update().get(pk=submission.case_id)


def newest(case: CasePage) -> Revision:
    """The text that would be published next: what was handed in, with what the district corrected since."""
    revision = case.latest_revision
    return revision if revision is not None else case.save_revision()


def take_over(*, submission: Submission, by: User) -> Revision:
    """The pictures that were handed in become pictures of the library, and the town is named that recommended it."""
    page = case_of(submission)
    case = newest(page).as_object()
    version = submission.versions.order_by("-number").first()
    pictures = pictures_of(submission, version.sections, by) if version is not None else []
    if pictures:
        case.pictures = pictures
    recommended = submission.decisions.filter(verdict=Action.RECOMMEND).exists()
    if case.recommender_id is None and recommended:
        case.recommender = town_of(submission.unit)
    return case.save_revision(user=by)


def put_back(*, submission: Submission, by: User | None) -> None:
    """A new version that was not taken: the draft of the published page says again what readers see.

    Otherwise the next correction made in the CMS would be built, and published, on text nobody adopted.
    """
    page = case_of(submission)
    if page.live and page.has_unpublished_changes:
        page.save_revision(user=by, changed=False)
        CasePage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
        log(page, "cases.put_back", user=by)


def give_number(case: CasePage) -> str:
    """The number of the case, given at its first publication; the caller's transaction holds the series' row."""
    if case.number:
        return case.number
    year, town = timezone.localdate().year, case.town.slug if case.town else NO_TOWN
    CaseSeries.objects.get_or_create(year=year, town=town)
    series = CaseSeries.objects.select_for_update().get(year=year, town=town)
    CaseSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return case_number(year, town, series.last + 1)
