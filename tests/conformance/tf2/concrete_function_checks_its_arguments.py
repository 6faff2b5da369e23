"""A concrete function takes only its own arguments: another dtype, count or Python value raises, a list is not converted.

Surprising: a tensor of another rank than the signature's is let through and computed with.
"""
f = tf.function(lambda x, scale: x * 2.0)
c = f.get_concrete_function(tf.TensorSpec([None], tf.float32), 3)
print(c(tf.constant([1.0])).numpy(), c(tf.constant(1.0)).numpy(), c(x=tf.constant([4.0])).numpy())
try:
    c(tf.constant([1]))
except tf.errors.InvalidArgumentError as error:
    print("dtype", type(error).__name__, "as input #0(zero-based) was expected to be a float tensor but is a int32 tensor" in str(error))
for label, call in (("count", lambda: c(tf.constant([1.0]), tf.constant([1.0]))), ("none", lambda: c()),
                    ("keyword", lambda: c(y=tf.constant([1.0]))), ("other Python value", lambda: c(tf.constant([1.0]), 4)),
                    ("same Python value", lambda: c(tf.constant([1.0]), 3)), ("list", lambda: c([1.0]))):
    try:
        print(label, call())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0].split(". Received")[0])
