"""QTI 2.1: one item, an <assessmentItem> with one interaction or with blanks in its text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.exchange.drafting import Answer, Draft
from assessments.exchange.html import Words
from assessments.exchange.qti_responses import Declared, declared, judged_here, tolerance_of
from assessments.exchange.sources import local

# A picture by the address the item gives it: its name and its bytes, None where the file has none.
Pictures = Callable[[str], tuple[str, bytes | None]]
FEEDBACK = {"feedbackInline", "feedbackBlock", "modalFeedback"}
AFTERWARDS = gettext_lazy("Words for right, partly right and wrong answers as a whole")
VERDICTS = {"correct", "incorrect", "right", "wrong", "true", "false"}
TRUE, FALSE = ("对", "正确", "TRUE"), ("错", "错误", "FALSE")
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Option:
    identifier: str
    text: str
    feedback: str = ""


class Item:
    def __init__(self, draft: Draft, root: Element, pictures: Pictures) -> None:
        self.draft, self.root, self.pictures = draft, root, pictures
        self.responses = declared(root)
        self.interactions: list[Element] = []
        self.options_seen: set[str] = set()
        self.modal = {one.get("identifier", ""): one for one in root if local(one) == "modalFeedback"}

    def read(self) -> None:
        body = next((one for one in self.root if local(one) == "itemBody"), None)
        if self.root.get("adaptive") == "true" or any(local(one) == "templateDeclaration" for one in self.root):
            self.draft.wrong(_("The question changes while it is answered, or draws its numbers. Here it is fixed."))
        if any(local(one) == "assessmentStimulusRef" for one in self.root):
            self.draft.wrong(_("A part of the text is kept in another file. Put it into the question."))
        if body is None:
            self.draft.wrong(_("The question is missing."))
            return
        words = self._walk(body)
        self.draft.stem = self.draft.words(words, pictures=True, lines=True)
        if words.pictures:
            self._picture(words)
        self._ask()
        self._reasons()
        self.draft.done()

    # The text

    def _walk(self, element: Element, *, inside: bool = False) -> Words:
        """The words of an element. Interactions are put aside, blanks leave a gap."""
        words = Words()
        self._into(words, element, inside, 0)
        words.close()
        return words

    def _into(self, words: Words, element: Element, inside: bool, depth: int) -> None:
        if depth > DEEPEST:
            words.lost.add("damaged")
            return
        words.data(element.text or "")
        for child in element:
            self._child(words, child, inside, depth)
            words.data(child.tail or "")

    def _child(self, words: Words, child: Element, inside: bool, depth: int) -> None:
        name = local(child)
        if name.endswith("Interaction") or name == "infoControl":
            self.interactions.append(child)
            if name == "textEntryInteraction":
                words.gap()
            else:
                for prompt in (one for one in child if local(one) == "prompt"):
                    words.start("p", {})
                    self._into(words, prompt, inside, depth + 1)
                    words.end("p")
        elif name in FEEDBACK:
            if not inside:
                self.draft.left_out(AFTERWARDS)
        elif name == "rubricBlock" and "candidate" not in child.get("view", ""):
            return
        elif name in ("printedVariable", "include", "gap", "hottext"):
            words.lost.add("media")
        elif name == "object" and child.get("type", "").startswith("image/"):
            words.start("img", {"src": child.get("data", ""), "alt": child.get("alt") or "".join(child.itertext())})
        else:
            tag = "p" if name == "rubricBlock" else name.lower()
            words.start(tag, dict(child.attrib))
            self._into(words, child, inside, depth + 1)
            words.end(tag)

    def text(self, element: Element, *, lines: bool = False) -> str:
        return self.draft.words(self._walk(element, inside=True), lines=lines)

    def _picture(self, words: Words) -> None:
        if len(words.pictures) > 1:
            self.draft.wrong(_("There are several pictures. A question has one: put them together."))
            return
        name, content = self.pictures(words.pictures[0].source)
        if content is None:
            self.draft.wrong(_("The picture “%(name)s” is not in the file.") % {"name": name[-60:]})
        else:
            self.draft.picture(name, content, words.pictures[0].words)

    # The interaction

    def _ask(self) -> None:
        names = [local(one) for one in self.interactions]
        if not names:
            self.draft.wrong(_("There is nothing to answer in this question."))
        elif set(names) == {"textEntryInteraction"}:
            self._entries()
        elif strange := next((name for name in names if name not in {*_READERS, "textEntryInteraction"}), ""):
            self.draft.unknown(strange)
        elif len(names) > 1:
            self.draft.wrong(_("There are several tasks in this question. Make each a question of its own."))
        else:
            _READERS[names[0]](self, self.interactions[0], self._response(self.interactions[0]))
        if not judged_here(self.root):
            self.draft.left_out(_("Rules of marking beyond the standard ones: here the right answer alone counts"))

    def _response(self, interaction: Element) -> Declared:
        return self.responses.get(interaction.get("responseIdentifier", ""), Declared())

    def options(self, parent: Element) -> Iterator[Option]:
        for one in parent:
            if local(one) in ("simpleChoice", "simpleAssociableChoice"):
                identifier = one.get("identifier", "")
                self.options_seen.add(identifier)
                notes = [note for note in one.iter() if local(note) in FEEDBACK]
                notes += [self.modal[identifier]] if identifier in self.modal else []
                yield Option(identifier, self.text(one), " ".join(map(self.text, notes)))

    def _entries(self) -> None:
        responses = [self._response(one) for one in self.interactions]
        if len(responses) == 1 and responses[0].base in ("integer", "float"):
            off = tolerance_of(self.root)
            if off is None:
                self.draft.wrong(_("How far off a number may be is not said in a way that can be read."))
                return
            self.draft.numbers([Answer(text, weight, more=off(text)) for text, weight in responses[0].entries()])
        else:
            self.draft.entries([[Answer(*one) for one in response.entries()] for response in responses])

    def _reasons(self) -> None:
        """What is said after the answer to everybody is the explanation; what is said of an option was its reason."""
        told = [one for identifier, one in self.modal.items() if identifier not in self.options_seen]
        if len(told) == 1 and not self.draft.explanation and told[0].get("identifier", "").lower() not in VERDICTS:
            self.draft.explanation = self.text(told[0], lines=True)
        elif told:
            self.draft.left_out(AFTERWARDS)
        notes = [one for one in self.root.iter() if local(one) == "rubricBlock"]
        if self.draft.kind != "short_answer" and any("candidate" not in one.get("view", "") for one in notes):
            self.draft.left_out(_("Notes for tutors and markers"))


# One reader for each interaction that matches a kind of ours.


def _choice(item: Item, interaction: Element, response: Declared) -> None:
    several = response.cardinality == "multiple"
    options = [Answer(one.text, response.weight(one.identifier), one.feedback) for one in item.options(interaction)]
    words = {one.text.upper(): one for one in options}
    true, false = (next((words[way] for way in ways if way in words), None) for ways in (TRUE, FALSE))
    if not several and len(options) == 2 and true and false and true.right != false.right:
        item.draft.truth(true.right, true.feedback, false.feedback)
    else:
        item.draft.choices(options, several=several, partial=bool(response.mapped))


def _order(item: Item, interaction: Element, response: Declared) -> None:
    options = {one.identifier: one.text for one in item.options(interaction)}
    if sorted(options) != sorted(response.correct):
        item.draft.wrong(_("The right order does not name each step once."))
        return
    item.draft.steps([options[one] for one in response.correct], partial=False)


def _match(item: Item, interaction: Element, response: Declared) -> None:
    sets = [list(item.options(one)) for one in interaction if local(one) == "simpleMatchSet"]
    if len(sets) != 2:
        item.draft.wrong(_("A matching question has two sets."))
        return
    lefts, rights = sets
    pairs = [tuple(pair.split()) for pair in response.right_ones()]
    named = {one.identifier: one.text for one in (*lefts, *rights)}
    if any(len(pair) != 2 or set(pair) - set(named) for pair in pairs):
        item.draft.wrong(_("The right pairs name something that is not there."))
        return
    matches = dict(pairs)
    if len(matches) < len(pairs) or set(matches) != {one.identifier for one in lefts}:
        item.draft.wrong(_("Each entry of the first set needs exactly one partner."))
        return
    spare = [("", one.text) for one in rights if one.identifier not in matches.values()]
    found = [(one.text, named[matches[one.identifier]]) for one in lefts]
    item.draft.pairs([*found, *spare], partial=bool(response.mapped))


def _extended(item: Item, interaction: Element, response: Declared) -> None:
    scorers = (one for one in item.root.iter() if local(one) == "rubricBlock" and "scorer" in one.get("view", ""))
    item.draft.essay("\n".join(item.text(one, lines=True) for one in scorers))
    item.draft.explanation = "\n".join(response.correct)


_READERS: dict[str, Callable[[Item, Element, Declared], None]] = {
    "choiceInteraction": _choice, "orderInteraction": _order, "matchInteraction": _match,
    "extendedTextInteraction": _extended,
}  # fmt: skip
