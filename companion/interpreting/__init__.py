"""Two people, two languages, one page: the paired view and conversations with an interpreter."""
