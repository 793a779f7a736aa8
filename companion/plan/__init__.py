"""One plan over all departments: its purpose, its cards, and the week with every meeting in it."""
