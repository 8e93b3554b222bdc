"""Rule mutation: the rule book with one thing changed at a time, and whether a case beside the rules notices."""
