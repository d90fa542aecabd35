"""Pages of packets: those of the engagement, and the auditor's room."""
