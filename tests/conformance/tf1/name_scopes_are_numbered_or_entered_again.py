"""A name scope opened again is numbered; with a trailing slash it is entered again; None or "" is the root."""

def made(scope):
    with tf.name_scope(scope):
        return tf.constant(1.0, name="c").name

print(made("s"), made("s"), made("s/"), made("s_1/"), made(None), made(""))
with tf.name_scope("outer"):
    print(made("s"), made("s"), made("outer/s/"), made(None))
print(made("outer"))
print(tf.constant(1, name="exact/").name)
try:
    tf.constant(1, name="exact/")
except ValueError as error:
    print(type(error).__name__, "Duplicate node name in graph: 'exact'" in str(error))
