"""What the catalogue of services and the roadmap tell a page."""
