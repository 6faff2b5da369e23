"""A node's name is refused as that of the scope it would open: of the root, where it is stricter, or of one inside."""

def words(function):
    try:
        return function().name
    except ValueError as error:
        return str(error).splitlines()[0]

x = tf.constant([[1.]], name="x")
for name in ("bad name", "_hidden", "-a", "a:0", "é", "a b/c", "fine-name", "a.b/c", "a\\b"):
    print(repr(name))
    print(words(lambda: tf.placeholder(tf.float32, name=name)))
    print(words(lambda: tf.add(1., 2., name=name)))
    print(words(lambda: tf.matmul(x, x, name=name)))
    print(words(lambda: tf.no_op(name=name)))
    print(words(lambda: tf.constant(1, name=name)))
    print(words(lambda: tf.placeholder_with_default(1., [], name=name)))
    with tf.name_scope("inside"):
        print(words(lambda: tf.matmul(x, x, name=name)), words(lambda: tf.placeholder(tf.float32, name=name)))
print(words(lambda: tf.identity(x, name="inside/")), words(lambda: tf.identity(x, name="inside/x")), words(lambda: tf.identity(x, name="")))
