"""Module names are snake_case of the class, name_scope is theirs, flatten and with_name_scope work, and repr is Python's own."""


class MyDenseLayer2D(tf.Module):
    @tf.Module.with_name_scope
    def __call__(self, x):
        if not hasattr(self, "w"):
            self.w = tf.Variable(tf.ones([x.shape[-1], 2]), name="w")
        return tf.matmul(x, self.w)


m = MyDenseLayer2D()
print(m.name, m.name_scope.name, m(tf.ones([1, 2])).numpy(), m.w.name)
print(MyDenseLayer2D(name="given").name, tf.Module().name, repr(m).startswith("<"), [v.name for v in m.variables])


class Parent(tf.Module):
    def __init__(self):
        super().__init__(name="parent")
        with self.name_scope:
            self.child = MyDenseLayer2D(name="child")

    @tf.Module.with_name_scope
    def __call__(self, x):
        return self.child(x)


p = Parent()
p(tf.ones([1, 3]))
print([v.name for v in p.variables], p.submodules[0] is p.child, p.child.name)
print(tuple(n for n in p._flatten(predicate=lambda o: isinstance(o, tf.Variable))) == p.variables)
for bad in ("1a", "a b", "a-b", ""):
    try:
        print(repr(bad), tf.Module(name=bad).name)
    except ValueError as error:
        print(repr(bad), type(error).__name__ + ":", str(error)[:60])
