"""Doors of learning. A unit is named by its translation key, never by its number."""

from django.urls import path

from learning.views import dashboard, enrollments, files, paths, units

app_name = "learning"

urlpatterns = [
    path("units/<uuid:key>/beat/", units.unit_beat, name="beat"),
    path("units/<uuid:key>/todo/", units.unit_todo, name="todo"),
    path("units/<uuid:key>/read/", units.unit_read, name="read"),
    path("units/<uuid:key>/check/<str:block>/", units.unit_check, name="check"),
    path("units/<uuid:key>/reflect/<str:block>/", units.unit_reflect, name="reflect"),
    path("units/<uuid:key>/notes/", units.note_save, name="note_save"),
    path("notes/<uuid:uuid>/delete/", units.note_delete, name="note_delete"),
    path("files/<uuid:key>/<str:block>/<str:name>", files.lesson_file, name="file"),
    # enrollment, my learning, notebook
    path("", dashboard.my_learning, name="my_learning"),
    path("finished/", dashboard.finished, name="finished"),
    path("notes/", dashboard.notebook, name="notebook"),
    path("paths/", paths.path_list, name="paths"),
    path("paths/<uuid:uuid>/", paths.path_page, name="path"),
    path("paths/<uuid:uuid>/follow/", paths.follow, name="follow_path"),
    path("paths/<uuid:uuid>/leave/", paths.leave, name="leave_path"),
    path("paths/<uuid:uuid>/steps/<int:step>/", paths.note, name="path_note"),
    path("join/", enrollments.join_by_code, name="join_by_code"),
    path("courses/<uuid:key>/join/", enrollments.join, name="join"),
    path("courses/<uuid:key>/apply/", enrollments.send_application, name="apply"),
    path("courses/<uuid:key>/code/", enrollments.enter_code, name="enter_code"),
    path("courses/<uuid:key>/leave/", enrollments.leave, name="leave"),
]
