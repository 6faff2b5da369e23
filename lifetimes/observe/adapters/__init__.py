"""What the instrument can say of other people's objects, none of which is imported here.

Each registration waits under the name of a class until the program itself has imported that library. Where
references run through C or C++ and the collector cannot see them, `holds` tells them.
"""
