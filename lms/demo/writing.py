"""Short words for writing lesson bodies: each returns one StreamField block as a (type, value) pair.

Plain data in, plain data out. A file name means a file in `lms/demo/files` (documents, media) or `lms/demo/figures`
(pictures); whoever loads the content turns it into a stored image, document or media record.
"""

from typing import Any

Block = tuple[str, Any]
Choice = dict[str, Any]
Question = dict[str, Any]


def h2(text: str) -> Block:
    return "heading", {"text": text, "level": 2}


def h3(text: str) -> Block:
    return "heading", {"text": text, "level": 3}


def text(html: str) -> Block:
    """Prose: p, ul, ol, li, b and a only."""
    return "rich_text", _tidy(html)


def image(file: str, *, alt: str, caption: str) -> Block:
    return "image", {"file": file, "alt": alt, "caption": caption}


def gallery(*pictures: tuple[str, str, str]) -> Block:
    """Several pictures side by side, each given as file, alternative text, caption."""
    return "gallery", {"images": [{"file": f, "alt": a, "caption": c} for f, a, c in pictures]}


def table(caption: str, *rows: list[str]) -> Block:
    """A table whose first row is its head."""
    return "table", {"caption": caption, "header_row": True, "rows": list(rows)}


def callout(kind: str, title: str, html: str) -> Block:
    """A note of kind definition, tip or caution; policy notes carry a source and have their own word."""
    return "callout", {"kind": kind, "title": title, "text": _tidy(html), "source": None}


def policy(title: str, html: str, *, document: str, number: str = "", article: str = "") -> Block:
    """The gist of a rule in our own words, never its wording, with the place where the wording can be read."""
    source = {"title": document, "document_number": number, "article": article}
    return "callout", {"kind": "policy", "title": title, "text": _tidy(html), "source": source}


def quotation(words: str, *, attribution: str) -> Block:
    return "quotation", {"text": words, "attribution": attribution}


def steps(*items: tuple[str, str]) -> Block:
    return "steps", {"items": [{"title": title, "text": body} for title, body in items]}


def document(file: str, *, title: str, note: str) -> Block:
    """A PDF that is read on the page and can be saved."""
    return "document", {"file": file, "title": title, "note": note}


def download(file: str, *, title: str) -> Block:
    return "download", {"file": file, "title": title}


def video(file: str, *, poster: str, captions: str, title: str, transcript: str, required_percent: int) -> Block:
    return "video", {
        "file": file,
        "poster": poster,
        "captions": captions,
        "title": title,
        "transcript": _tidy(transcript),
        "required_percent": required_percent,
    }


def right(words: str, feedback: str) -> Choice:
    return {"text": words, "correct": True, "feedback": feedback}


def wrong(words: str, feedback: str) -> Choice:
    return {"text": words, "correct": False, "feedback": feedback}


def row(words: str, match: str = "") -> Choice:
    """A row of a question in which nothing is ticked: an accepted answer, a number, a step, one half of a pair.

    `match` is its second part: number of the blank, tolerance, other half.
    """
    return {"text": words, "match": match, "correct": False, "feedback": ""}


def self_check(question: str, *choices: Choice, explanation: str) -> Block:
    """An ungraded question; more than one right choice makes it a multiple choice."""
    kind = "multiple" if sum(choice["correct"] for choice in choices) > 1 else "single"
    return "self_check", {"question": question, "kind": kind, "choices": list(choices), "explanation": explanation}


def live_case(case: str, *, purpose: str, questions: tuple[str, ...] = ()) -> Block:
    """A teaching case of the library, named by the key of its text; without questions it brings its own."""
    return "live_case", {"case": case, "purpose": purpose, "questions": list(questions)}


def reflection(prompt: str, *, hint: str) -> Block:
    return "reflection", {"prompt": prompt, "hint": hint}


def way(words: str, result: str, leads_to: str) -> dict[str, str]:
    """One choice of a dilemma: what is done, what comes of it, the name of the scene that follows."""
    return {"text": words, "result": result, "leads_to": leads_to}


def scene(name: str, words: str, *ways: dict[str, str], ending: str = "", lesson: str = "") -> dict[str, Any]:
    """One scene; without ways the story ends there: good, mixed or bad."""
    return {"name": name, "text": _tidy(words), "ways": list(ways), "ending": ending, "lesson": lesson}


def dilemma(title: str, *scenes: dict[str, Any]) -> Block:
    """A story with choices that begins with its first scene."""
    return "dilemma", {"title": title, "scenes": list(scenes)}


def lesson(key: str, title: str, *, slug: str, summary: str, body: list[Block], minutes: int = 45) -> dict[str, Any]:
    """One lesson unit; 45 minutes are one credit hour here."""
    return {
        "kind": "lesson",
        "key": key,
        "title": title,
        "slug": slug,
        "minutes": minutes,
        "summary": summary,
        "body": body,
    }


def question(
    key: str,
    kind: str,
    stem: str,
    *choices: Choice,
    explanation: str,
    difficulty: int,
    point: str,
    lesson: str,
    category: str,
    partial: bool = False,
) -> Question:
    """One entry of a question bank. kind as in `assessments.kinds`; difficulty 1 (easy) to 5; partial: parts count."""
    return {
        "key": key,
        "kind": kind,
        "stem": stem,
        "choices": list(choices),
        "explanation": explanation,
        "difficulty": difficulty,
        "knowledge_point": point,
        "source_lesson": lesson,
        "category": category,
        "partial": partial,
    }


def true_false(key: str, stem: str, *, answer: bool, yes: str, no: str, **facts: Any) -> Question:
    """A statement to judge; `yes` and `no` are the feedback for choosing 对 and 错."""
    choices = (
        {"text": "对", "correct": answer, "feedback": yes},
        {"text": "错", "correct": not answer, "feedback": no},
    )
    return question(key, "true_false", stem, *choices, **facts)


def _tidy(html: str) -> str:
    """Join the source lines: Chinese needs no space where an author breaks a line."""
    return "".join(line.strip() for line in html.strip().splitlines())
