"""Who is responsible for whom, as dated relations."""
