"""Languages: the table, the reader's choice, words and dates bound to one language, and where texts come from."""
