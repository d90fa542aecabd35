"""The kernel that any portal needs, and the root that composes the applications."""
