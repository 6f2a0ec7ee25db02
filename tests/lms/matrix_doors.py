"""The addresses of the site itself and its screens in the CMS, and what everybody is answered there.

Columns: stranger, learner, holder of the records; author, class teacher, reviewer, administrator of the town that owns
the object; the same four of the sibling town; all four roles at a village below; reviewer and administrator of the
district above; system administrator, security administrator, auditor. See `matrix_rows` for the letters.
"""

SITE = """
account_login | |  | oee eeee eeee e ee eee
account_logout | |  | eoo oooo oooo o oo ooo
account_inactive | |  | ooo oooo oooo o oo ooo
account_change_password | |  | loo oooo oooo o oo ooo
account_reset_password | |  | ooo oooo oooo o oo ooo
account_signup | |  | ooo oooo oooo o oo ooo
accounts:profile | |  | loo oooo oooo o oo ooo
accounts:end_sessions | |  | lmm mmmm mmmm m mm mmm
accounts:inbox | |  | loo oooo oooo o oo ooo
accounts:read_all | |  | lmm mmmm mmmm m mm mmm
accounts:notice_choices | |  | lmm mmmm mmmm m mm mmm
accounts:open_notice | notice.uuid | | lde dddd dddd d dd ddd
accounts:read_notice | notice.uuid | | lmm mmmm mmmm m mm mmm
accounts:ask_for_mail | |  | lmm mmmm mmmm m mm mmm
accounts:confirm_mail | =made-up | | lee eeee eeee e ee eee
accounts:consent | |  | lee eeee eeee e ee eee
accounts:decline | |  | lmm mmmm mmmm m mm mmm
accounts:privacy | |  | ooo oooo oooo o oo ooo
accounts:withdraw | |  | lmm mmmm mmmm m mm mmm
accounts:privacy_version | privacy_notice.version | | ddd dddd dddd d dd ddd
preferences | |  | mmm mmmm mmmm m mm mmm
accessibility | |  | ooo oooo oooo o oo ooo
cover | =1 =water =teal =0123456789abcdef =wide | | ddd dddd dddd d dd ddd
styleguide | |  | ddd dddd dddd d dd ddd
health | |  | ooo oooo oooo o oo ooo
rendition | =images/none.webp | | ddd dddd dddd d dd ddd
library_file | video.file.name | | ddd oooo oooo o oo ooo
catalog | |  | ooo oooo oooo o oo ooo
wagtail_serve | = | | ooo oooo oooo o oo ooo
wagtail_serve | =courses/ | | ooo oooo oooo o oo ooo
wagtail_serve | course_path | | ooo oooo oooo o oo ooo
wagtail_serve | lesson_path | | ddo oddd dddd d oo ddd
wagtail_serve | quiz_path | | ddo oddd dddd d oo ddd
wagtail_serve | draft_path | | ddd dddd dddd d dd ddd
wagtail_serve | draft_lesson_path | | ddd dddd dddd d dd ddd
wagtaildocs_serve | document.pk document.filename | | ddo oddd dddd d oo ddd
wagtaildocs_authenticate_with_password | =1 | | ddd dddd dddd d dd ddd
wagtailcore_authenticate_with_password | =1 course.pk | | ddd dddd dddd d dd ddd
wagtailcore_login | |  | ddd dddd dddd d dd ddd
"""

# Another person's lesson, note, attempt or certificate does not exist.
LEARNING = """
learning:my_learning | |  | loo oooo oooo o oo ooo
learning:finished | |  | loo oooo oooo o oo ooo
learning:notebook | |  | loo oooo oooo o oo ooo
learning:join_by_code | |  | loo oooo oooo o oo ooo
learning:join_by_code | | ?code=ABCD | loo oooo oooo o oo ooo
learning:join | course.translation_key | | lee eeee eeee e ee eee
learning:join | draft.translation_key | | ldd dddd dddd d dd ddd
learning:apply | course.translation_key | | lee eeee eeee e ee eee
learning:enter_code | course.translation_key | | lee eeee eeee e ee eee
learning:leave | course.translation_key | | leo eeee eeee e ee eee
learning:beat | lesson.translation_key | | mmm mmmm mmmm m mm mmm
learning:todo | lesson.translation_key | | ldo dddd dddd d dd ddd
learning:todo | draft_lesson.translation_key | | ldd dddd dddd d dd ddd
learning:read | lesson.translation_key | | lmm mmmm mmmm m mm mmm
learning:check | lesson.translation_key =check-1 | | lmm mmmm mmmm m mm mmm
learning:reflect | lesson.translation_key =think | | lmm mmmm mmmm m mm mmm
learning:note_save | lesson.translation_key | | lmm mmmm mmmm m mm mmm
learning:note_delete | note.uuid | | lmm mmmm mmmm m mm mmm
learning:file | lesson.translation_key =slides =1 | | ldo oddd dddd d oo ddd
learning:file | draft_lesson.translation_key =slides =1 | | ldd dddd dddd d dd ddd
assessments:start | quiz.translation_key | | eee eeee eeee e ee eee
assessments:sit | attempt.uuid | | ldo dddd dddd d dd ddd
assessments:answer | attempt.uuid | | mmm mmmm mmmm m mm mmm
assessments:left | attempt.uuid | | mmm mmmm mmmm m mm mmm
assessments:review | attempt.uuid | | ldo dddd dddd d dd ddd
assessments:submit | attempt.uuid | | lde dddd dddd d dd ddd
assessments:result | attempt.uuid | | lde dddd dddd d dd ddd
certificates:mine | |  | loo oooo oooo o oo ooo
certificates:download | certificate.uuid =1 | | ldo dodo dddd d do ddd
certificates:verify | |  | ooo oooo oooo o oo ooo
certificates:by_code | certificate.code | | ooo oooo oooo o oo ooo
"""

PEOPLE = """
people:index | |  | ldd dddo dddo o do doo
people:index | | ?export=xlsx | ldd dddo dddo o do doo
people:index | | ?q=何丽 | ldd dddo dddo o do doo
people:index_results | |  | ldd dddo dddo o do doo
people:add | |  | ldd dddo dddo o do dod
people:inspect | holder.pk | | ldd dddo dddd d do doo
people:edit | holder.pk | | ldd dddo dddd d do dod
people:history | holder.pk | | ldd dddo dddd d do doo
people:history_results | holder.pk | | ldd dddo dddd d do doo
people:reset_password | holder.pk | | ldd dddo dddd d do dod
units:index | |  | ldd dddo dddo o do doo
units:index | | ?export=xlsx | ldd dddo dddo o do doo
units:index_results | |  | ldd dddo dddo o do doo
units:inspect | town.pk | | ldd dddo dddd d do doo
units:edit | town.pk | | ldd dddd dddd d do ddd
units:history | town.pk | | ldd dddd dddd d do ddd
units:history_results | town.pk | | ldd dddd dddd d do ddd
privacy_notices:index | |  | ldd dddd dddd d do dod
privacy_notices:index_results | |  | ldd dddd dddd d do dod
privacy_notices:add | |  | ldd dddd dddd d do dod
privacy_notices:inspect | privacy_notice.pk | | ldd dddd dddd d do dod
privacy_notices:edit | privacy_notice.pk | | ldd dddd dddd d do dod
privacy_notices:history | privacy_notice.pk | | ldd dddd dddd d do dod
privacy_notices:history_results | privacy_notice.pk | | ldd dddd dddd d do dod
wagtailsettings:edit | =accounts =digesttexts digest_texts.pk | | ldd dddd dddd d do ddd
holidays:index | |  | ldd dddd dddd d do ddd
holidays:index_results | |  | ldd dddd dddd d do ddd
holidays:add | |  | ldd dddd dddd d do ddd
holidays:edit | holiday.pk | | ldd dddd dddd d do ddd
holidays:delete | holiday.pk | | ldd dddd dddd d do ddd
holidays:history | holiday.pk | | ldd dddd dddd d do ddd
holidays:history_results | holiday.pk | | ldd dddd dddd d do ddd
audit_trail | |  | ldd dddd dddd d dd ddo
audit_trail | | ?export=xlsx | ldd dddd dddd d dd ddo
audit_trail_results | |  | ldd dddd dddd d dd ddo
"""

COURSES = """
courses:index | |  | ldd oooo oooo o oo ooo
courses:index | | ?export=xlsx | ldd oooo oooo o oo ooo
courses:index | | ?q=北极 | ldd oooo oooo o oo ooo
courses:index_results | |  | ldd oooo oooo o oo ooo
courses:choose_parent | |  | ldd eooo eooo e oe ooo
courses_review_due | |  | ldd oooo oooo o oo ooo
courses_review_due | | ?export=xlsx | ldd oooo oooo o oo ooo
courses_review_due_results | |  | ldd oooo oooo o oo ooo
courses_reviewed | draft.pk =approve | | ldd dddd dddd d dd ddd
enrollment:index | |  | ldd oodo oodo o oo ddd
enrollment:index | | ?export=xlsx | ldd oodo oodo o oo ddd
enrollment:index | | ?q=何丽 | ldd oodo oodo o oo ddd
enrollment:index_results | |  | ldd oodo oodo o oo ddd
enrollment:inspect | enrollment.pk | | ldd oodo dddd d oo ddd
enrollment:history | enrollment.pk | | ldd dddd dddd d dd ddd
enrollment:history_results | enrollment.pk | | ldd dddd dddd d dd ddd
enrollment:assign | |  | ldd oodo oodo o do ddd
enrollment:assign | | ?course={course.pk}&unit={town.pk} | ldd oodo oodo o do ddd
invitecode:index | |  | ldd oodd oodd o do ddd
invitecode:index | | ?export=xlsx | ldd oodd oodd o do ddd
invitecode:index_results | |  | ldd oodd oodd o do ddd
invitecode:add | |  | ldd oodd oodd o do ddd
invitecode:inspect | invite.pk | | ldd oodd dddd d do ddd
invitecode:history | invite.pk | | ldd oodd dddd d do ddd
invitecode:history_results | invite.pk | | ldd oodd dddd d do ddd
quiz_attempts:index | |  | ldd oodo oodo o oo ddd
quiz_attempts:index | | ?export=xlsx | ldd oodo oodo o oo ddd
quiz_attempts:index | | ?q=何丽 | ldd oodo oodo o oo ddd
quiz_attempts:index_results | |  | ldd oodo oodo o oo ddd
quiz_attempts:inspect | attempt.pk | | ldd oodo dddd d oo ddd
certificate_register:index | |  | ldd dodo dodo o do ddd
certificate_register:index | | ?export=xlsx | ldd dodo dodo o do ddd
certificate_register:index | | ?q=何丽 | ldd dodo dodo o do ddd
certificate_register:index_results | |  | ldd dodo dodo o do ddd
certificate_register:inspect | certificate.pk | | ldd dodo dddd d do ddd
certificate_register:history | certificate.pk | | ldd dddo dddd d do ddd
certificate_register:history_results | certificate.pk | | ldd dddo dddd d do ddd
awards:index | |  | ldd dddo dddo o do ddd
awards:index | | ?export=xlsx | ldd dddo dddo o do ddd
awards:index_results | |  | ldd dddo dddo o do ddd
awards:add | |  | ldd dddo dddo o do ddd
awards:edit | award.pk | | ldd dddo dddd d do ddd
awards:delete | award.pk | | ldd dddo dddd d do ddd
awards:history | award.pk | | ldd dddo dddd d do ddd
awards:history_results | award.pk | | ldd dddo dddd d do ddd
awards:usage | award.pk | | ldd dddo dddd d do ddd
"""
