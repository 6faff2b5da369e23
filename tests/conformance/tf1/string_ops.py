"""String tensors hold bytes; join, split, length, substr, numbers and formats work on them."""

s = tf.constant(["apple", "fig"], name="s")
print(s, s.dtype)
with tf.Session() as sess:
    for z in (tf.string_join([s, ["-a", "-b"]]), tf.string_join([s, "x"], separator="/"), s + "!", tf.as_string([1, 2]), tf.as_string([1.5], precision=2),
              tf.as_string(True), tf.string_to_number(["1.5", "-2"]), tf.string_to_number("7", tf.int32), tf.substr(s, 1, 2), tf.strings.length(s),
              tf.strings.upper(s), tf.strings.lower("AbC"), tf.reduce_join(s), tf.reduce_join([["a", "b"], ["c", "d"]], 1, separator=","),
              tf.regex_replace(s, "p+", "P"), tf.strings.strip(["  a "]), tf.equal(s, "fig"), tf.strings.regex_full_match(s, "f.*"),
              tf.strings.join([s, s]), tf.strings.substr("hello", 0, 3), tf.string_to_hash_bucket_fast(["a"], 1)):
        print(z.dtype.name, z.shape, sess.run(z).tolist() if hasattr(sess.run(z), "tolist") else sess.run(z))
    for text in ("seven", ""):
        try:
            sess.run(tf.string_to_number(text))
        except tf.errors.InvalidArgumentError as error:
            print(type(error).__name__, f"StringToNumberOp could not correctly convert string: {text}" in str(error))
