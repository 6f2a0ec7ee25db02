"""What people do with handed-in papers and with sheets of questions: marking, marking anew, make-ups, imports.

Columns as in `matrix_doors`. Course authors and class teachers of the course's unit mark; to everybody else, to the
learner whose answer it is as well, an answer on the desk does not exist.
"""

from types import SimpleNamespace
from uuid import uuid4

from accounts.models import User
from assessments.exchange.records import Record
from assessments.exchange.workbook import workbook
from assessments.kinds.cells import Cells
from assessments.services import grant_allowances, keep_sheet, save_response, start_attempt, submit_attempt
from tests.assessments import builders as quizzes
from tests.assessments import builders_marking as marking

WRITTEN = "房宿该谁来议"
ANSWER = "我答尾宿"
REASON = "箕宿要补考"
MISTAKE = "斗宿答错的题"
SHEET = "表里的轸宿题"

MARKING = """
assessments:marking | |  | ldd oodd oodd o dd ddd
assessments:marking | | ?tab=done | ldd oodd oodd o dd ddd
assessments:pile | written_quiz.translation_key written.uid | | ldd oodd dddd d dd ddd
assessments:task | answer_task.uuid | | ldd oodd dddd d dd ddd
assessments:second | answer_task.uuid | | mmm mmmm mmmm m mm mmm
assessments:regrade | question.uid | | ldd oddd dddd d do ddd
assessments:wrong | |  | loo oooo oooo o oo ooo
assessments:practice | mistaken.uid | | ldo dddd dddd d dd ddd
assessments:result | waiting.uuid | | ldo dddd dddd d dd ddd
quiz_allowances:index | |  | ldd oodd oodd o do ddd
quiz_allowances:index | | ?export=xlsx | ldd oodd oodd o do ddd
quiz_allowances:index | | ?q=何丽 | ldd oodd oodd o do ddd
quiz_allowances:index_results | |  | ldd oodd oodd o do ddd
quiz_allowances:add | |  | ldd oodd oodd o do ddd
quiz_allowances:inspect | allowance.pk | | ldd oodd dddd d do ddd
quiz_proof | quiz.pk | | ldd oddd dddd d do ddd
assessments:trial_sit | attempt.uuid | | ddd dddd dddd d dd ddd
assessments:trial_answer | attempt.uuid | | mmm mmmm mmmm m mm mmm
assessments:trial_review | attempt.uuid | | ddd dddd dddd d dd ddd
assessments:trial_submit | attempt.uuid | | ddd dddd dddd d dd ddd
assessments:trial_result | attempt.uuid | | ddd dddd dddd d dd ddd
item_analysis:index | |  | ldd oodd oodd o dd ddd
item_analysis:quiz | quiz.pk | | ldd oodd dddd d dd ddd
item_analysis:quiz | quiz.pk | ?sort=-facility | ldd oodd dddd d dd ddd
item_analysis:export | quiz.pk | | ldd oodd dddd d dd ddd
item_analysis:question | question.pk | | ldd oddd dddd d do ddd
item_analysis:duplicates | bank.pk | | ldd oddd dddd d do ddd
question_sheets:upload | bank.pk | | ldd oddd dddd d do ddd
question_sheets:template | bank.pk | | ldd oddd dddd d do ddd
question_sheets:export | bank.pk | | ldd oddd dddd d do ddd
question_sheets:plan | bank.pk sheet.uuid | | ldd oddd dddd d dd ddd
question_sheets:problems | bank.pk sheet.uuid | | ldd oddd dddd d dd ddd
"""


def add_marking(things: SimpleNamespace, people: dict[str, User]) -> tuple[str, ...]:
    """An answer of the holder that waits for a marker of 石碁镇; returns the words that are secret."""
    things.written = marking.written(WRITTEN, of=things.bank)
    things.written_quiz = quizzes.quiz([things.written], of=things.module)
    attempt = start_attempt(learner=things.holder, quiz=things.written_quiz)
    save_response(attempt=attempt, item=str(things.written.uid), value=[ANSWER], sequence=1)
    things.waiting = submit_attempt(attempt=attempt, by=things.holder)
    things.answer_task = marking.task_of(things.waiting)
    (things.allowance,) = grant_allowances(
        quiz=things.written_quiz, enrollments=[things.enrollment], by=people["manager"], reason=REASON, batch=uuid4(),
        attempts=1,
    )  # fmt: skip
    planted = workbook([Record("single", SHEET, Cells(("甲", "乙"), "A"))])
    things.sheet = keep_sheet(bank=things.bank, by=people["author"], name="题.xlsx", content=planted)
    things.mistaken = quizzes.question(MISTAKE, of=things.bank)
    page = quizzes.quiz([things.mistaken], of=things.module)
    missed = start_attempt(learner=things.holder, quiz=page)
    quizzes.answer(missed, right=0)
    submit_attempt(attempt=missed, by=things.holder)
    return WRITTEN, ANSWER, REASON, MISTAKE, SHEET
