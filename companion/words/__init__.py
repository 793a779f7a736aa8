"""Words: the glossary everybody reads, and the work of those who translate."""
