"""Random numbers, TensorFlow's own, and initial values made with them."""
