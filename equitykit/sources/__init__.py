"""Readers of published files: bytes in, the outcomes table and a report out."""
