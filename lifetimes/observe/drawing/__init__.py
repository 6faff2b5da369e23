"""Pictures and pages of what was found; nothing here asks the heap anything."""
