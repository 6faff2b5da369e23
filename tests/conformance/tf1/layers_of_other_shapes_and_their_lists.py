"""tf.layers on inputs of more axes and unknown sizes: names, shapes, lists of weights, losses and refusals."""
import numpy as np
def say(label, make):
    try:
        value = make()
    except Exception as error:
        value = type(error).__name__ + " | " + (str(error).strip().splitlines() or [""])[0][:220]
    print(label, "=", value)

L = tf.layers
cube = tf.placeholder(tf.float32, [None, 3, 4], name="cube")
wide = tf.placeholder(tf.float32, [None, None, 4], name="wide")
say("dense of cube", lambda: L.dense(cube, 2, kernel_initializer=tf.ones_initializer(), name="a"))
say("flatten cube", lambda: L.flatten(cube))
say("flatten wide", lambda: L.flatten(wide))
say("flatten fixed", lambda: L.flatten(tf.zeros([2, 3, 4])))
say("normal along 1", lambda: L.batch_normalization(cube, axis=1, training=True, name="n"))
say("normal along unknown", lambda: L.batch_normalization(wide, axis=1))
say("normal of list", lambda: L.batch_normalization(cube, axis=[-1], name="m"))
say("dense of vector", lambda: L.dense(tf.zeros([3]), 2))
say("dense of unknown", lambda: L.dense(tf.placeholder(tf.float32, [2, None]), 2))
say("dropout", lambda: L.dropout(cube, training=True, name="d"))
say("dropout again", lambda: L.dropout(cube, name="d"))
layer = L.Dense(2, activity_regularizer=lambda x: tf.reduce_sum(x), kernel_regularizer=lambda w: tf.reduce_sum(w), name="reg")
say("scope name before", lambda: layer.scope_name)
say("call", lambda: layer(cube))
say("scope name", lambda: layer.scope_name)
say("count", lambda: layer.count_params())
say("losses", lambda: len(layer.losses))
say("weights", lambda: [[v.name for v in group] for group in (layer.weights, layer.trainable_weights, layer.non_trainable_weights, layer.variables)])
normal = L.BatchNormalization(trainable=False)
normal(cube)
say("fixed", lambda: [[v.name for v in group] for group in (normal.trainable_weights, normal.non_trainable_weights)])
say("regularization", lambda: [t.name for t in tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)])
say("updates", lambda: [t.name for t in tf.get_collection(tf.GraphKeys.UPDATE_OPS)])
class Own(L.Layer):
    def build(self, shape):
        self.w = self.add_variable("w", [int(shape[-1])], initializer=tf.ones_initializer())
        self.add_loss(tf.reduce_sum(self.w))
        self.built = True
    def call(self, inputs):
        return inputs * self.w
own = Own()
say("own", lambda: own(cube))
say("own name", lambda: [own.name, own.scope_name, own.w.name, own.dtype, len(own.losses)])
say("own again", lambda: Own(name="b/c").apply(cube))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(np.round(sess.run(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES), {cube: np.ones([1, 3, 4])}), 4)[-1])
