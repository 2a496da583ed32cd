"""Rules over records: what follows from what is written down, by id; never a score."""
