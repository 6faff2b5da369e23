"""What an op computes, what shape it has and how it differentiates; shared by both worlds, knows no owner."""
