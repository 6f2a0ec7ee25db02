"""Search: the page for everybody, and its screens in the CMS. Columns as in `matrix_doors`."""

SEARCH = """
search | |  | ooo oooo oooo o oo ooo
search | | ?q=北极 | ooo oooo oooo o oo ooo
search | | ?q=北极&tab=lessons | ooo oooo oooo o oo ooo
search_suggestions | | ?q=北极 | ooo oooo oooo o oo ooo
synonyms:index | |  | ldd oddd oddd o do ddd
synonyms:index | | ?export=xlsx | ldd oddd oddd o do ddd
synonyms:index_results | |  | ldd oddd oddd o do ddd
synonyms:add | |  | ldd oddd oddd o do ddd
synonyms:edit | synonym.pk | | ldd oddd oddd o do ddd
synonyms:delete | synonym.pk | | ldd oddd oddd o do ddd
synonyms:history | synonym.pk | | ldd oddd oddd o do ddd
synonyms:history_results | synonym.pk | | ldd oddd oddd o do ddd
synonyms:usage | synonym.pk | | ldd oddd oddd o do ddd
searches_without_result | |  | ldd oddd oddd o do ddd
searches_without_result | | ?export=xlsx | ldd oddd oddd o do ddd
searches_without_result_results | |  | ldd oddd oddd o do ddd
"""
