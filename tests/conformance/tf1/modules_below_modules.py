"""A module lists what stands below one of its modules before it goes on to the next one."""


class Owner(tf.Module):
    def __init__(self, name, **attributes):
        super().__init__(name=name)
        self.w = tf.Variable(1.0, name=name)
        for key, value in attributes.items():
            setattr(self, key, value)


deep = Owner("deep", more=[Owner("deeper")])
top = Owner("top", first=Owner("first", below=deep), second=Owner("second", again=deep))
print([v.name for v in top.variables])
print([module.name for module in top.submodules])
