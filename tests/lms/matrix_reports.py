"""The chain view: numbers of what is public, for everybody with a role but those who operate and set rights.

Columns as in `matrix_doors`. Names of people are cut by scope; tests/reports shows it with people who could leak.
"""

REPORTS = """
reports:chain | |  | ldd oooo oooo o oo ddo
reports:chain | | ?export=xlsx | ldd oooo oooo o oo ddo
reports:chain_of | town.slug | | ldd oooo oooo o oo ddo
reports:case_chain | case.translation_key | | ldd oooo oooo o oo ddo
reports:case_chain | hidden_case.translation_key | | ldd dddd dddd d dd ddd
reports:gap | town.slug =idle | | ldd oooo oooo o oo ddo
reports:gap | town.slug =untaught | | ldd oooo oooo o oo ddo
reports:gap | town.slug =stuck | | ldd oooo oooo o oo ddo
"""
