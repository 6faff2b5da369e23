"""A module may make its variables on first call; m.variables is computed anew each time and sees them then."""


class Dense(tf.Module):
    def __init__(self, out_features, name=None):
        super().__init__(name=name)
        self.built = False
        self.out_features = out_features

    def __call__(self, x):
        if not self.built:
            self.w = tf.Variable(tf.ones([x.shape[-1], self.out_features]), name="w")
            self.b = tf.Variable(tf.zeros([self.out_features]), name="b")
            self.built = True
        return x @ self.w + self.b


layer = Dense(2)
print("before:", layer.variables)
print(layer(tf.constant([[1.0, 2.0, 3.0]])).numpy())
print("after:", [(v.name, tuple(v.shape)) for v in layer.variables])
first, second = layer.variables, layer.variables
print("a new tuple each time:", first is not second)
