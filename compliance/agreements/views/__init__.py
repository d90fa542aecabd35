"""The pages of templates and agreements."""
