"""Commands that look at both apps."""
