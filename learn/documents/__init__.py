"""A school's own document: from a file to clauses, whom each binds, what it is about. Knows the content alone."""
