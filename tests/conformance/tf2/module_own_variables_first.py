"""A module lists its own variables before those of its submodules, each level in attribute order."""


class Block(tf.Module):
    def __init__(self, tag, child=None):
        super().__init__(name=tag)
        if child is not None:
            self.a_child = child
        self.z = tf.Variable(0.0, name=tag + "_z")
        self.b = tf.Variable(0.0, name=tag + "_b")


root = Block("root", Block("middle", Block("leaf")))
print([v.name for v in root.variables])
print([m.name for m in root.submodules])
root.list_of = [Block("one"), Block("two")]
print([v.name for v in root.variables])
print([m.name for m in root.submodules])
