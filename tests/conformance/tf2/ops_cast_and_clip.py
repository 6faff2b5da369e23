"""cast changes the dtype (towards zero for integers), clip_by_value and clip_by_norm bound values, saturate_cast saturates."""
x = tf.constant([-1.7, 0.2, 1.7])
for dtype in (tf.int32, tf.float64, tf.bool, tf.float16, tf.int16, tf.complex64):
    print(tf.cast(x, dtype))
print(tf.cast([True, False], tf.float32), tf.cast(300, tf.uint8).numpy(), tf.saturate_cast([300, -5], tf.uint8).numpy())
print(tf.clip_by_value(x, clip_value_min=-1.0, clip_value_max=1.0), tf.clip_by_norm([3.0, 4.0], clip_norm=1.0))
clipped, norm = tf.clip_by_global_norm([tf.constant([3.0]), tf.constant([4.0])], 2.5)
print([c.numpy().tolist() for c in clipped], norm.numpy())
print(tf.dtypes.cast(2.9, tf.int32), tf.dtypes.int32 is tf.int32, tf.as_dtype("float32"), tf.double is tf.float64, tf.half.name)
print(tf.float32.is_floating, tf.int32.is_integer, tf.int8.max, tf.float32.size, tf.bool.is_bool, tf.int32 == "int32", tf.complex64.is_complex)
try:
    tf.cast(["1"], tf.int32)
except Exception as error:
    print(type(error).__name__)
print(tf.bitcast(tf.constant(1.0), tf.int32).numpy(), tf.math.real(tf.constant(1 + 2j)).numpy(), tf.complex(1.0, 2.0).numpy(), tf.constant(1 + 2j).dtype)
