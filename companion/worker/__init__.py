"""The worker: woken by facts and by the minute, it tells onward what the tables say is waiting."""
