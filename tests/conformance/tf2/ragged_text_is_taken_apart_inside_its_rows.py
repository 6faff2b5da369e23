"""Rows of text are split into words, characters, bytes and code points inside of their rows, eagerly and in a trace."""

lines = tf.ragged.constant([["ab c", "d"], ["e f g"]])
deep = tf.ragged.constant([[["a b"]], [["c"], ["d é"]]])
for taken_apart in (
    tf.strings.split,
    lambda text: tf.strings.split(text, sep=" ", maxsplit=1),
    tf.strings.bytes_split,
    lambda text: tf.strings.unicode_split(text, "UTF-8"),
    lambda text: tf.strings.unicode_decode(text, input_encoding="UTF-8"),
    lambda text: tf.strings.unicode_transcode(text, "UTF-8", "UTF-16-BE"),
    tf.io.encode_base64,
):
    for text in (lines, deep):
        print(taken_apart(text).to_list())
    print(tf.function(taken_apart)(lines).to_list())

words = tf.strings.split(tf.constant(["the cat", "a dog ran"]))
letters = tf.strings.unicode_split(words, "UTF-8")
print(letters, letters.ragged_rank, letters.shape, tf.strings.reduce_join(letters, axis=-1).to_list())
print(tf.io.decode_base64(tf.io.encode_base64(words)))
