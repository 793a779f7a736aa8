"""Administration: units, people with work here, words, help lines, receivers; never anything of a citizen."""
