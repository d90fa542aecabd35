"""Reviews of vendors' data processing agreements."""
