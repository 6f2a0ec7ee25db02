"""Photograph the running demo with the system's Chromium.

    make run                                   # in one terminal
    .venv/bin/python docs/screenshots/take.py  # in another: the pictures that README and guides show
    .venv/bin/python docs/screenshots/take.py --all var/pages   # every page at 390 and 1280 px, for looking through

Phones are taken at two pixels a point; pictures have 256 colours or fewer and stay under 150 KB. Prints every
page it visits.
"""

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HERE = Path(__file__).resolve().parent
PASSWORD = "gongzhi-demo-2026"  # noqa: S105  printed by load_demo; invented people
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
LIMIT = 150_000
C1, C6 = "/courses/wu-she-lian-dong-ji-chu/", "/courses/an-li-yan-jiu-yu-pin-pai-ti-lian/"
LESSON = f"{C1}zhi-li-zhong-xin/cong-guan-li-dao-zhi-li/"
FILM = f"{C1}wu-ge-yao-su/yi-jian-xiao-shi/"
QUIZ = f"{C1}shu-niu-yu-wu-ding/jie-ye-ce-yan/"
DRAFT = "/case/e20f0b5a-433f-5dd6-99ad-72360589000b/write"
QUIZ_6 = f"{C6}yong-an-li/jie-ye-ce-yan/"


@dataclass(frozen=True)
class Shot:
    """One page: file name, who looks at it (empty: nobody logged in), address, and what to click first."""

    name: str
    who: str
    path: str
    click: str = ""
    full: bool = True


PUBLIC = [
    Shot("home", "", "/"),
    Shot("catalog", "", "/courses/"),
    Shot("catalog-none", "", "/courses/?q=没有这样的课"),
    Shot("course", "", C1),
    Shot("lesson-closed", "", LESSON),
    Shot("verify", "", "/verify/"),
    Shot("verify-unknown", "", "/v/ABCD-EFGH-JKMN"),
    Shot("login", "", "/account/login/"),
    Shot("password-help", "", "/account/password/help/"),
    Shot("accessibility", "", "/accessibility/"),
    Shot("privacy-public", "", "/account/privacy/"),
    Shot("not-found", "", "/nothing-here/"),
    Shot("help", "", "/help/"),
    Shot("help-page", "", "/help/submit-case/"),
    Shot("search", "", "/search/?q=积分"),
    Shot("library", "", "/cases/"),
    Shot("library-found", "", "/cases/?q=楼长&evidence=2"),
    Shot("case", "", "/cases/yi-jiao-yong-fang-bian-xue-tang/"),
    Shot(
        "compare",
        "",
        "/case/compare/?c=yi-jiao-yong-fang-bian-xue-tang&c=si-dian-ban-bu-zai-chou&c=tao-hua-li-de-ji-fen-bu",
    ),
    Shot("topics", "", "/case/topics/"),
]
COMMUNITY = [
    Shot("submissions", "helishan", "/case/"),
    Shot("draft", "helishan", f"{DRAFT}/problem/"),
    Shot("draft-results", "helishan", f"{DRAFT}/results/"),
    Shot("draft-gaps", "helishan", DRAFT.replace("/write", "/gaps/")),
    Shot("reading-list", "helishan", "/case/reading/"),
    Shot("desk", "fangruoning", "/case/desk/"),
    Shot("desk-all", "fangruoning", "/case/desk/?tab=all"),
    Shot("desk-case", "liangsongtao", "/case/desk/", click="main .row__title a"),
    Shot("desk-scores", "ouyangjing", "/case/desk/", click="main .row__title a"),
    Shot("wrong-questions", "maimaiti", "/quiz/wrong/"),
    Shot("marking", "luowenhui", "/quiz/marking/"),
]
LEARNER = [
    Shot("home-learner", "helishan", "/"),
    Shot("learning", "helishan", "/learn/"),
    Shot("finished-none", "helishan", "/learn/finished/"),
    Shot("notebook", "helishan", "/learn/notes/"),
    Shot("join-by-code", "helishan", "/learn/join/"),
    Shot("catalog-learner", "helishan", "/courses/"),
    Shot("course-learner", "helishan", C1),
    Shot("course-sequential", "helishan", C6),
    Shot("lesson-done", "helishan", LESSON),
    Shot("lesson-film", "helishan", FILM),
    Shot("lesson-locked", "helishan", f"{C6}yong-an-li/tui-guang-tiao-jian/"),
    Shot("quiz-intro", "helishan", QUIZ),
    Shot("certificates-none", "helishan", "/certificates/"),
    Shot("inbox", "helishan", "/account/inbox/"),
    Shot("profile", "helishan", "/account/profile/"),
    Shot("password", "helishan", "/account/password/change/"),
    Shot("logout", "helishan", "/account/logout/"),
    Shot("quiz-sitting", "maimaiti", QUIZ_6, click="form[action*='/start/'] button"),
    Shot("quiz-failed-intro", "maimaiti", QUIZ),
    Shot("quiz-failed", "maimaiti", QUIZ, click=".rows .row__title a"),
    Shot("quiz-passed-intro", "xianyan", QUIZ),
    Shot("quiz-result", "xianyan", QUIZ, click=".rows .row__title a"),
    Shot("course-completed", "xianyan", C1),
    Shot("finished", "xianyan", "/learn/finished/"),
    Shot("certificates", "xianyan", "/certificates/"),
    Shot("verify-valid", "xianyan", "/certificates/", click=".cert-list a.link"),
    Shot("certificates-long", "abudurehemanjiang", "/certificates/"),
    Shot("first-login", "hezijian", "/learn/"),
    Shot("cms-denied", "helishan", "/cms/"),
]
STAFF = [
    Shot("cms-author", "chenzhiyuan", "/cms/"),
    Shot("cms-course", "chenzhiyuan", "/cms/", click="a[href*='/cms/pages/'][href$='/edit/']"),
    Shot("cms-editor", "chenzhiyuan", "/cms/pages/search/?q=从管理到治理", click=".listing a[href$='/edit/']"),
    Shot("cms-reviewer", "huangjinghui", "/cms/"),
    Shot("cms-district", "zhoumingyi", "/cms/"),
    Shot("cms-admin", "oujianming", "/cms/"),
]
# What README and guides show, by file name: page, width, dark.
SHOWN = {
    "home": ("home", DESK, False),
    "catalog": ("catalog", DESK, False),
    "course": ("course-learner", PHONE, False),
    "lesson": ("lesson-done", PHONE, False),
    "lesson-dark": ("lesson-film", PHONE, True),
    "quiz": ("quiz-sitting", PHONE, False),
    "learning": ("learning", DESK, False),
    "verification": ("verify-valid", PHONE, False),
    "author": ("cms-author", DESK, False),
    "editor": ("cms-editor", DESK, False),
    "review": ("cms-reviewer", DESK, False),
    "library": ("library", DESK, False),
    "case": ("case", PHONE, False),
    "compare": ("compare", DESK, False),
    "submission": ("draft", PHONE, False),
    "desk": ("desk-case", DESK, False),
    "scores": ("desk-scores", DESK, False),
}
DARK = ("home", "course-learner", "lesson-film", "quiz-sitting")


class Photographer:
    """Keeps one logged-in context per person, width and theme."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.states: dict[str, dict] = {}

    def take(
        self, shot: Shot, size: dict, *, dark: bool, target: Path, full: bool | None = None, scale: int = 1
    ) -> None:
        context = self._context(shot.who, size, dark, scale)
        page = context.new_page()
        self._open(page, shot)
        if shot.full if full is None else full:
            # A window as tall as the page has fixed bars at its end; a full-page picture has them in the middle.
            tall = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": size["width"], "height": max(tall, size["height"])})
        picture = page.screenshot()
        theme = "dark" if dark else "light"
        print(f"{size['width']:>5} {theme:<5} {shot.who or '-':<18} {page.url}  {page.title()}")  # noqa: T201
        reduced(picture, target)
        context.close()

    def certificate(self, target: Path) -> None:
        """The PDF that the learner downloads, as a picture of its page."""
        context = self._context("xianyan", DESK, False)
        page = context.new_page()
        page.goto(f"{self.base}/certificates/")
        href = page.locator("a[href$='.pdf']").first.get_attribute("href")
        data = context.request.get(f"{self.base}{href}").body()
        with tempfile.TemporaryDirectory() as folder:
            pdf = Path(folder) / "c.pdf"
            pdf.write_bytes(data)
            command = [
                shutil.which("pdftoppm") or "pdftoppm",
                "-png",
                "-r",
                "90",
                "-singlefile",
                str(pdf),
                f"{folder}/c",
            ]
            subprocess.run(command, check=True)  # noqa: S603  our own file
            reduced((Path(folder) / "c.png").read_bytes(), target)
        print(f"  PDF       xianyan            {self.base}{href}")  # noqa: T201
        context.close()

    def _open(self, page: Page, shot: Shot) -> None:
        page.goto(f"{self.base}{shot.path}")
        if shot.click:
            page.locator(shot.click).first.click()
            page.wait_for_load_state()
        # Pictures that load late would be grey boxes.
        page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach((image) => image.loading = 'eager')")
        page.wait_for_load_state("networkidle")

    def _context(self, who: str, size: dict, dark: bool, scale: int = 1) -> BrowserContext:
        options = {"viewport": size, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
        options["color_scheme"] = "dark" if dark else "light"
        if who and who not in self.states:
            self.states[who] = self._log_in(who)
        return self.browser.new_context(**options, device_scale_factor=scale, storage_state=self.states.get(who))

    def _log_in(self, who: str) -> dict:
        context = self.browser.new_context()
        page = context.new_page()
        page.goto(f"{self.base}/account/login/")
        page.fill("[name=login]", who)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_load_state()
        state = context.storage_state()
        context.close()
        return state


def reduced(picture: bytes, target: Path) -> None:
    """Write `picture` with a small palette, and smaller still while it is over the limit."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32, 16):
        out = io.BytesIO()
        # The few points of vermilion on a page would be grey if colours were chosen by how often they occur.
        image.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
        if out.tell() <= LIMIT:
            break
    target.write_bytes(out.getvalue())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page at both widths, light; four in dark")
    parser.add_argument("--only", default="", help="with --all: a regular expression for the names")
    args = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        photographer = Photographer(browser, args.base)
        if args.all:
            every_page(photographer, args.all, args.only)
        else:
            shown_pages(photographer)
        browser.close()
    return 0


def every_page(photographer: Photographer, folder: Path, only: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for shot in [*PUBLIC, *LEARNER, *COMMUNITY, *STAFF]:
        if not re.search(only, shot.name):
            continue
        for size in (PHONE, DESK) if shot not in STAFF else (DESK,):
            photographer.take(shot, size, dark=False, target=folder / f"{shot.name}-{size['width']}.png")
        if shot.name in DARK:
            photographer.take(shot, PHONE, dark=True, target=folder / f"{shot.name}-dark.png")


def shown_pages(photographer: Photographer) -> None:
    shots = {shot.name: shot for shot in [*PUBLIC, *LEARNER, *COMMUNITY, *STAFF]}
    for name, (page, size, dark) in SHOWN.items():
        scale = 2 if size is PHONE else 1
        photographer.take(shots[page], size, dark=dark, target=HERE / f"{name}.png", full=False, scale=scale)
    photographer.certificate(HERE / "certificate.png")


if __name__ == "__main__":
    sys.exit(main())
