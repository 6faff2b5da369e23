"""What a plan does, drawn."""
