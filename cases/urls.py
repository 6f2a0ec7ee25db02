"""Doors of cases below /case/. A submission is named by its uuid; the pages of the library are Wagtail's."""

from django.urls import path

from cases.views import alive, desk, experts, files, handing_in, publishing, reading, steps
from cases.views import drafting as draft
from cases.views import library as shown

app_name = "cases"

drafting = [
    path("", draft.mine, name="mine"),
    path("new/", draft.start, name="start"),
    path("renew/<uuid:key>/", draft.renew, name="renew"),
    path("files/<uuid:uuid>/", files.show, name="file"),
    path("files/<uuid:uuid>/small/", files.thumb, name="thumb"),
    path("remarks/<uuid:uuid>/answer/", handing_in.answer, name="answer"),
    path("<uuid:uuid>/", handing_in.submission, name="submission"),
    path("<uuid:uuid>/write/", draft.go_on, name="go_on"),
    path("<uuid:uuid>/write/<slug:key>/", draft.section, name="section"),
    path("<uuid:uuid>/write/<slug:key>/file/", files.upload, name="upload"),
    path("<uuid:uuid>/restore/<uuid:file>/", files.restore, name="restore"),
    path("<uuid:uuid>/gaps/", draft.gaps, name="gaps"),
    path("<uuid:uuid>/preview/", handing_in.preview, name="preview"),
    path("<uuid:uuid>/hand-in/", handing_in.hand_in_view, name="hand_in"),
    path("<uuid:uuid>/withdraw/", handing_in.withdraw_view, name="withdraw"),
    path("<uuid:uuid>/changes/<int:older>-<int:newer>/", handing_in.changes, name="changes"),
]

reviewing = [
    path("desk/", desk.desk, name="desk"),
    path("desk/<uuid:uuid>/", desk.desk_case, name="desk_case"),
    path("desk/<uuid:uuid>/remark/", desk.remark, name="desk_remark"),
    path("desk/remarks/<uuid:uuid>/remove/", desk.unremark, name="desk_unremark"),
    path("desk/<uuid:uuid>/step/<slug:action>/", steps.take, name="desk_step"),
    path("desk/<uuid:uuid>/evidence/", steps.evidence, name="desk_evidence"),
    path("desk/<uuid:uuid>/level/", steps.level, name="desk_level"),
    path("desk/<uuid:uuid>/experts/", experts.assign, name="desk_assign"),
    path("desk/<uuid:uuid>/proof/", publishing.proof, name="desk_proof"),
    path("desk/<uuid:uuid>/proof/tick/", publishing.tick, name="desk_tick"),
    path("desk/reviews/<uuid:uuid>/", experts.review, name="desk_review"),
    path("desk/reviews/<uuid:uuid>/save/", experts.save, name="desk_save"),
    path("desk/reviews/<uuid:uuid>/hand-in/", experts.hand_in, name="desk_hand_in"),
    path("desk/reviews/<uuid:uuid>/recuse/", experts.recuse_from, name="desk_recuse"),
    path("desk/reviews/<uuid:uuid>/let-off/", experts.excuse, name="desk_let_off"),
    path("<uuid:uuid>/outcome/", desk.outcome, name="outcome"),
]

library = [
    path("compare/", shown.compare, name="compare"),
    path("topics/", shown.topic_list, name="topics"),
    path("topics/<slug:slug>/", shown.topic, name="topic"),
    path("proof/<uuid:uuid>/", shown.proof, name="proof"),
    path("library/<uuid:key>/glance/", shown.glance, name="glance"),
    path("library/<uuid:key>/pdf/", shown.pdf, name="pdf"),
    path("still/", alive.desk, name="still_desk"),
    path("still/<uuid:uuid>/decide/", alive.decide, name="still_decide"),
    path("library/<uuid:key>/still/", alive.still, name="still"),
]

own = [
    path("reading/", reading.reading, name="reading"),
    path("reading/<uuid:uuid>/note/", reading.note, name="reading_note"),
    path("library/<uuid:key>/keep/", reading.keep, name="keep"),
    path("library/<uuid:key>/drop/", reading.drop, name="drop"),
]

urlpatterns = [*drafting, *reviewing, *library, *own]
