"""The pages, grouped by the noun in their address."""
