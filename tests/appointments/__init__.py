"""The room `appointments`."""
