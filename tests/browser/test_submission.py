"""A case written on a phone while the network comes and goes: nothing that was shown as saved or kept is lost."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from accounts.models import Organisation, User
from cases.models import Submission
from cases.services.drafting import save_section, start_submission
from lms.demo.loader_people import PASSWORD
from tests.browser.conftest import FLAGS, chromium
from tests.browser.eyes import PHONE
from tests.cases import builders

pytestmark = pytest.mark.browser
AUTHOR, UNIT = "oujieting", "yile-shequ"


def saved(page: Page):
    return page.locator("[data-saved]")


def data_of(draft: Submission, key: str) -> dict:
    return draft.sections.get(key=key).data


def summary_of(draft: Submission) -> str:
    return data_of(draft, "summary").get("summary", "") if draft.sections.filter(key="summary").exists() else ""


def test_a_draft_survives_a_cut_line_and_another_device_hands_it_in(visitor, site):
    first = visitor()
    page = first.log_in(AUTHOR, to="/case/")
    first.look()
    page.get_by_role("link", name="写第一个案例").click()
    first.look()
    page.fill("[name=title]", "怡乐社区换物角")
    page.fill("[name=problem]", "楼道里堆满用不上的东西，劝了又堆。")
    page.set_input_files("[name=picture]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    first.press("main form .button--primary")
    draft = Submission.objects.get(title="怡乐社区换物角")
    first.look()

    page.goto(f"{site}/case/{draft.uuid}/write/summary/")
    page.fill("[name=summary]", "先存一句。")
    expect(saved(page)).to_have_attribute("data-state", "saved")
    assert summary_of(draft) == "先存一句。"
    first.context.set_offline(True)
    page.fill("[name=summary]", "先存一句。断网时又写一句。")
    expect(saved(page)).to_have_attribute("data-state", "offline")
    expect(page.locator("[data-notices]")).to_contain_text("存在这台设备上")
    assert summary_of(draft) == "先存一句。"
    page.locator(".dock .button--primary").click()
    expect(page.locator("[name=summary]")).to_have_value("先存一句。断网时又写一句。")
    first.context.set_offline(False)
    expect(saved(page)).to_have_attribute("data-state", "saved")
    assert summary_of(draft) == "先存一句。断网时又写一句。"
    # Rows come and go without the network asked.
    page.goto(f"{site}/case/{draft.uuid}/write/approach/")
    page.fill("[name=steps-0-title]", "开议事会")
    page.get_by_role("button", name="再加一步").click()
    page.fill("[name=steps-1-title]", "开换物角")
    page.locator("#id_steps-1 [value^=up]").click()
    expect(saved(page)).to_have_attribute("data-state", "saved")
    assert [row["title"] for row in data_of(draft, "approach")["steps"]] == ["开换物角", "开议事会"]
    first.context.close()

    second = visitor()
    page = second.log_in(AUTHOR, to=f"/case/{draft.uuid}/write/summary/")
    expect(page.locator("[name=summary]")).to_have_value("先存一句。断网时又写一句。")
    complete(draft)
    page.goto(f"{site}/case/{draft.uuid}/write/pictures/")
    page.set_input_files("#pictures-upload", {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": picture(3000)})
    row = page.locator("[data-list=pictures] [data-row]").nth(1)
    expect(row).to_be_visible()
    assert draft.files.latest("pk").width == 2000
    second.look()
    for number in (0, 1):
        page.fill(f"[name=pictures-{number}-caption]", "换物角")
        page.fill(f"[name=pictures-{number}-alt]", "村民在长桌前挑选物品")
        page.check(f"[name=pictures-{number}-consent]")
    for tick in ("real", "original", "rights", "portraits", "secrecy"):
        page.check(f"[name={tick}]")
    expect(page.locator("[data-none-open]")).to_be_visible()
    second.press(".dock .button--primary")
    page.get_by_role("link", name="检查并报送").click()
    second.look()
    second.press("main form .button--primary")
    second.look()
    draft.refresh_from_db()
    assert (draft.state, draft.versions.count()) == ("town_review", 1)


def complete(draft: Submission) -> None:
    """What other people would have filled in, but for the pictures."""
    by = draft.contributor
    for key, data in builders.draft_sections().items():
        if key != "pictures":
            section = draft.sections.filter(key=key).first()
            save_section(submission=draft, key=key, data=data, version=section.version if section else 0, by=by)


def picture(width: int = 640) -> bytes:
    return builders.picture_upload(size=(width, width * 3 // 4)).read()


def test_what_was_kept_on_the_device_outlives_a_killed_browser(browser, site, tmp_path):
    by = User.objects.get(username=AUTHOR)
    draft = start_submission(unit=Organisation.objects.get(slug=UNIT), by=by, title="断电也不怕")

    def opened():
        context = browser.browser_type.launch_persistent_context(
            str(tmp_path), executable_path=chromium(), args=FLAGS, viewport=PHONE, locale="zh-CN"
        )
        return context, context.pages[0]

    def log_in(page: Page) -> None:
        page.goto(f"{site}/account/login/?next=/case/{draft.uuid}/write/summary/")
        page.fill("[name=login]", AUTHOR)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_selector("[name=summary]")

    context, page = opened()
    log_in(page)
    context.set_offline(True)
    page.fill("[name=summary]", "只在这台手机上的一句。")
    expect(saved(page)).to_have_attribute("data-state", "offline")
    kill(tmp_path)
    with suppress(Error):  # it may have noticed already
        context.close()

    assert summary_of(draft) == ""
    context, page = opened()
    log_in(page)
    expect(page.locator("[name=summary]")).to_have_value("只在这台手机上的一句。")
    expect(saved(page)).to_have_attribute("data-state", "saved")
    context.close()
    assert summary_of(draft) == "只在这台手机上的一句。"


def kill(profile: Path) -> None:
    """End the browser of this profile as an empty battery would; no other browser has this folder in its command."""
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and f"--user-data-dir={profile}".encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
        except (ProcessLookupError, FileNotFoundError, PermissionError):
            continue


def test_two_people_at_one_section_are_asked_and_nothing_is_overwritten(visitor, site):
    by = User.objects.get(username=AUTHOR)
    draft = start_submission(unit=Organisation.objects.get(slug=UNIT), by=by, title="两个人一起写")
    writer = visitor()
    page = writer.log_in(AUTHOR, to=f"/case/{draft.uuid}/write/summary/")
    page.fill("[name=summary]", "甲写的。")
    expect(saved(page)).to_have_attribute("data-state", "saved")
    colleague = builders.contributor(draft.unit, name="梁志远", phone=None)
    save_section(submission=draft, key="summary", data={"summary": "乙写的。"}, version=1, by=colleague)
    page.fill("[name=summary]", "甲写的，又补一句。")
    expect(page.locator("[data-notices]")).to_contain_text("梁志远")
    assert summary_of(draft) == "乙写的。"
    page.get_by_role("button", name="对照并选择").click()
    expect(page.locator("main")).to_contain_text("乙写的。")
    expect(page.locator("main")).to_contain_text("甲写的，又补一句。")
    writer.look()
    writer.press("main form .button--primary")
    expect(page.locator("[name=summary]")).to_have_value("甲写的，又补一句。")
    expect(saved(page)).to_have_attribute("data-state", "saved")
    page.reload()
    expect(page.locator("[data-notices]")).to_be_empty()
    assert summary_of(draft) == "甲写的，又补一句。"


def test_what_was_typed_before_the_script_came_is_saved_too(visitor, site):
    by = User.objects.get(username=AUTHOR)
    draft = start_submission(unit=Organisation.objects.get(slug=UNIT), by=by, title="网慢手快")
    writer = visitor()
    page, held = writer.page, []
    page.route("**/js/cases/device.js", lambda route: held.append(route))
    page.goto(f"{site}/account/login/?next=/case/{draft.uuid}/write/summary/")
    page.fill("[name=login]", AUTHOR)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").click(no_wait_after=True)
    page.fill("[name=summary]", "脚本还没到就写的。")
    # On a busy machine the words may stand there before the script is even asked for.
    for _turn in range(100):
        if held:
            break
        page.wait_for_timeout(100)
    assert held
    held[0].continue_()
    expect(saved(page)).to_have_attribute("data-state", "saved")
    assert summary_of(draft) == "脚本还没到就写的。"
