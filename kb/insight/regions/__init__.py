"""A study beside a region: borders, points of comparison, growth path, moments."""
