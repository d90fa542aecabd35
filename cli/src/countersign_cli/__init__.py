"""The `countersign` command line: checks packets and agreements offline, without the portal."""
