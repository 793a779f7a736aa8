"""Web: pages, headers, refusals, static files and the parts of the app on a phone."""
