"""How the portal looks: pages and fragments, template tags, components' values, drawings."""
