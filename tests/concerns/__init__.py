"""What she says, who answers, and what of it she lets out."""
