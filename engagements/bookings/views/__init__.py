"""Pages of booked calls: the public's, the visitor's own, the partner's."""
