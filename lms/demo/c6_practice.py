"""C6: four questions to practice with, one of each kind in which the answer is written, ordered or matched."""

from lms.demo.writing import Question, question, row

FIGURES = "数据与成效"
WRITING = "写案例"

QUESTIONS: list[Question] = [
    question(
        "C6-P1",
        "fill_blank",
        "成效指标链从低到高有四层：投入、____、产出、____。",
        row("活动", "1"),
        row("做了什么", "1"),
        row("改变", "2"),
        row("变化", "2"),
        partial=True,
        explanation="前三层讲你做了什么，最后一层讲谁的日子不一样了。案例至少有一个数字落在“改变”。",
        difficulty=1,
        point="指标链",
        lesson="C6L2",
        category=FIGURES,
    ),
    question(
        "C6-P2",
        "numeric",
        "（示例）居委会台账记着停车投诉：试行前三个月共25件，试行后三个月共9件。投诉下降了百分之几？",
        row("64", "0.5"),
        explanation="（25－9）÷25＝64%。前后都是三个月，时间段一样长，才可以这样比。",
        difficulty=2,
        point="前后对比",
        lesson="C6L2",
        category=FIGURES,
    ),
    question(
        "C6-P3",
        "ordering",
        "把案例骨架的五节按从前到后的顺序排好。",
        row("问题：谁难受，难在哪里"),
        row("做法：先做什么，后做什么"),
        row("机制：靠什么一直做下去"),
        row("成效：变了什么，怎么知道的"),
        row("推广条件：别处要有什么才学得来"),
        partial=True,
        explanation="先讲为什么做，再讲怎样做，最后讲值不值得学。读的人常常倒过来读，写的时候还是顺着写。",
        difficulty=2,
        point="案例骨架",
        lesson="C6L1",
        category=WRITING,
    ),
    question(
        "C6-P4",
        "matching",
        "“机制”一节要落到四样东西上。给每一样找到对应的实话。",
        row("人", "家长轮值表排到学期末，每班两人，另有替补"),
        row("规矩", "一页接送约定，写明迟接、生病、意外怎样办"),
        row("钱", "点心费由家长按次分担，每学期公示"),
        row("会", "每月最后一个周五碰头二十分钟"),
        partial=True,
        explanation="空话换成实话，别人才能照着做。换了人还能转，才算机制。",
        difficulty=1,
        point="机制",
        lesson="C6L3",
        category=WRITING,
    ),
]
