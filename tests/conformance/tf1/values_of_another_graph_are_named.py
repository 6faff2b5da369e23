"""Where values of two graphs meet, the error names the second and the first: a variable by its place, after an operator's left side by its reading."""
def shown(call):
    try:
        print(call())
    except ValueError as error:
        print(str(error).partition(" (graphs are")[0])


with tf.Graph().as_default():
    other = tf.Variable([1., 2.], name="other")
    held = tf.Variable([1., 2.], name="held", use_resource=True)
    far = tf.constant([1., 2.], name="far")
with tf.Graph().as_default():
    here = tf.constant([1., 2.], name="here")
    yes = tf.constant(True, name="yes")
    own = tf.Variable([3., 4.], name="own")
    shown(lambda: here * other)
    shown(lambda: other * here)
    shown(lambda: own * other)
    shown(lambda: here * held)
    shown(lambda: tf.maximum(here, other))
    shown(lambda: tf.concat([here, other], 0))
    shown(lambda: tf.assign(other, here))
    shown(lambda: tf.gradients(here * here, [far]))
    shown(lambda: tf.gradients(here * here, [here], grad_ys=[far]))
    shown(lambda: tf.cond(yes, lambda: far, lambda: here))
    shown(lambda: tf.cond(yes, lambda: here, lambda: other))
    shown(lambda: tf.cond(yes, lambda: here * far, lambda: here))
    shown(lambda: tf.cond(far[0] > 0., lambda: here, lambda: here))
