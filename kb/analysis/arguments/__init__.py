"""The graph of a deliberation: a question, the options that answer it, and what is argued of them."""
