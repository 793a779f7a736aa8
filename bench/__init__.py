"""Measurements: each module here prints one table; ratios are measured side by side in the same run."""
