"""The demonstration's teaching content keeps its own promises: length, keys, files, vocabulary."""

import json
import pathlib
import re

import pytest

from accounts.enums import Audience, Level, Role, UnitType
from assessments.kinds import ChoiceFacts, kind_of
from content.themes import Theme
from courses.enums import CourseLevel
from lms.demo import c1, c6
from lms.demo.loader_proceedings import UNITS as DEMO_UNITS
from lms.demo.people import PEOPLE

DEMO = pathlib.Path(c1.__file__).parent
ORGANISATIONS = json.loads((DEMO.parents[1] / "accounts/data/organisations.json").read_text(encoding="utf-8"))
COURSES = [c1.COURSE, c6.COURSE]
UNITS = [unit for course in COURSES for module in course["modules"] for unit in module["units"]]
LESSONS = [unit for unit in UNITS if unit["kind"] == "lesson"]
QUIZZES = [
    (course, unit) for course in COURSES for m in course["modules"] for unit in m["units"] if unit["kind"] == "quiz"
]
QUESTIONS = [question for course in COURSES for question in course["bank"]["questions"]]
PRACTICE = [question for course in COURSES for question in course.get("practice", {"questions": []})["questions"]]
HAN = re.compile(r"[\u3400-\u9fff]")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda unit: unit["key"])
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["key"])


def strings(value):
    """Every text in nested data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def prose(body) -> str:
    parts = []
    for kind, value in body:
        if kind == "rich_text":
            parts.append(value)
        elif kind == "callout":
            parts.append(value["title"] + value["text"])
        elif kind == "steps":
            parts += [item["title"] + item["text"] for item in value["items"]]
    return re.sub(r"<[^>]+>", "", "".join(parts))


def of_kind(lesson, *kinds):
    return [value for kind, value in lesson["body"] if kind in kinds]


def pictures():
    for lesson in LESSONS:
        yield from of_kind(lesson, "image")
        for value in of_kind(lesson, "gallery"):
            yield from value["images"]


class TestLessons:
    def test_there_are_eleven_with_distinct_keys(self):
        assert [lesson["key"] for lesson in LESSONS] == [
            *(f"C1L{number}" for number in range(1, 7)),
            *(f"C6L{number}" for number in range(1, 6)),
        ]

    @each_lesson
    def test_prose_is_long_enough_to_teach_and_short_enough_for_a_phone(self, lesson):
        assert 700 <= len(HAN.findall(prose(lesson["body"]))) <= 1500

    @each_lesson
    def test_has_every_part_a_lesson_needs(self, lesson):
        sections = [heading for heading in of_kind(lesson, "heading") if heading["level"] == 2]
        assert 2 <= len(sections) <= 4
        assert of_kind(lesson, "callout")
        assert of_kind(lesson, "self_check")
        assert len(of_kind(lesson, "reflection")) == 1
        assert of_kind(lesson, "image", "table", "gallery")

    @each_lesson
    def test_self_checks_answer_every_choice(self, lesson):
        for check in of_kind(lesson, "self_check"):
            correct = sum(choice["correct"] for choice in check["choices"])
            assert check["kind"] == ("single" if correct == 1 else "multiple")
            assert 0 < correct < len(check["choices"]) <= 6
            assert all(choice["feedback"] for choice in check["choices"])

    @each_lesson
    def test_invented_scene_is_marked(self, lesson):
        opening = "".join(value for value in of_kind(lesson, "rich_text")[:2])
        assert "示例" in opening

    @each_lesson
    def test_policy_notes_name_their_document_and_are_no_quotation(self, lesson):
        for note in of_kind(lesson, "callout"):
            if note["kind"] == "policy":
                assert len("".join(note["source"].values())) <= 150
                assert note["source"]["title"].startswith("《")
                assert "非原文" in note["text"]

    @each_lesson
    def test_tables_are_rectangular(self, lesson):
        for table in of_kind(lesson, "table"):
            assert {len(row) for row in table["rows"]} == {len(table["rows"][0])}

    @each_lesson
    def test_texts_fit_the_fields_they_go_to(self, lesson):
        assert len(lesson["summary"]) <= 60
        for heading in of_kind(lesson, "heading"):
            assert len(heading["text"]) <= 30
        for note in of_kind(lesson, "callout"):
            assert len(note["title"]) <= 40
        for check in of_kind(lesson, "self_check"):
            assert max(len(choice["text"]) for choice in check["choices"]) <= 160
            assert max(len(choice["feedback"]) for choice in check["choices"]) <= 200

    @each_lesson
    def test_captions_and_headings_leave_numbering_to_the_page(self, lesson):
        captions = [value["caption"] for value in of_kind(lesson, "image", "table")]
        headings = [value["text"] for value in of_kind(lesson, "heading")]
        assert [text for text in captions + headings if re.match(r"[图表][0-9]|[一二三四五六][、.]|[0-9]", text)] == []

    @each_lesson
    def test_rich_text_uses_only_the_tags_the_editor_knows(self, lesson):
        tags = set(re.findall(r"</?([a-z0-9]+)", " ".join(strings(lesson["body"]))))
        assert tags <= {"p", "ul", "ol", "li", "b", "a"}


@pytest.mark.parametrize(
    "value", [COURSES, QUESTIONS, PRACTICE, PEOPLE], ids=["courses", "questions", "practice", "people"]
)
def test_chinese_is_set_with_full_width_marks_and_no_typed_spaces(value):
    slips = re.compile(
        r'[\u3400-\u9fff][,;:?!()"\']|[,;:?!()"\'][\u3400-\u9fff]|[\u3400-\u9fff] +\w|\w +[\u3400-\u9fff]'
    )
    exempt = "《中共中央 国务院"  # the name of the document carries this space
    found = [text for text in strings(value) if slips.search(text.replace(exempt, ""))]
    assert found == []


class TestCourses:
    def test_hours_are_the_lessons_of_45_minutes(self):
        for course in COURSES:
            minutes = sum(unit["minutes"] for m in course["modules"] for unit in m["units"] if unit["kind"] == "lesson")
            assert minutes == 45 * int(course["hours"])

    def test_keys_are_known_to_the_system(self):
        for course in COURSES:
            assert course["theme"] in Theme.values
            assert course["level"] in CourseLevel.values
            assert {audience for audience, _ in course["audiences"]} <= set(Audience.values)
            assert len(course["summary"]) <= 60

    def test_slugs_are_plain_and_unique_where_they_must_be(self):
        for course in COURSES:
            for siblings in [course["modules"], *[m["units"] for m in course["modules"]]]:
                slugs = [page["slug"] for page in siblings]
                assert len(slugs) == len(set(slugs))
                assert all(SLUG.fullmatch(slug) for slug in [course["slug"], *slugs])


class TestQuestions:
    def test_banks_are_large_enough(self):
        assert [len(course["bank"]["questions"]) for course in COURSES] == [16, 13]
        assert len({question["key"] for question in QUESTIONS}) == 29

    @each_question
    def test_right_answers_agree_with_the_kind(self, question):
        correct = [choice["text"] for choice in question["choices"] if choice["correct"]]
        if question["kind"] == "multiple":
            assert 2 <= len(correct) < len(question["choices"])
        else:
            assert len(correct) == 1
        if question["kind"] == "true_false":
            assert [choice["text"] for choice in question["choices"]] == ["对", "错"]

    @each_question
    def test_explains_itself(self, question):
        assert question["kind"] in {"single", "multiple", "true_false"}
        assert question["explanation"] and question["knowledge_point"] and question["category"]
        assert all(choice["feedback"] for choice in question["choices"])
        assert question["difficulty"] in range(1, 6)
        assert question["source_lesson"] in {lesson["key"] for lesson in LESSONS}

    def test_practice_questions_can_be_asked_and_explain_themselves(self):
        facts = [
            [ChoiceFacts(str(n), row["text"], match=row["match"]) for n, row in enumerate(question["choices"])]
            for question in PRACTICE
        ]
        problems = [kind_of(q["kind"]).problems(rows, q["stem"]) for q, rows in zip(PRACTICE, facts, strict=True)]
        assert problems == [[], [], [], []]
        assert [q["key"] for q in PRACTICE if not (q["explanation"] and q["knowledge_point"])] == []
        assert {q["key"] for q in PRACTICE}.isdisjoint(question["key"] for question in QUESTIONS)

    def test_papers_ask_ten_and_draw_from_the_rest(self):
        for course, quiz in QUIZZES:
            keys = {question["key"] for question in course["bank"]["questions"]}
            assert set(quiz["fixed"]).isdisjoint(quiz["draw"]["keys"])
            assert set(quiz["fixed"]) | set(quiz["draw"]["keys"]) == keys
            assert len(quiz["fixed"]) + quiz["draw"]["count"] == 10
            assert len(quiz["draw"]["keys"]) > quiz["draw"]["count"]


class TestFiles:
    def test_every_picture_exists_is_small_and_described(self):
        for picture in pictures():
            file = DEMO / "figures" / picture["file"]
            assert file.with_suffix(".svg").is_file()
            assert 0 < file.stat().st_size < 80_000
            assert 0 < len(picture["alt"]) <= 250
            assert 0 < len(picture["caption"]) <= 120

    def test_every_picture_drawn_for_a_course_is_used(self):
        drawn = {file.name for file in (DEMO / "figures").glob("c[0-9]-*.png")}
        assert {picture["file"] for picture in pictures()} == drawn

    def test_documents_and_films_exist(self):
        for lesson in LESSONS:
            for value in of_kind(lesson, "document", "download"):
                assert (DEMO / "files" / value["file"]).read_bytes().startswith(b"%PDF-")
            for value in of_kind(lesson, "video"):
                assert (DEMO / "files" / value["file"]).read_bytes()[4:8] == b"ftyp"
                assert (DEMO / "files" / value["poster"]).is_file()
                assert (DEMO / "files" / value["captions"]).read_text(encoding="utf-8").startswith("WEBVTT\n\n")

    def test_all_of_it_is_light_enough_to_clone(self):
        assert sum(file.stat().st_size for file in DEMO.rglob("*") if file.is_file()) < 3_000_000


class TestOrganisations:
    def test_one_district_sixteen_towns_and_twelve_villages_and_communities(self):
        levels = [row["level"] for row in ORGANISATIONS]
        assert {level: levels.count(level) for level in set(levels)} == {
            Level.DISTRICT: 1,
            Level.TOWN: 16,
            Level.VILLAGE: 12,
        }

    def test_parents_come_before_their_children(self):
        seen = {None}
        for row in ORGANISATIONS:
            assert row["parent"] in seen
            seen.add(row["slug"])
        assert len(seen) == len(ORGANISATIONS) + 1

    def test_same_short_name_under_one_parent_differs_in_type(self):
        places = [(row["parent"], row["name_short"], row["unit_type"]) for row in ORGANISATIONS]
        assert len(set(places)) == len(places)
        assert {row["unit_type"] for row in ORGANISATIONS} <= set(UnitType.values)

    def test_two_easily_confused_towns_and_a_local_reading_are_right(self):
        by_slug = {row["slug"]: row for row in ORGANISATIONS}
        assert (by_slug["shiqi"]["name_short"], by_slug["shiqi"]["stat_code"]) == ("石碁镇", "440113120")
        assert (by_slug["shiqiao"]["name_short"], by_slug["shiqiao"]["stat_code"]) == ("市桥街", "440113007")
        assert by_slug["fuchong-cun"]["pinyin"] == "fu chong cun"


class TestPeople:
    def test_accounts_are_distinct(self):
        for field in ("username", "phone", "name"):
            values = [person[field] for person in PEOPLE]
            assert len(values) == len(set(values))

    def test_units_audiences_and_roles_are_known(self):
        slugs = {row["slug"] for row in (*ORGANISATIONS, *DEMO_UNITS)}
        for person in PEOPLE:
            assert person["unit"] in slugs
            assert person["audience"] in Audience.values
            assert re.fullmatch(r"1990000\d{4}", person["phone"])
            assert person["post"].endswith("（示例）")
            assert all(role in Role.values and unit in slugs for role, unit in person["roles"])

    def test_every_role_has_somebody(self):
        assert {role for person in PEOPLE for role, _ in person["roles"]} == set(Role.values)

    def test_long_and_rare_names_are_among_them(self):
        lengths = {len(person["name"]) for person in PEOPLE}
        assert {8, 12} <= lengths
        assert any(ord(character) > 0xFFFF for person in PEOPLE for character in person["name"])
