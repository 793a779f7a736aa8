"""What waits for a person: owner, age and whether an interpreter is needed."""
