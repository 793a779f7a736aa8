"""Foundation: settings, clock, database, audit, journal and sealing."""
