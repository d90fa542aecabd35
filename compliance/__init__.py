"""What is promised and proven: agreements, reviews, reports, clearance and packets."""
