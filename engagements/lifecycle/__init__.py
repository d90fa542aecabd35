"""What an engagement is: its scope, the routes open to it, its stage."""
