"""Messages to a citizen: templates, the decision to send or hold, deliveries, and her inbox."""
