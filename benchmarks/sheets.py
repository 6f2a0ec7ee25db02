"""How long a bank of 200 questions takes out of a workbook and into one; `.ci/postgres.py` puts it on PostgreSQL.

python -m benchmarks.sheets
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

from benchmarks.search import prepare

QUESTIONS, ROUNDS = 200, 5


def seconds(work: Callable, *args, **kwargs) -> float:
    started = time.perf_counter()
    work(*args, **kwargs)
    return time.perf_counter() - started


def measure() -> list[tuple[str, float]]:
    """Medians of five rounds, each with a bank of its own."""
    from assessments.exchange.records import Record
    from assessments.exchange.workbook import workbook
    from assessments.kinds.cells import Cells
    from assessments.services import export_bank, import_questions, keep_sheet, plan_sheet
    from tests import factories
    from tests.assessments import builders

    author = builders.author(factories.unit("shiqi", name="石碁镇"))
    cells = Cells(("先问清楚", "当天清走", "贴一张通知", "等一等再说"), "A", "B：还没有问原因")
    wanted = [
        Record("single", f"第{number}题：楼道里有杂物，先做什么？", cells, state="approved", explanation="先弄清情况。")
        for number in range(QUESTIONS)
    ]
    content = workbook(wanted)
    times: dict[str, list[float]] = {"dry run": [], "import": [], "export": [], "the same file again": []}
    for number in range(ROUNDS):
        bank = builders.bank(f"题库{number}")
        sheet = keep_sheet(bank=bank, by=author, name="题库.xlsx", content=content)
        times["dry run"].append(seconds(plan_sheet, sheet))
        times["import"].append(seconds(import_questions, sheet=sheet, by=author))
        times["export"].append(seconds(export_bank, bank=bank, by=author))
        times["the same file again"].append(seconds(import_questions, sheet=sheet, by=author))
    return [(name, statistics.median(found)) for name, found in times.items()]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="gongzhi-sheets-") as folder:
        vendor = prepare(folder)
        load = os.getloadavg()[0]
        print(f"{vendor}, {QUESTIONS} questions; load before the run {load:.1f}")
        for name, found in measure():
            print(f"{name}: {found:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
