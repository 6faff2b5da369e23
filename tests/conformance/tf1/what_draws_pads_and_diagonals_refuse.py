"""What is drawn from must be a matrix, what has a diagonal two halves that agree, and a way to pad one of three."""

def words(function):
    try:
        return function()
    except (ValueError, tf.errors.InvalidArgumentError) as error:
        lines = [line for line in str(error).splitlines() if line]
        return next((line for line in lines if "should be" in line), lines[0])

late = tf.placeholder(tf.float32)
for logits in ([1.], [[[1.]]], 1., [[1., 2.]], late):
    print(words(lambda: tf.multinomial(logits, 3).shape), words(lambda: tf.random.categorical(logits, 3).shape))
with tf.Session() as sess:
    for fed in ([1.], [[[1.]]], 1.):
        print(words(lambda: sess.run(tf.multinomial(late, 1), {late: fed})))
for shape in ([2, 3], [2], [], [2, 3, 4], [2, 2, 2, 3], [3, 3], [2, 3, 2, 3]):
    print(words(lambda: tf.diag_part(tf.ones(shape)).shape), words(lambda: tf.diag_part(tf.placeholder(tf.float32, [None] + shape[1:] if shape else None)).shape))
for mode in ("zz", "reflect", "CONSTANT"):
    print(words(lambda: tf.pad([[1, 2]], [[0, 0], [1, 1]], mode).shape))
