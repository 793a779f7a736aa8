"""The ground every room stands on: settings, database, clock, refusals, audit, journal and sealing."""
