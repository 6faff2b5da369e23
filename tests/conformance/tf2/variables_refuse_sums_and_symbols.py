"""Of text and truths there is no sum to assign, and no variable begins with a symbol that was kept from a trace."""

kept = []


def told(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])


@tf.function
def keeps(x):
    kept.append(x * 2)
    return x


keeps(tf.constant(1))
text, truth, number = tf.Variable("a"), tf.Variable(True), tf.Variable(2, dtype=tf.uint8)
told(lambda: text.assign_add("b"))
told(lambda: text.assign_sub(text.value()))
told(lambda: text.assign_add(text.value()))
told(lambda: truth.assign_add(True))
told(lambda: truth.assign_sub(truth.value()))
told(lambda: number.assign_add(number.value()).numpy())
told(lambda: number.assign_sub(3).numpy())
print(text.numpy(), truth.numpy(), number.numpy())
told(lambda: tf.Variable(kept[0]))
told(lambda: tf.Variable(kept[0], name="begins"))
told(lambda: tf.Variable([kept[0]]))
told(lambda: number.assign(tf.cast(kept[0], tf.uint8)))
