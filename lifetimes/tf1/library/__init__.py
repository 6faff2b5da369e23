"""What pages of old books import beyond the lesson; each file loads when one of its names is first used."""
