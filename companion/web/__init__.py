"""Pages and their delivery: rendering in any language, headers, static files, errors and the parts of the PWA."""
