"""A visitor with a browser window, who notices on every page what must never be there."""

import re
from typing import ClassVar

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from lms.demo.loader_people import PASSWORD
from lms.demo.people import PEOPLE

PHONE, DESK, SMALL = {"width": 390, "height": 844}, {"width": 1280, "height": 900}, {"width": 320, "height": 700}
# Latin words that stand on Chinese pages on purpose.
ALLOWED = {
    "english", "pdf", "word", "kb", "mb", "sha", "http", "https", "certificate", "of", "completion", "vtt", "icp",
    "wcag", "aa", "gb", "cc", "by", "csv", "json", "py", "chromium", "android", "ios", "esc", "tab",
}  # fmt: skip
# Numbers and codes of certificates and courses, file names, addresses.
CODES = re.compile(
    r"\b(?:AL-\d{4}-[a-z]+-\d{4}|[A-Z0-9]+[-–][A-Z0-9-]+|[A-Z]?\d[A-Za-z0-9]*|[0-9a-f]{4,}|https?://\S+|\d+\.\d+\.\d+\.\d+:\d+\S*)\b"
)
WORDS = re.compile(r"[A-Za-z]{2,}")
AXE_RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations'], rules: {'frame-tested': {enabled: false}}});
  return found.violations.filter((v) => ['serious', 'critical'].includes(v.impact))
    .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
}"""
SPOKEN = """() => [document.title, document.body.innerText,
  ...[...document.querySelectorAll('[aria-label]')].map((e) => e.getAttribute('aria-label')),
  ...[...document.querySelectorAll('img[alt]')].map((e) => e.alt),
  ...[...document.querySelectorAll('[placeholder]')].map((e) => e.placeholder)].join('\\n')"""


class Visitor:
    """One browser window of one person. `faults` collects what was wrong on the pages looked at."""

    axe: ClassVar[str] = ""

    def __init__(self, browser: Browser, base: str, *, phone: bool, script: bool) -> None:
        self.base, self.phone, self.script, self.faults = base, phone, script, []
        self.context: BrowserContext = browser.new_context(
            viewport=PHONE if phone else DESK, java_script_enabled=script, locale="zh-CN", timezone_id="Asia/Shanghai",
            reduced_motion="reduce", accept_downloads=True,
        )  # fmt: skip
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.faults.append(f"{self.page.url}: {message.text[:200]}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    def close(self) -> None:
        self.context.close()

    def go(self, path: str, *, look: bool = True) -> Page:
        """Open an address of the site and look around."""
        self.page.goto(path if path.startswith("http") else f"{self.base}{path}")
        if look:
            self.look()
        return self.page

    def log_in(self, name: str, *, to: str = "/learn/", password: str = PASSWORD) -> Page:
        self.page.goto(f"{self.base}/account/login/?next={to}")
        self.page.fill("[name=login]", name)
        self.page.fill("[name=password]", password)
        self.press("main form button[type=submit]")
        return self.page

    def press(self, selector: str) -> None:
        """Click and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def look(self) -> None:
        """Note serious barriers, words left in English, and anything wider than the window."""
        page = self.page
        where = page.url.removeprefix(self.base)
        self._widths(where)
        if self.script:  # without scripts no timer runs, and axe waits for one
            page.evaluate(self.axe)
            self.faults += [f"{where}: {fault}" for fault in page.evaluate(AXE_RUN)]
        self.faults += [f"{where}: “{word}” is not Chinese" for word in foreign_words(page.evaluate(SPOKEN))]

    def _widths(self, where: str) -> None:
        for size in (SMALL, PHONE) if self.phone else (DESK,):
            self.page.set_viewport_size(size)
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                self.faults.append(f"{where}: {wide} px wider than a window of {size['width']}")


def foreign_words(text: str) -> list[str]:
    """Latin words in `text` that nobody put there on purpose."""
    words = {word.lower() for word in WORDS.findall(CODES.sub(" ", text))}
    return sorted(words - ALLOWED - {person["username"] for person in PEOPLE})
