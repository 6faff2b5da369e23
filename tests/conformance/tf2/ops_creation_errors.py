"""What cannot become a tensor is a ValueError or TypeError whose first line names the reason."""
for label, make in (("ragged list", lambda: tf.constant([[1, 2], [3]])), ("mixed", lambda: tf.constant([1, "a"])),
                    ("object", lambda: tf.constant(object())), ("none", lambda: tf.constant(None)),
                    ("shape", lambda: tf.constant([1, 2, 3], shape=[2, 2])), ("large", lambda: tf.constant(2 ** 40)),
                    ("float as int", lambda: tf.constant([1.5], dtype=tf.int32)), ("dict", lambda: tf.constant({})),
                    ("negative", lambda: tf.zeros([-1])), ("range", lambda: tf.range(0, 5, 0))):
    try:
        print(label, make())
    except Exception as error:
        text = str(error).splitlines()[0]
        print(label, type(error).__name__ + ":", text.split(" at 0x")[0][:150])
