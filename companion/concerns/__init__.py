"""Worries, wishes and requests: what a citizen says, who answers it, and what of it she lets out."""
