"""Numbers: the outcomes table in, results out; and what may be released of them."""
