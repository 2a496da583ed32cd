"""The record of all teams: an append-only journal in SQLite or PostgreSQL."""
