"""Languages: the table, the reader's choice, words, dates and marks."""
