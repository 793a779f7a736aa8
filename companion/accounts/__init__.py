"""People, units and roles as dated data; sign-in, devices and the language a person chose."""
