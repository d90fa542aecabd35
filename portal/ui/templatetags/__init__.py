"""Template tags and filters that every page of the portal may use (`load ui`)."""
