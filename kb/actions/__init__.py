"""Every write to the knowledge base: a verb, all in one transaction, with who and why."""
