"""Overlap for very many municipalities: a country, a continent.

`numbering` puts neighbours beside each other, `hubs` takes the national agreements apart, `factored` holds
both, and `strongest` answers the question of this size: of every municipality the number of its partners, its
strength and its strongest partners. Everything is exact. For all measures of all pairs, of a region or of
Flanders, use :mod:`kb.analysis.overlap`: there every pair is wanted, and hubs save nothing.
"""
