"""broadcast_static_shape and broadcast_dynamic_shape tell the shape of a broadcast; what does not fit is an error."""
print(tf.broadcast_static_shape(tf.TensorShape([2, 1]), tf.TensorShape([3])), tf.broadcast_static_shape(tf.TensorShape([None, 3]), tf.TensorShape([1, 3])))
print(tf.broadcast_dynamic_shape([2, 1], [3]), tf.broadcast_dynamic_shape(tf.constant([4, 1, 2]), tf.constant([5, 1])))
print(tf.broadcast_to(tf.constant([1, 2]), [2, 2]), tf.broadcast_to([[1], [2]], [2, 3]), tf.broadcast_to(5, [2]))
for label, use in (("static", lambda: tf.broadcast_static_shape(tf.TensorShape([2]), tf.TensorShape([3]))),
                   ("dynamic", lambda: tf.broadcast_dynamic_shape([2], [3]))):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0].split("}} ")[-1])
