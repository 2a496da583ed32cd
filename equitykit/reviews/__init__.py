"""Rules over records: what follows from what is written down, as ids of sentences; never a score."""
