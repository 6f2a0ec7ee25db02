"""A quiz while the network comes and goes: what was chosen is kept, said to be unsaved, and saved later."""

import pytest
from playwright.sync_api import expect

from assessments.models import Attempt, Response
from courses.models import CoursePage

pytestmark = pytest.mark.browser

LEARNER = "maimaiti"


def test_an_answer_given_offline_is_kept_and_saved_when_the_network_is_back(visitor, site):
    attempt = Attempt.objects.open().get(enrollment__learner__username=LEARNER)
    number, item = next(
        (number, item)
        for number, item in enumerate(attempt.paper["items"], start=1)
        if not Response.objects.filter(attempt=attempt, item=item["uid"]).exists()
    )
    learner = visitor()
    page = learner.log_in(LEARNER, to=f"/quiz/{attempt.uuid}/%3Fq={number}")
    form = page.locator(f"#question-{number}")
    expect(form).to_be_visible()
    learner.context.set_offline(True)
    form.locator("input[name=value]").first.check()
    expect(form.locator("[data-saved]")).to_have_attribute("data-state", "offline")
    expect(form.get_by_text("网络断开")).to_be_visible()
    assert not Response.objects.filter(attempt=attempt, item=item["uid"]).exists()
    learner.context.set_offline(False)
    expect(form.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    saved = Response.objects.get(attempt=attempt, item=item["uid"])
    assert saved.value == [item["choices"][0]["uid"]]
    assert CoursePage.objects.get(code="C6").pk == attempt.enrollment.course_id


def test_answers_wait_on_the_device_through_a_reload(visitor, site):
    attempt = Attempt.objects.open().get(enrollment__learner__username=LEARNER)
    last = len(attempt.paper["items"])
    uid = attempt.paper["items"][-1]["uid"]
    learner = visitor()
    page = learner.log_in(LEARNER, to=f"/quiz/{attempt.uuid}/%3Fq={last}")
    page.route("**/answer/", lambda route: route.abort())
    form = page.locator(f"#question-{last}")
    form.locator("input[name=value]").nth(1).check()
    expect(form.locator("[data-saved]")).not_to_have_attribute("data-state", "saved")
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/answer/")
    page.reload()
    expect(page.locator(f"#question-{last} [data-saved]")).to_have_attribute("data-state", "saved")
    assert Response.objects.get(attempt=attempt, item=uid).value == [attempt.paper["items"][-1]["choices"][1]["uid"]]
