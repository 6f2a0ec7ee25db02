"""From the short words of `writing` to what a StreamField stores."""

from collections.abc import Callable
from typing import Any

from cases.models import CasePage
from lms.demo.loader_files import Library
from lms.demo.loader_keys import key
from lms.demo.writing import Block

SOURCE_LENGTH = 160


def raw_body(lesson_key: str, blocks: list[Block], library: Library) -> list[dict[str, Any]]:
    """Stored form of a lesson's blocks; block and list ids follow from the lesson's key and their place."""
    body = []
    for index, (kind, value) in enumerate(blocks):
        names = (lesson_key, index)
        body.append({"type": kind, "value": _CONVERT[kind](value, names, library), "id": str(key(*names))})
    return body


def _items(values: list[Any], names: tuple) -> list[dict[str, Any]]:
    return [
        {"type": "item", "value": value, "id": str(key(*names, number))} for number, value in enumerate(values, start=1)
    ]


def _heading(value, names, library):
    return {"text": value["text"], "level": str(value["level"])}


def _figure(value, names, library):
    return {
        "image": library.image(value["file"], alt=value["alt"]), "alt": value["alt"], "caption": value["caption"],
    }  # fmt: skip


def _gallery(value, names, library):
    return {"images": _items([_figure(picture, names, library) for picture in value["images"]], names)}


def _table(value, names, library):
    head, *rows = value["rows"]
    table = {
        "columns": [{"type": "text", "heading": cell} for cell in head],
        "rows": [{"values": row} for row in rows],
    }
    return {"caption": value["caption"], "table": table}


def _callout(value, names, library):
    source = value["source"] or {}
    words = "，".join(
        part for part in (source.get("title"), source.get("document_number"), source.get("article")) if part
    )
    if len(words) > SOURCE_LENGTH:
        raise ValueError(f"{names}: the source is too long")
    return {"kind": value["kind"], "title": value["title"], "text": value["text"], "source": words}


def _steps(value, names, library):
    items = [{"title": item["title"], "text": f"<p>{item['text']}</p>"} for item in value["items"]]
    return {"items": _items(items, names)}


def _document(value, names, library):
    return {"document": library.document(value["file"], title=value["title"]), "title": value["title"]}


def _video(value, names, library):
    return {
        "title": value["title"],
        "video": library.video(value["file"], title=value["title"], poster=value["poster"]),
        "captions": library.document(value["captions"], title=f"{value['title']}（字幕）"),
        "transcript": value["transcript"],
        "required_percent": value["required_percent"],
    }


def _self_check(value, names, library):
    return {
        "question": value["question"], "choices": _items(value["choices"], names), "explanation": value["explanation"],
    }  # fmt: skip


def _live_case(value, names, library):
    case = CasePage.objects.get(translation_key=key(value["case"]))
    return {"case": case.pk, "purpose": value["purpose"], "questions": _items(value["questions"], names)}


def _dilemma(value, names, library):
    scenes = [
        scene | {"ways": _items(scene["ways"], (*names, number))}
        for number, scene in enumerate(value["scenes"], start=1)
    ]
    return {"title": value["title"], "scenes": _items(scenes, names)}


def _as_it_is(value, names, library):
    return value


_CONVERT: dict[str, Callable] = {
    "heading": _heading,
    "rich_text": _as_it_is,
    "image": _figure,
    "gallery": _gallery,
    "table": _table,
    "callout": _callout,
    "quotation": _as_it_is,
    "steps": _steps,
    "document": _document,
    "download": _document,
    "video": _video,
    "self_check": _self_check,
    "reflection": _as_it_is,
    "live_case": _live_case,
    "dilemma": _dilemma,
}
