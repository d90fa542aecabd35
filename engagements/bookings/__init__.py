"""Strategy calls: hours of hosts, free slots, bookings and their intake."""
