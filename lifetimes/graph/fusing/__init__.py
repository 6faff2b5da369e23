"""Plans made faster: chains of elementwise ops that go through memory once."""
