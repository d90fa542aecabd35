"""What a vendor keeps of what it is sent: asked, approved, configured, proven, attested."""
