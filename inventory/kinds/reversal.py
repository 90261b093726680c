"""Reversal (冲销): takes another document back."""

from inventory.slips import Kind

KIND = Kind(word="reversal", label="Reversal")
