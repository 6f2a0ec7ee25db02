"""How a question did: how many points it gave away, and whether those who know more got them. Plain data, no database.

The figures are those of classical test theory, as teachers know them from other systems:

- facility (难度P): the mean share of the points. Moodle, “Quiz statistics calculations”, facility index.
- discrimination (区分度): the correlation between the points of the question and those of the rest of the paper, the
  question itself left out; for right and wrong this is the corrected point-biserial correlation. Moodle, same place,
  discrimination index; S. Henrysson, Psychometrika 28 (1963).
- upper–lower index: the facility among the best 27 % less that among the weakest 27 %. T. L. Kelley, Journal of
  Educational Psychology 30 (1939); limits after R. L. Ebel and D. A. Frisbie, Essentials of Educational Measurement,
  5th ed. (1991), who call 0.20 to 0.29 marginal and less than that poor.
- reliability: Cronbach’s alpha (Psychometrika 16, 1951), which is KR-20 where every question is right or wrong.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import correlation, fmean, median, pvariance

from assessments.enums import Verdict

# With fewer learners the figures say more about chance than about the question.
LEAST = 10
LEAST_TIMED = 5
OUTER = 0.27
TOO_EASY = 0.90
TOO_HARD = 0.30
WEAK = 0.20
NEGATIVE = 0.0
# Shares of a paper are quotients: below this they differ by rounding only.
PLACES = 6


@dataclass(frozen=True, slots=True)
class Taken:
    """What one learner did with one question: the share of all other points of the paper (None where there are none),
    the share of this question's, the names of what was chosen or answered, and the seconds if they are known."""

    rest: float | None
    share: float
    chosen: tuple[str, ...] = ()
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose one option; `upper` and `lower` are the shares among the best and the weakest 27 %."""

    name: str
    count: int
    share: float
    upper: float | None = None
    lower: float | None = None


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The figures of one question. None: not known, because too few took it or all did alike."""

    taken: int = 0
    facility: float | None = None
    discrimination: float | None = None
    outer: float | None = None
    seconds: float | None = None
    unanswered: int = 0
    tallies: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class _Outer:
    """How far each row belongs to the best and to the weakest; rows that are level share what is left of a group."""

    size: int
    upper: list[float]
    lower: list[float]

    def among(self, values: Sequence[float]) -> tuple[float, float]:
        """The mean of `values` in both groups."""
        return tuple(
            sum(weight * value for weight, value in zip(weights, values, strict=True)) / self.size
            for weights in (self.upper, self.lower)
        )  # type: ignore[return-value]


def figures(rows: Sequence[Taken], options: Iterable[str] = ()) -> ItemFigures:
    """The figures of one question from what each learner did. `options` are the names that were offered; they are
    counted even if nobody chose them."""
    if not rows:
        return ItemFigures(tallies=tuple(Tally(name, 0, 0.0) for name in dict.fromkeys(options)))
    shares = [round(row.share, PLACES) for row in rows]
    rests = [round(row.rest, PLACES) for row in rows if row.rest is not None]
    comparable = len(rows) >= LEAST and len(rests) == len(rows) and len(set(rests)) > 1
    groups = _outer(rests) if comparable else None
    known = [row.seconds for row in rows if row.seconds is not None]
    best, worst = groups.among(shares) if groups else (0.0, 0.0)
    return ItemFigures(
        taken=len(rows), facility=fmean(shares),
        discrimination=correlation(rests, shares) if comparable and len(set(shares)) > 1 else None,
        outer=best - worst if groups else None, seconds=median(known) if len(known) >= LEAST_TIMED else None,
        unanswered=sum(not row.chosen for row in rows), tallies=_tallies(rows, options, groups),
    )  # fmt: skip


def _outer(rests: list[float]) -> _Outer:
    size = max(1, round(OUTER * len(rests)))
    return _Outer(size, _weights(rests, size), _weights([-rest for rest in rests], size))


def _weights(values: list[float], size: int) -> list[float]:
    """1 for those certainly among the `size` highest; whoever is level with the last of them shares the places left."""
    cut = sorted(values, reverse=True)[size - 1]
    part = (size - sum(value > cut for value in values)) / values.count(cut)
    return [1.0 if value > cut else part if value == cut else 0.0 for value in values]


def _tallies(rows: Sequence[Taken], options: Iterable[str], groups: _Outer | None) -> tuple[Tally, ...]:
    counted = Counter(name for row in rows for name in row.chosen)
    found = []
    for name in dict.fromkeys((*options, *counted)):
        chose = [float(name in row.chosen) for row in rows]
        upper, lower = groups.among(chose) if groups else (None, None)
        found.append(Tally(name, counted[name], counted[name] / len(rows), upper, lower))
    return tuple(found)


def verdicts(found: ItemFigures, *, offered: Collection[str] = (), right: Collection[str] = ()) -> list[Verdict]:
    """What an author should look at, the most urgent first; nothing as long as too few have answered.

    A question nearly everybody or nobody solves cannot tell people apart, so it is not called weak on top.
    """
    if found.taken < LEAST or found.facility is None:
        return []
    easy, hard = found.facility > TOO_EASY, found.facility < TOO_HARD
    value = found.discrimination
    unchosen = any(tally.count == 0 and tally.name in offered and tally.name not in right for tally in found.tallies)
    said = {
        Verdict.NEGATIVE: value is not None and value < NEGATIVE,
        Verdict.TOO_HARD: hard,
        Verdict.TOO_EASY: easy,
        Verdict.WEAK: value is not None and NEGATIVE <= value < WEAK and not easy and not hard,
        Verdict.UNCHOSEN: unchosen and not easy,
    }
    return [verdict for verdict, applies in said.items() if applies]


def reliability(papers: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha of papers with the same questions in the same order, as points; None when too few papers or
    questions, or when all papers have the same points."""
    if len(papers) < LEAST or len(papers[0]) < 2:
        return None
    totals = [round(sum(paper), PLACES) for paper in papers]
    if len(set(totals)) < 2:
        return None
    count = len(papers[0])
    within = sum(pvariance(column) for column in zip(*papers, strict=True))
    return count / (count - 1) * (1 - within / pvariance(totals))
