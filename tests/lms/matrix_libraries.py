"""Wagtail's own screens for files and for the set-up of the site. Columns as in `matrix_doors`."""

# People, groups, sites, redirects and collections are nobody's but a superuser's.
SETUP = """
wagtailadmin_error_test | |  | ldd xxxx xxxx x xx xxx
wagtailadmin_tag_autocomplete | | ?term=a | ldd oooo oooo o oo ooo
wagtailadmin_tag_model_autocomplete | =taggit =tag | ?term=a | ldd oooo oooo o oo ooo
wagtailadmin_account | |  | edd eeee eeee e ee eee
wagtailadmin_logout | |  | lll mmmm mmmm m mm mmm
wagtailadmin_login | |  | ldd llll llll l ll lll
wagtailadmin_dismissibles | |  | ldd oooo oooo o oo ooo
wagtailadmin_block_preview | |  | ldd dddd dddd d dd ddd
wagtailadmin_sprite | |  | ooo oooo oooo o oo ooo
wagtailadmin_javascript_catalog | |  | ooo oooo oooo o oo ooo
wagtailadmin_password_reset | |  | ddd dddd dddd d dd ddd
wagtailadmin_password_reset_done | |  | ddd dddd dddd d dd ddd
wagtailadmin_password_reset_confirm | =MQ =set-password | | ddd dddd dddd d dd ddd
wagtailadmin_password_reset_complete | |  | ddd dddd dddd d dd ddd
wagtailadmin_collections:index | |  | ldd dddd dddd d dd ddd
wagtailadmin_collections:add | |  | ldd dddd dddd d dd ddd
wagtailadmin_collections:edit | collection.pk | | ldd dddd dddd d dd ddd
wagtailadmin_collections:delete | collection.pk | | ldd dddd dddd d dd ddd
wagtailadmin_collections:set_privacy | collection.pk | | ldd dddd dddd d dd ddd
wagtailredirects:index | |  | ldd dddd dddd d dd ddd
wagtailredirects:index | | ?export=xlsx | ldd dddd dddd d dd ddd
wagtailredirects:index_results | |  | ldd dddd dddd d dd ddd
wagtailredirects:add | |  | ldd dddd dddd d dd ddd
wagtailredirects:edit | redirect.pk | | ldd dddd dddd d dd ddd
wagtailredirects:delete | redirect.pk | | ldd dddd dddd d dd ddd
wagtailredirects:start_import | |  | ldd dddd dddd d dd ddd
wagtailredirects:process_import | |  | ldd dddd dddd d dd ddd
wagtailsettings:edit | =wagtailcore =site =1 | | ldd dddd dddd d dd ddd
wagtailsettings:preview_on_edit | =wagtailcore =site =1 | | ldd dddd dddd d dd ddd
wagtailembeds:chooser | |  | ldd oooo oooo o oo ooo
wagtailembeds:chooser_upload | |  | ldd oooo oooo o oo ooo
wagtailsites:add | |  | ldd dddd dddd d dd ddd
wagtailsites:copy | site.pk | | ldd dddd dddd d dd ddd
wagtailsites:delete | site.pk | | ldd dddd dddd d dd ddd
wagtailsites:edit | site.pk | | ldd dddd dddd d dd ddd
wagtailsites:history | site.pk | | ldd dddd dddd d dd ddd
wagtailsites:history_results | site.pk | | ldd dddd dddd d dd ddd
wagtailsites:index | |  | ldd dddd dddd d dd ddd
wagtailsites:index_results | |  | ldd dddd dddd d dd ddd
wagtailsites:usage | site.pk | | ldd dddd dddd d dd ddd
wagtailusers_groups:add | |  | ldd dddd dddd d dd ddd
wagtailusers_groups:delete | group.pk | | ldd dddd dddd d dd ddd
wagtailusers_groups:edit | group.pk | | ldd dddd dddd d dd ddd
wagtailusers_groups:history | group.pk | | ldd dddd dddd d dd ddd
wagtailusers_groups:history_results | group.pk | | ldd dddd dddd d dd ddd
wagtailusers_groups:index | |  | ldd dddd dddd d dd ddd
wagtailusers_groups:index_results | |  | ldd dddd dddd d dd ddd
wagtailusers_groups:usage | group.pk | | ldd dddd dddd d dd ddd
wagtailusers_users:add | |  | ldd dddd dddd d dd ddd
wagtailusers_users:copy | holder.pk | | ldd dddd dddd d dd ddd
wagtailusers_users:delete | holder.pk | | ldd dddd dddd d dd ddd
wagtailusers_users:edit | holder.pk | | ldd dddd dddd d dd ddd
wagtailusers_users:history | holder.pk | | ldd dddd dddd d dd ddd
wagtailusers_users:history_results | holder.pk | | ldd dddd dddd d dd ddd
wagtailusers_users:index | |  | ldd dddd dddd d dd ddd
wagtailusers_users:index_results | |  | ldd dddd dddd d dd ddd
wagtailusers_users:usage | holder.pk | | ldd dddd dddd d dd ddd
"""

# Pictures, files and recordings are shared: everybody in the CMS may see them, whoever uploaded one changes it.
FILES = """
wagtailadmin_api:documents:listing | |  | ldd oooo oooo o oo ooo
wagtailadmin_api:documents:detail | document.pk | | ldd oooo oooo o oo ooo
wagtailadmin_api:documents:find | | ?id={document.pk} | ldd eeee eeee e ee eee
wagtailadmin_api:images:listing | |  | ldd oooo oooo o oo ooo
wagtailadmin_api:images:detail | image.pk | | ldd oooo oooo o oo ooo
wagtailadmin_api:images:find | | ?id={image.pk} | ldd eeee eeee e ee eee
wagtaildocs:add | |  | ldd oodd oodd o oo ddd
wagtaildocs:add_multiple | |  | ldd oodd oodd o oo ddd
wagtaildocs:create_multiple_from_uploaded_document | =1 | | ldd mmmm mmmm m mm mmm
wagtaildocs:delete | document.pk | | ldd oddd dddd d do ddd
wagtaildocs:delete_multiple | document.pk | | ldd mmmm mmmm m mm mmm
wagtaildocs:delete_upload_multiple | =1 | | ldd mmmm mmmm m mm mmm
wagtaildocs:document_usage | document.pk | | ldd oddd dddd d do ddd
wagtaildocs:edit | document.pk | | ldd oddd dddd d do ddd
wagtaildocs:edit_multiple | document.pk | | ldd mmmm mmmm m mm mmm
wagtaildocs:index | |  | ldd oodd oodd o oo ddd
wagtaildocs:index_results | |  | ldd oodd oodd o oo ddd
wagtaildocs_chooser:choose | |  | ldd oooo oooo o oo ooo
wagtaildocs_chooser:choose_results | |  | ldd oooo oooo o oo ooo
wagtaildocs_chooser:chosen | document.pk | | ldd oood oood o oo ddd
wagtaildocs_chooser:chosen_multiple | | ?id={document.pk} | ldd oooo oooo o oo ooo
wagtaildocs_chooser:create | |  | ldd oodd oodd o oo ddd
wagtailimages:add | |  | ldd oodd oodd o oo ddd
wagtailimages:add_multiple | |  | ldd oodd oodd o oo ddd
wagtailimages:create_multiple_from_uploaded_image | =1 | | ldd mmmm mmmm m mm mmm
wagtailimages:delete | image.pk | | ldd oddd dddd d do ddd
wagtailimages:delete_multiple | image.pk | | ldd mmmm mmmm m mm mmm
wagtailimages:delete_upload_multiple | =1 | | ldd mmmm mmmm m mm mmm
wagtailimages:edit | image.pk | | ldd oddd dddd d do ddd
wagtailimages:edit_multiple | image.pk | | ldd mmmm mmmm m mm mmm
wagtailimages:image_usage | image.pk | | ldd oddd dddd d do ddd
wagtailimages:index | |  | ldd oodd oodd o oo ddd
wagtailimages:index_results | |  | ldd oodd oodd o oo ddd
wagtailimages:preview | image.pk =width-100 | | ldd oddd dddd d do ddd
wagtailimages:url_generator | image.pk | | ldd dddd dddd d dd ddd
wagtailimages:url_generator_output | image.pk | | ldd dddd dddd d dd ddd
wagtailimages_chooser:choose | |  | ldd oooo oooo o oo ooo
wagtailimages_chooser:choose_results | |  | ldd oooo oooo o oo ooo
wagtailimages_chooser:chosen | image.pk | | ldd oood oood o oo ddd
wagtailimages_chooser:chosen_multiple | | ?id={image.pk} | ldd oooo oooo o oo ooo
wagtailimages_chooser:create | |  | ldd oodd oodd o oo ddd
wagtailimages_chooser:select_format | image.pk | | ldd oood oood o oo ddd
wagtailmedia:add | =video | | ldd oodd oodd o oo ddd
wagtailmedia:chooser | |  | ldd oooo oooo o oo ooo
wagtailmedia:chooser_typed | =video | | ldd oooo oooo o oo ooo
wagtailmedia:chooser_upload | =video | | ldd oodd oodd o oo ddd
wagtailmedia:delete | video.pk | | ldd oddd dddd d do ddd
wagtailmedia:edit | video.pk | | ldd oddd dddd d do ddd
wagtailmedia:index | |  | ldd oodd oodd o oo ddd
wagtailmedia:media_chosen | video.pk | | ldd oddd dddd d do ddd
wagtailmedia:media_usage | video.pk | | ldd oodd oodd o oo ddd
"""
