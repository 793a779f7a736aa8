"""How we measure: a fresh demo installation, interleaved rounds, medians, one aligned table."""
