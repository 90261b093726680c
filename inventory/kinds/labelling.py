"""Labelling (贴标): tags are put on things and taken off them."""

from inventory.slips import Kind

KIND = Kind(word="labelling", label="Labelling")
