"""Scanners made of software: they speak a family's real bytes, for demonstration and tests without hardware."""
