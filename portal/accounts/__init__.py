"""Who people are, what organisations they belong to, and what they may do."""
