"""What happened to the clients of the demonstration, told through the actions that people use."""
