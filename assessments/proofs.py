"""A paper before anybody sits it: drawn for its author, with one question swapped for another, and as learners get it.

A proof is plain data in a signed text, so that looking at papers writes nothing. It is made of the quiz as its author
left it, published or not.
"""

from dataclasses import dataclass, replace
from random import Random

from django.core import signing
from django.utils.crypto import get_random_string

from assessments.models import Question, QuizPage
from assessments.models.quiz_form import askable_pool
from assessments.papers import Draw, PoolQuestion, draw, freeze
from assessments.queries import QuizContents, facts_of

FIXED = -1
SALT = "assessments.proof"


@dataclass(frozen=True, slots=True)
class Pick:
    """One question of the paper, what it is worth, and the draw it comes from (by position; FIXED for none)."""

    question: int
    points: int
    rule: int = FIXED


@dataclass(frozen=True, slots=True)
class Proof:
    """A drawn paper. `seed` decides the order of questions and choices; `missing` is how many the bank lacks."""

    picks: tuple[Pick, ...]
    seed: str
    missing: int = 0


def contents_of_draft(quiz: QuizPage) -> QuizContents:
    """What `quiz` draws from, read from the object in hand, whose rows need not be in the database. Two queries."""
    rows = [(row.question_id, row.points) for row in quiz.quiz_questions.all()]
    rules = [rule.facts() for rule in quiz.draw_rules.all()]
    askable = set(Question.objects.askable().filter(pk__in=[pk for pk, _points in rows]).values_list("pk", flat=True))
    return QuizContents(
        fixed=[row for row in rows if row[0] in askable], rules=rules,
        pool=askable_pool(rule.bank for rule in rules) if rules else [],
    )  # fmt: skip


def draw_proof(contents: QuizContents) -> Proof:
    """A paper as the next learner might get it."""
    seed = get_random_string(12)
    drawn = draw(contents.rules, contents.pool, [pk for pk, _points in contents.fixed], Random(seed))  # noqa: S311  a look, no exam
    picks = [Pick(pk, points) for pk, points in contents.fixed]
    found = iter(drawn.picks)
    for number, rule in enumerate(contents.rules):
        given = rule.count - drawn.missing.get(number, 0)
        picks += [Pick(*next(found), rule=number) for _turn in range(given)]
    return Proof(tuple(picks), seed, sum(drawn.missing.values()))


def swap(proof: Proof, question: int, contents: QuizContents) -> Proof | None:
    """`proof` with another question of the same draw in the place of `question`; None where there is no other."""
    place = next((at for at, pick in enumerate(proof.picks) if pick.question == question), None)
    if place is None or not 0 <= proof.picks[place].rule < len(contents.rules):
        return None
    others = _others(contents.rules[proof.picks[place].rule], contents.pool, proof)
    if not others:
        return None
    seed = get_random_string(12)
    chosen = replace(proof.picks[place], question=Random(seed).choice(others))  # noqa: S311  a look, no exam
    return replace(proof, picks=(*proof.picks[:place], chosen, *proof.picks[place + 1 :]))


def _others(rule: Draw, pool: list[PoolQuestion], proof: Proof) -> list[int]:
    used = {pick.question for pick in proof.picks}
    return [question.id for question in pool if rule.takes(question) and question.id not in used]


def swappable(proof: Proof, contents: QuizContents) -> set[int]:
    """Questions of the paper for which there is another one."""
    known = range(len(contents.rules))
    return {
        pick.question
        for pick in proof.picks
        if pick.rule in known and _others(contents.rules[pick.rule], contents.pool, proof)
    }


def seal(proof: Proof, quiz: QuizPage) -> str:
    """The proof as a text that can stand in an address and cannot be made up."""
    picks = [[pick.question, pick.points, pick.rule] for pick in proof.picks]
    return signing.dumps([quiz.pk, picks, proof.seed, proof.missing], salt=SALT, compress=True)


def unseal(text: str, quiz: QuizPage) -> Proof | None:
    """The proof in `text`; None when it is none of this quiz or was tampered with."""
    try:
        of, picks, seed, missing = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return Proof(tuple(Pick(*pick) for pick in picks), seed, missing) if of == quiz.pk else None


def settings_of(quiz: QuizPage) -> dict:
    """What a paper keeps of the rules of `quiz`."""
    return {
        "title": quiz.title, "pass_mark": quiz.pass_mark, "feedback": quiz.feedback_policy, "minutes": quiz.time_limit,
        "mode": quiz.mode,
    }  # fmt: skip


def print_paper(quiz: QuizPage, picks: list[tuple[int, int]], random: Random) -> tuple[dict, dict]:
    """The frozen paper of `quiz` for questions with their points, and its key. Three queries."""
    if quiz.shuffle_questions:
        random.shuffle(picks)
    facts = facts_of(question for question, _points in picks)
    questions = [(facts[question], points) for question, points in picks]
    return freeze(questions, settings=settings_of(quiz), shuffle_choices=quiz.shuffle_choices, random=random)


def paper_of(proof: Proof, quiz: QuizPage) -> tuple[dict, dict]:
    """The paper and its key, in the same order each time. A question deleted since is left out."""
    known = set(Question.objects.filter(pk__in=[pick.question for pick in proof.picks]).values_list("pk", flat=True))
    picks = [(pick.question, pick.points) for pick in proof.picks if pick.question in known]
    return print_paper(quiz, picks, Random(proof.seed))  # noqa: S311  a look, no exam
