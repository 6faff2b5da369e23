"""Where the elements of a tensor stand: shapes, parts, joins, and updates of parts."""
