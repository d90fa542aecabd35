"""The demonstration: a cast to be, their codes and mails, and a book filled in by real actions."""
