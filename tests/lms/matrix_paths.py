"""Learning paths: one that is offered to everybody, one taken off the site that a learner of 石碁镇 still follows.

Columns as in `matrix_doors`.
"""

from types import SimpleNamespace

from learning.enums import StepKind
from learning.models import LearningPath, PathStep
from learning.services import follow_path, note_step

TITLE, TASK, WORDS = "角宿的路径", "照看亢宿", "氐宿我问过了"

PATHS = """
learning:paths | |  | ooo oooo oooo o oo ooo
learning:path | open_path.uuid | | ooo oooo oooo o oo ooo
learning:path | closed_path.uuid | | ddo dddd dddd d dd ddd
learning:follow_path | open_path.uuid | | mmm mmmm mmmm m mm mmm
learning:leave_path | closed_path.uuid | | ldo dddd dddd d dd ddd
learning:path_note | closed_path.uuid step.pk | | ldo dddd dddd d dd ddd
learning_paths:index | |  | ldd oddd oddd o do ddd
learning_paths:index | | ?q=角宿 | ldd oddd oddd o do ddd
learning_paths:index_results | |  | ldd oddd oddd o do ddd
learning_paths:add | |  | ldd oddd oddd o do ddd
learning_paths:edit | closed_path.pk | | ldd oddd dddd d do ddd
learning_paths:usage | closed_path.pk | | ldd oddd dddd d do ddd
learning_paths:history | closed_path.pk | | ldd oddd dddd d do ddd
learning_paths:history_results | closed_path.pk | | ldd oddd dddd d do ddd
"""


def add_paths(things: SimpleNamespace) -> tuple[str, ...]:
    """Both paths; returns the words that are secret."""
    things.open_path = _path("公开的路径", things)
    things.closed_path = _path(TITLE, things)
    things.step = things.closed_path.steps.get(kind=StepKind.TASK)
    follow_path(path=things.closed_path, learner=things.holder)
    note_step(step=things.step, learner=things.holder, words=WORDS)
    things.closed_path.is_open = False
    things.closed_path.save()
    return TITLE, TASK, WORDS


def _path(title: str, things: SimpleNamespace) -> LearningPath:
    row = LearningPath(title=title, summary="说得清", organisation=things.town, is_open=True)
    task = TASK if title == TITLE else "走访一户"
    row.steps = [PathStep(kind=StepKind.COURSE, page=things.course), PathStep(kind=StepKind.TASK, task=task)]
    row.save()
    return row
