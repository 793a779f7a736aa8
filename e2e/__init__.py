"""Stories of citizens and staff in Debian's Chromium, told in the words of the domain."""
