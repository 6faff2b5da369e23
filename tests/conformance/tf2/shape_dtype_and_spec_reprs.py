"""TensorShape, DType and TensorSpec have short stable reprs."""
for shape in (tf.TensorShape([]), tf.TensorShape([2, 3]), tf.TensorShape([None, 3]), tf.TensorShape(None), tf.TensorShape([4])):
    print(str(shape), repr(shape))
for dtype in (tf.float32, tf.int64, tf.bool, tf.string, tf.complex64, tf.float16, tf.uint8, tf.double):
    print(str(dtype), repr(dtype), dtype.name)
for spec in (tf.TensorSpec([2], tf.int32), tf.TensorSpec(None), tf.TensorSpec([None, 1], tf.float32, name="x")):
    print(str(spec), repr(spec))
