"""The same page and the same intake as most Flask applications are written: Flask-Login, ORM, context processor.

What is ordinary here, and decent: models with relationships, eager loading where a page is known to need it, one
session per request removed at teardown, templates with macros through `render_template`, translations looked up
per request and cached on `g` (as Flask-Babel does), catalogues read once. What Companion does otherwise: selects
of columns instead of objects, one reading for a page, and words bound to each language when a page is compiled.
"""
