"""Shortage (盘亏): a thing is not there, and stays on the books until its write-off is approved. Counts make it."""

from inventory.slips import Kind

KIND = Kind(word="shortage", label="Shortage")
