"""What a team decides, hears, tries and learns: frozen facts, one kind of fact per class."""
