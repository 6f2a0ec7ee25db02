"""The twelve teaching cases, in the order of their numbers."""

from lms.demo import (
    case_01,
    case_02,
    case_03,
    case_04,
    case_05,
    case_06,
    case_07,
    case_08,
    case_09,
    case_10,
    case_11,
    case_12,
)
from lms.demo.case_writing import CaseText

CASES: tuple[CaseText, ...] = (
    case_01.CASE,
    case_02.CASE,
    case_03.CASE,
    case_04.CASE,
    case_05.CASE,
    case_06.CASE,
    case_07.CASE,
    case_08.CASE,
    case_09.CASE,
    case_10.CASE,
    case_11.CASE,
    case_12.CASE,
)
