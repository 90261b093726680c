"""Counting rooms: walks with a scanner, lists of other handhelds, ticks by hand, and what is taken along."""
