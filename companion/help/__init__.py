"""Help lines as dated regional data, and the page with people and numbers to call."""
