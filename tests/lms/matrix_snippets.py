"""Questions, banks and certificate templates: every screen Wagtail makes for them. Columns as in `matrix_doors`."""
# ruff: noqa: E501  one row of the table is one line

SNIPPETS = """
wagtailsnippets_assessments_question:list | |  | ldd oddd oddd o do ddd
wagtailsnippets_assessments_question:list | | ?export=xlsx | ldd oddd oddd o do ddd
wagtailsnippets_assessments_question:list_results | |  | ldd oddd oddd o do ddd
wagtailsnippets_assessments_question:add | |  | ldd oddd oddd o do ddd
wagtailsnippets_assessments_question:edit | question.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:delete | question.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:usage | question.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:history | question.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:history_results | question.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:copy | question.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:preview_on_add | |  | ldd oddd oddd o do ddd
wagtailsnippets_assessments_question:preview_on_edit | question.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:revisions_view | question.pk question_revision.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:revisions_revert | question.pk question_revision.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:revisions_compare | question.pk =earliest =latest | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:revisions_unschedule | question.pk question_revision.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:unpublish | question.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_question:lock | question.pk | | ldd mddd dddd d dm ddd
wagtailsnippets_assessments_question:unlock | question.pk | | ldd mddd dddd d dm ddd
wagtailsnippetchoosers_assessments_question:choose | |  | ldd oooo oooo o oo ooo
wagtailsnippetchoosers_assessments_question:choose_results | |  | ldd oooo oooo o oo ooo
wagtailsnippetchoosers_assessments_question:chosen | question.pk | | ldd oddd dddd d do ddd
wagtailsnippetchoosers_assessments_question:chosen_multiple | | ?id={question.pk} | ldd oooo oooo o oo ooo
wagtailsnippetchoosers_assessments_question:create | |  | ldd oddd oddd o do ddd
wagtailsnippets_assessments_questionbank:list | |  | ldd oddd oddd o do ddd
wagtailsnippets_assessments_questionbank:list | | ?export=xlsx | ldd oddd oddd o do ddd
wagtailsnippets_assessments_questionbank:list_results | |  | ldd oddd oddd o do ddd
wagtailsnippets_assessments_questionbank:add | |  | ldd oddd oddd o do ddd
wagtailsnippets_assessments_questionbank:edit | bank.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_questionbank:delete | bank.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_questionbank:usage | bank.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_questionbank:history | bank.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_questionbank:history_results | bank.pk | | ldd oddd dddd d do ddd
wagtailsnippets_assessments_questionbank:copy | bank.pk | | ldd oddd dddd d do ddd
wagtailsnippetchoosers_assessments_questionbank:choose | |  | ldd oooo oooo o oo ooo
wagtailsnippetchoosers_assessments_questionbank:choose_results | |  | ldd oooo oooo o oo ooo
wagtailsnippetchoosers_assessments_questionbank:chosen | bank.pk | | ldd oddd dddd d do ddd
wagtailsnippetchoosers_assessments_questionbank:chosen_multiple | | ?id={bank.pk} | ldd oooo oooo o oo ooo
wagtailsnippetchoosers_assessments_questionbank:create | |  | ldd oddd oddd o do ddd
wagtailsnippets_certificates_certificatetemplate:list | |  | ldd dddo dddo o do ddd
wagtailsnippets_certificates_certificatetemplate:list | | ?export=xlsx | ldd dddo dddo o do ddd
wagtailsnippets_certificates_certificatetemplate:list_results | |  | ldd dddo dddo o do ddd
wagtailsnippets_certificates_certificatetemplate:add | |  | ldd dddo dddo o do ddd
wagtailsnippets_certificates_certificatetemplate:edit | template.pk | | ldd dddo dddd d do ddd
wagtailsnippets_certificates_certificatetemplate:delete | template.pk | | ldd dddd dddd d dd ddd
wagtailsnippets_certificates_certificatetemplate:usage | template.pk | | ldd dddo dddd d do ddd
wagtailsnippets_certificates_certificatetemplate:history | template.pk | | ldd dddo dddd d do ddd
wagtailsnippets_certificates_certificatetemplate:history_results | template.pk | | ldd dddo dddd d do ddd
wagtailsnippets_certificates_certificatetemplate:copy | template.pk | | ldd dddo dddd d do ddd
wagtailsnippets_certificates_certificatetemplate:revisions_revert | template.pk template_revision.pk | | ldd dddo dddd d do ddd
wagtailsnippets_certificates_certificatetemplate:revisions_compare | template.pk =earliest =latest | | ldd dddo dddd d do ddd
wagtailsnippetchoosers_certificates_certificatetemplate:choose | |  | ldd oooo oooo o oo ooo
wagtailsnippetchoosers_certificates_certificatetemplate:choose_results | |  | ldd oooo oooo o oo ooo
wagtailsnippetchoosers_certificates_certificatetemplate:chosen | template.pk | | ldd dddo dddd d do ddd
wagtailsnippetchoosers_certificates_certificatetemplate:chosen_multiple | | ?id={template.pk} | ldd oooo oooo o oo ooo
wagtailsnippetchoosers_certificates_certificatetemplate:create | |  | ldd dddo dddo o do ddd
wagtailsnippets:index | |  | ldd dddd dddd d dd ddd
"""
