"""Questions and quizzes are content; attempts and responses are records that keep what was asked."""

from assessments.models.attempts import Attempt, Response
from assessments.models.banks import Choice, Question, QuestionBank
from assessments.models.quizzes import DrawRule, QuizPage, QuizQuestion

__all__ = ["Attempt", "Choice", "DrawRule", "Question", "QuestionBank", "QuizPage", "QuizQuestion", "Response"]
