"""Ragged tensors take ints, slices, negative steps of rows, tensors and newaxis; a column index along the ragged axis is refused."""
r = tf.ragged.constant([["a", "b", "c"], ["d"], [], ["e", "f"]])
print(r[0], r[1, 0], r[-1], r[1:3], r[:, :1], r[:, -1:], r[::2], r[:, ::-1])
print(r[tf.constant(3)], r[0, 1:], r[..., :1], r[:2, tf.newaxis].shape)
for label, use in (("column", lambda: r[:, 0]), ("beyond", lambda: r[9]), ("in row", lambda: r[2, 0])):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0].split("}} ")[-1][:90])
print([row.numpy().tolist() for row in r], tf.gather(r, [1, 0]), tf.concat([r, [["z"]]], 0).nrows().numpy())
