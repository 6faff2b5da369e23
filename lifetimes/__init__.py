"""Who owns a variable, and when does it die? TensorFlow 1 and TensorFlow 2 side by side, over NumPy."""

__version__ = "0.1.0"
