"""Questions and quizzes are content; attempts and responses are records that keep what was asked."""

from assessments.models.allowances import Allowance
from assessments.models.attempts import Attempt, Response
from assessments.models.banks import Choice, Question, QuestionBank
from assessments.models.marking import Marking, MarkingTask
from assessments.models.practice import Practice
from assessments.models.quizzes import DrawRule, QuizPage, QuizQuestion
from assessments.models.regrades import Regrade
from assessments.models.sheets import QuestionSheet

__all__ = [
    "Allowance",
    "Attempt",
    "Choice",
    "DrawRule",
    "Marking",
    "MarkingTask",
    "Practice",
    "Question",
    "QuestionBank",
    "QuestionSheet",
    "QuizPage",
    "QuizQuestion",
    "Regrade",
    "Response",
]
