"""The served workbooks: Voilà standalone, on this machine, let in by token."""
