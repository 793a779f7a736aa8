"""The citizen's own things: language and phone, her result, what she shares, and who has seen what."""
