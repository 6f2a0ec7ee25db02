"""Wagtail's own screens for pages, their choosers, reports and workflows. Columns as in `matrix_doors`."""

PAGES = """
wagtailadmin_home | |  | ldd oooo oooo o oo ooo
wagtailadmin_explore_root | |  | ldd eded dddd d ee ddd
wagtailadmin_explore | home.pk | | ldd oded dddd d oo ddd
wagtailadmin_explore | catalog.pk | | ldd odod dddd d oo ddd
wagtailadmin_explore | draft.pk | | ldd odod dddd d oo ddd
wagtailadmin_explore | course.pk | | ldd odod dddd d oo ddd
wagtailadmin_explore_results | catalog.pk | | ldd odod dddd d oo ddd
wagtailadmin_explore_results | draft.pk | | ldd odod dddd d oo ddd
wagtail_bulk_action | =wagtailcore =page =delete | ?id={draft.pk} | ldd odod dddd d oo ddd
wagtail_bulk_action | =wagtailcore =page =publish | ?id={draft.pk} | ldd odod dddd d oo ddd
wagtail_bulk_action | =wagtailcore =page =unpublish | ?id={course.pk} | ldd odod dddd d oo ddd
wagtail_bulk_action | =wagtailcore =page =move | ?id={draft.pk} | ldd odod dddd d oo ddd
wagtail_bulk_action | =assessments =question =delete | ?id={question.pk} | ldd oddd dddd d do ddd
wagtail_bulk_action | =assessments =questionbank =delete | ?id={bank.pk} | ldd oddd dddd d do ddd
wagtail_bulk_action | =certificates =certificatetemplate =delete | ?id={template.pk} | ldd dddo dddd d do ddd
wagtail_bulk_action | =accounts =user =delete | ?id={holder.pk} | ldd dddd dddd d dd ddd
wagtail_bulk_action | =accounts =user =assign_role | ?id={holder.pk} | ldd dddd dddd d dd ddd
wagtail_bulk_action | =accounts =user =set_active_state | ?id={holder.pk} | ldd dddd dddd d dd ddd
wagtail_bulk_action | =wagtailimages =image =delete | ?id={image.pk} | ldd oooo oooo o oo ooo
wagtail_bulk_action | =wagtaildocs =document =delete | ?id={document.pk} | ldd oooo oooo o oo ooo
wagtailadmin_pages:add | =courses =modulepage draft.pk | | ldd oddd dddd d do ddd
wagtailadmin_pages:add | =courses =coursepage catalog.pk | | ldd oddd oddd o do ddd
wagtailadmin_pages:preview_on_add | =courses =modulepage draft.pk | | ldd oddd dddd d do ddd
wagtailadmin_pages:type_use | =courses =coursepage | | ldd odod dddd d oo ddd
wagtailadmin_pages:type_use_results | =courses =coursepage | | ldd odod dddd d oo ddd
wagtailadmin_pages:choose_parent | =courses =modulepage | | ldd oooo oooo o oo ooo
wagtailadmin_pages:usage | draft.pk | | ldd oddd dddd d do ddd
wagtailadmin_pages:edit | draft.pk | | ldd odod dddd d do ddd
wagtailadmin_pages:edit | lesson.pk | | ldd oddd dddd d do ddd
wagtailadmin_pages:edit | locked.pk | | ldd oddd dddd d do ddd
wagtailadmin_pages:preview_on_edit | draft.pk | | ldd oddd dddd d do ddd
wagtailadmin_pages:view_draft | draft.pk | | ldd odod dddd d oo ddd
wagtailadmin_pages:view_draft | lesson.pk | | ldd oddd dddd d oo ddd
wagtailadmin_pages:add_subpage | draft.pk | | ldd eddd dddd d de ddd
wagtailadmin_pages:delete | draft.pk | | ldd dddd dddd d do ddd
wagtailadmin_pages:unpublish | lesson.pk | | ldd dddd dddd d oo ddd
wagtailadmin_pages:convert_alias | draft.pk | | ldd dddd dddd d dd ddd
wagtailadmin_pages:search | |  | ldd odod dddd d oo ddd
wagtailadmin_pages:search | | ?q=北极星 | ldd odod dddd d oo ddd
wagtailadmin_pages:search_results | | ?q=改名 | ldd odod dddd d oo ddd
wagtailadmin_pages:move | draft_lesson.pk | | ldd oddd dddd d do ddd
wagtailadmin_pages:move_confirm | draft_lesson.pk module.pk | | ldd oddd dddd d do ddd
wagtailadmin_pages:set_page_position | draft_lesson.pk | | ldd mmmm mmmm m mm mmm
wagtailadmin_pages:copy | draft.pk | | ldd odod dddd d do ddd
wagtailadmin_pages:workflow_action | draft.pk =approve task_state.pk | | ldd ddod dddd d dd ddd
wagtailadmin_pages:collect_workflow_action_data | draft.pk =approve task_state.pk | | ldd ddod dddd d dd ddd
wagtailadmin_pages:confirm_workflow_cancellation | draft.pk | | ldd oooo oooo o oo ooo
wagtailadmin_pages:workflow_preview | draft.pk task.pk | | ldd ddod dddd d dd ddd
wagtailadmin_pages:set_privacy | draft.pk | | ldd dddd dddd d oo ddd
wagtailadmin_pages:lock | draft.pk | | ldd mmmm mmmm m mm mmm
wagtailadmin_pages:unlock | locked.pk | | ldd mmmm mmmm m mm mmm
wagtailadmin_pages:revisions_index | draft.pk | | ldd eeee eeee e ee eee
wagtailadmin_pages:revisions_view | lesson.pk revision.pk | | ldd oddd dddd d oo ddd
wagtailadmin_pages:revisions_revert | lesson.pk revision.pk | | ldd oddd dddd d do ddd
wagtailadmin_pages:revisions_unschedule | lesson.pk revision.pk | | ldd dddd dddd d oo ddd
wagtailadmin_pages:revisions_compare | lesson.pk =live =latest | | ldd oddd dddd d oo ddd
wagtailadmin_pages:workflow_history | draft.pk | | ldd odod dddd d do ddd
wagtailadmin_pages:workflow_history_detail | draft.pk state.pk | | ldd odod dddd d do ddd
wagtailadmin_pages:history | draft.pk | | ldd oddd dddd d oo ddd
wagtailadmin_pages:history_results | draft.pk | | ldd oddd dddd d oo ddd
"""

# Offer what is within reach (courses/reach.py); asked for more, they find nothing.
CHOOSERS = """
wagtailadmin_choose_page | |  | ldd oooo oooo o oo ooo
wagtailadmin_choose_page_child | catalog.pk | | ldd oooo oooo o oo ooo
wagtailadmin_choose_page_child | module.pk | | ldd oooo oooo o oo ooo
wagtailadmin_choose_page_child | draft.pk | | ldd odod dddd d oo ddd
wagtailadmin_choose_page_child | draft_module.pk | | ldd odod dddd d oo ddd
wagtailadmin_choose_page_search | | ?q=北极星 | ldd oooo oooo o oo ooo
wagtailadmin_choose_page_search | | ?q=改名 | ldd oooo oooo o oo ooo
wagtailadmin_choose_page_search | |  | ldd oooo oooo o oo ooo
wagtailadmin_choose_page_chosen_multiple | | ?id={draft.pk} | ldd odod dddd d oo ddd
wagtailadmin_choose_page_external_link | |  | ldd oooo oooo o oo ooo
wagtailadmin_choose_page_email_link | |  | ldd oooo oooo o oo ooo
wagtailadmin_choose_page_phone_link | |  | ldd oooo oooo o oo ooo
wagtailadmin_choose_page_anchor_link | |  | ldd oooo oooo o oo ooo
wagtailadmin_api:pages:listing | |  | ldd oooo oooo o oo ooo
wagtailadmin_api:pages:listing | | ?child_of={catalog.pk}&fields=* | ldd obob bbbb b oo bbb
wagtailadmin_api:pages:listing | | ?search=北极 | ldd oooo oooo o oo ooo
wagtailadmin_api:pages:detail | draft.pk | | ldd odod dddd d oo ddd
wagtailadmin_api:pages:find | | ?id={draft.pk} | ldd eded dddd d ee ddd
wagtailadmin_api:pages:action | draft.pk =copy | | ldd mmmm mmmm m mm mmm
wagtailadmin_editing_sessions:ping | =courses =coursepage draft.pk =1 | | ldd mmmm mmmm m mm mmm
wagtailadmin_editing_sessions:ping | =assessments =question question.pk =1 | | ldd mddd dddd d dm ddd
wagtailadmin_editing_sessions:release | =1 | | ldd mmmm mmmm m mm mmm
"""

REPORTS = """
wagtailadmin_workflows:index | |  | ldd dddd dddd d dd ddd
wagtailadmin_workflows:index_results | |  | ldd dddd dddd d dd ddd
wagtailadmin_workflows:add | |  | ldd dddd dddd d dd ddd
wagtailadmin_workflows:enable | workflow.pk | | ldd mmmm mmmm m mm mmm
wagtailadmin_workflows:disable | workflow.pk | | ldd dddd dddd d dd ddd
wagtailadmin_workflows:edit | workflow.pk | | ldd dddd dddd d dd ddd
wagtailadmin_workflows:usage | workflow.pk | | ldd dddd dddd d dd ddd
wagtailadmin_workflows:usage_results | workflow.pk | | ldd dddd dddd d dd ddd
wagtailadmin_workflows:remove | catalog.pk | | ldd mmmm mmmm m mm mmm
wagtailadmin_workflows:add_task | =courses =organisationreviewtask | | ldd dddd dddd d dd ddd
wagtailadmin_workflows:select_task_type | |  | ldd dddd dddd d dd ddd
wagtailadmin_workflows:task_index | |  | ldd dddd dddd d dd ddd
wagtailadmin_workflows:task_index_results | |  | ldd dddd dddd d dd ddd
wagtailadmin_workflows:edit_task | task.pk | | ldd dddd dddd d dd ddd
wagtailadmin_workflows:disable_task | task.pk | | ldd dddd dddd d dd ddd
wagtailadmin_workflows:enable_task | task.pk | | ldd mmmm mmmm m mm mmm
wagtailadmin_workflows:task_chooser | |  | ldd oooo oooo o oo ooo
wagtailadmin_workflows:task_chooser_results | |  | ldd oooo oooo o oo ooo
wagtailadmin_workflows:task_chooser_create | |  | ldd oooo oooo o oo ooo
wagtailadmin_workflows:task_chosen | task.pk | | ldd oooo oooo o oo ooo
wagtailadmin_reports:locked_pages | |  | ldd ddod dddd d oo ddd
wagtailadmin_reports:locked_pages | | ?export=xlsx | ldd ddod dddd d oo ddd
wagtailadmin_reports:locked_pages_results | |  | ldd ddod dddd d oo ddd
wagtailadmin_reports:workflow | |  | ldd oddd dddd d oo ddd
wagtailadmin_reports:workflow | | ?export=xlsx | ldd oddd dddd d oo ddd
wagtailadmin_reports:workflow_results | |  | ldd oddd dddd d oo ddd
wagtailadmin_reports:workflow_tasks | |  | ldd oddd dddd d oo ddd
wagtailadmin_reports:workflow_tasks | | ?export=xlsx | ldd oddd dddd d oo ddd
wagtailadmin_reports:workflow_tasks_results | |  | ldd oddd dddd d oo ddd
wagtailadmin_reports:site_history | |  | ldd dddd dddd d dd ddo
wagtailadmin_reports:site_history_results | |  | ldd dddd dddd d dd ddo
wagtailadmin_reports:aging_pages | |  | ldd oddd dddd d oo ddd
wagtailadmin_reports:aging_pages | | ?export=xlsx | ldd oddd dddd d oo ddd
wagtailadmin_reports:aging_pages_results | |  | ldd oddd dddd d oo ddd
wagtailadmin_reports:page_types_usage | |  | ldd oddd dddd d oo ddd
wagtailadmin_reports:page_types_usage | | ?export=xlsx | ldd oddd dddd d oo ddd
wagtailadmin_reports:page_types_usage_results | |  | ldd oddd dddd d oo ddd
"""
