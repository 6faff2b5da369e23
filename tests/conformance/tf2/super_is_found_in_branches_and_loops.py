"""`super()` without arguments means what it means in the method, also inside a branch or a loop that is traced."""


class Base:
    def double(self, x):
        return x * 2.0


class Derived(Base):
    @tf.function
    def plain(self, x):
        return super().double(x)

    @tf.function
    def chosen(self, x):
        if x > 0.0:
            return super().double(x)
        else:
            return super().double(-x)

    @tf.function
    def assigned(self, x, flag=True):
        if flag:
            x = super().double(x)
        if x > 0.0:
            x = super(Derived, self).double(x)
        return x

    @tf.function
    def repeated(self, x):
        for _ in tf.range(2):
            x = super().double(x)
        while x < 20.0:
            x = super().double(x)
        return x

    def helper(self, x):
        if x > 0.0:
            return super().double(x)
        return x

    @tf.function
    def calling(self, x):
        return self.helper(x)


derived = Derived()
for name in ("plain", "chosen", "assigned", "repeated", "calling"):
    print(name, getattr(derived, name)(tf.constant(1.0)).numpy())
print(derived.chosen(tf.constant(-3.0)).numpy())
