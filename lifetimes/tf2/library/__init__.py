"""What pages of new guides import beyond the lesson; each file loads when one of its names is first used."""
