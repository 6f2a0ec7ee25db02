"""The bytes of a file as text or as a tree, whoever wrote them: known encodings, and XML without its traps."""

import re
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from content.uploads import Refused

# What Chinese Windows saves: GB18030 reads all of its older forms.
CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk", "cp936", "gb_2312-80"}
KNOWN = CHINESE | {"", "utf-8", "utf8", "utf-16", "us-ascii", "ascii"}
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_-]{1,20})[\"']")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def text_of(content: bytes) -> str:
    """The words of a file, with one kind of line end. Raises Refused for what is no text."""
    told = _DECLARED.match(content[:200])
    name = told[1].decode().lower() if told else ""
    marked = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    if name not in KNOWN:
        raise Refused(_("This file is in the encoding %(name)s. Save it as UTF-8 or GB18030.") % {"name": name})
    for encoding in [*marked, "gb18030"] if marked or name in CHINESE else ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if not _CONTROL.search(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Refused(_("This file is no text, or it is damaged. Save it as UTF-8 or GB18030 and choose it again."))


def tree_of(text: str) -> Element:
    """The tree of an XML text. Entities and references out of the file are never followed: such a file is refused."""
    try:
        return fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused(_("This file has a document type or entities of its own. Export it without them.")) from error
    except (ParseError, ValueError, RecursionError) as error:
        raise Refused(_("This XML file is damaged. Export it again and choose the new file.")) from error


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
