"""A Keras layer takes no new variables or layers once it is built; an error in `call` tells what it was called with."""

L = tf.keras.layers
x = tf.constant([[1.0, 2.0], [3.0, 6.0]])


def attempt(what, function):
    try:
        print(what, function())
    except Exception as error:
        print(what, type(error).__name__, str(error).splitlines())


class LateWeight(L.Layer):
    def call(self, x):
        self.v = self.add_weight(shape=(), initializer="zeros")
        return x


class LateLayer(L.Layer):
    def call(self, x, training=None, k=3):
        self.inner = L.Dense(2)
        return self.inner(x)


class LateVariable(L.Layer):
    def call(self, x):
        self.v, self.n = tf.Variable(1.0), 3
        return x


class Raises(L.Layer):
    def call(self, x, k=(1, 2)):
        raise KeyError("oops")


def built_with_build():
    dense = L.Dense(2)
    dense.build((None, 2))
    dense.extra = tf.keras.Variable(1.0)


def built_by_a_call():
    dense = L.Dense(2)
    dense(x)
    dense.note, dense.kernel = "x", dense.kernel
    dense.extra = L.Dense(3)


def sequential():
    model = tf.keras.Sequential([L.Dense(2, name="only")])
    model(x)
    model.extra = L.Dense(3)
    return [layer.name for layer in model.layers]


attempt("a weight in call:", lambda: LateWeight()(x))
attempt("a layer in call:", lambda: LateLayer()(x))
attempt("a tf.Variable in call:", lambda: len(LateVariable()(x).shape))
attempt("after build:", built_with_build)
attempt("after a call:", built_by_a_call)
attempt("a Sequential:", sequential)
attempt("an error:", lambda: Raises()(x))
