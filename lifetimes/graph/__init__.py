"""One Graph for the default graph of the old world and for every trace of the new one; never global."""
