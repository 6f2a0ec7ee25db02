"""The figures of brands, for one or for all in the same number of queries."""

from collections import defaultdict
from collections.abc import Iterable

from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from practice.enums import ReplicationState
from practice.maturity import FIGURES
from practice.models import BrandActor, BrandCase, BrandCourse, BrandPage, Replication

PROVEN_FROM = 3
BEGUN = (ReplicationState.RUNNING, ReplicationState.EVALUATED)


def figures_of(brands: Iterable[BrandPage]) -> dict[int, dict[str, int]]:
    """`FIGURES` of each brand by its key; six queries. A place counts once, and the own town does not."""
    towns = {brand.pk: brand.town_id for brand in brands}
    found: dict[int, dict[str, int]] = {pk: dict.fromkeys(FIGURES, 0) for pk in towns}
    elements: dict[int, set[str]] = defaultdict(set)
    for pk, element in BrandActor.objects.filter(brand__in=towns).values_list("brand", "element"):
        elements[pk].add(element)
    brands_of_case = _cases(towns, found)
    brands_of_course: dict[int, list[int]] = defaultdict(list)
    for pk, course in BrandCourse.objects.filter(brand__in=towns, course__live=True).values_list("brand", "course"):
        brands_of_course[course].append(pk)
        found[pk]["courses"] += 1
    for pk in towns:
        found[pk]["actors"] = len(elements[pk])
    _people(brands_of_course, found)
    _places(towns, brands_of_case, found)
    return found


def _cases(towns: Iterable[int], found: dict[int, dict[str, int]]) -> dict[int, list[int]]:
    by_case: dict[int, list[int]] = defaultdict(list)
    rows = BrandCase.objects.filter(brand__in=towns, case__live=True).values_list(
        "brand", "case", "case__evidence_level"
    )
    for pk, case, level in rows:
        by_case[case].append(pk)
        found[pk]["cases"] += 1
        found[pk]["proven"] += level >= PROVEN_FROM
    return by_case


def _people(by_course: dict[int, list[int]], found: dict[int, dict[str, int]]) -> None:
    done = Enrollment.objects.filter(course__in=by_course, status=EnrollmentStatus.COMPLETED)
    people: dict[int, set[int]] = defaultdict(set)
    for course, learner in done.values_list("course", "learner").distinct():
        for pk in by_course[course]:
            people[pk].add(learner)
    for pk, learners in people.items():
        found[pk]["trained"] = len(learners)


def _places(towns: dict[int, int], by_case: dict[int, list[int]], found: dict[int, dict[str, int]]) -> None:
    rows = Replication.objects.filter(case__in=by_case, state__in=BEGUN).exclude(town=None)
    proven = set(rows.confirmed().values_list("pk", flat=True))
    begun: dict[int, set[int]] = defaultdict(set)
    confirmed: dict[int, set[int]] = defaultdict(set)
    for key, case, town in rows.values_list("pk", "case", "town"):
        for pk in by_case[case]:
            if town != towns[pk]:
                begun[pk].add(town)
                if key in proven:
                    confirmed[pk].add(town)
    for pk in found:
        found[pk]["begun"], found[pk]["confirmed"] = len(begun[pk]), len(confirmed[pk])
