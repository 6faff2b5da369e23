"""What networks are made of: activations, losses, normalisation, the steps of optimizers."""
