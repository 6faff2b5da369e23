"""A tutorial page on tensors shapes and dtypes prints, cell by cell, what TensorFlow prints."""

# A guide: ranks, shapes, dtypes, operators, graphs and devices, variables.
import os
import tempfile

import numpy as np

os.chdir(tempfile.mkdtemp())

print(tf.executing_eagerly(), tf.__version__)
mammal = tf.Variable("Elephant", tf.string)
ignition = tf.Variable(451, tf.int16)
floating = tf.Variable(3.14159265359, tf.float64)
its_complicated = tf.Variable(12.3 - 4.85j, tf.complex64)
print(mammal, ignition, floating, its_complicated)

mystr = tf.Variable(["Hello"], tf.string)
cool_numbers = tf.Variable([3.14159, 2.71828], tf.float32)
first_primes = tf.Variable([2, 3, 5, 7, 11], tf.int32)
print(mystr, cool_numbers, first_primes)
mymat = tf.Variable([[7], [11]], tf.int16)
myxor = tf.Variable([[False, True], [True, False]], tf.bool)
squarish_squares = tf.Variable([[4, 9], [16, 25]], tf.int32)
rank_of_squares = tf.rank(squarish_squares)
print(rank_of_squares, mymat, myxor)

with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run([mammal, ignition, floating, its_complicated, mystr, cool_numbers, myxor, rank_of_squares]))

my_image = tf.zeros([10, 299, 299, 3])
my_vector = tf.range(5)
my_scalar = my_vector[2]
my_matrix = tf.ones([3, 4])
my_row_vector = my_matrix[2]
my_column_vector = my_matrix[:, 3]
zeros = tf.zeros(my_matrix.shape[1])
print(
    my_scalar,
    my_row_vector,
    my_column_vector,
    zeros,
    my_matrix.shape,
    my_matrix.shape[1],
    type(my_matrix.shape[1]).__name__,
)

a = tf.constant([[1, 2], [3, 4]])
b = tf.constant([[1, 1], [1, 1]])
print(tf.add(a, b), tf.multiply(a, b), tf.matmul(a, b))
print(
    a + b,
    a * b,
    a @ b,
    a - b,
    a / b,
    a // b,
    a % b,
    -a,
    abs(a),
    a**2,
    a > b,
    a >= b,
    a < b,
    a <= b,
    1 - a,
    2 / a,
    7 // a,
    2**a,
    7 % a,
)
with tf.Session() as s:
    print(*s.run([a + b, a * b, a @ b, a / b, a // b, -a, a**2, a > b, 1 - a, 2 / a, 7 // a, 2**a, 7 % a]), sep="\n")

x = tf.placeholder(tf.float32, name="x")
print(x, x.shape, x.get_shape(), x.get_shape().ndims, x.dtype, x.name, x.op.type, x.op.node_def)
x.set_shape([None, 2])
print(
    x,
    x.shape.as_list(),
    x.shape.is_fully_defined(),
    x.shape.is_compatible_with([3, 2]),
    x.shape.merge_with([5, None]),
    x.shape.concatenate([1]),
    x.shape.dims,
)

print(
    repr(
        (
            tf.TensorShape([None, 3]),
            tf.TensorShape(None),
            tf.TensorShape([2, 3]).num_elements(),
            tf.TensorShape([2])[0],
            tf.TensorShape([1, 2]) == [1, 2],
            tf.Dimension(3),
            str(tf.Dimension(None)),
            tf.TensorShape([1, 2, 3])[1:],
            tf.TensorShape([1, 2]).with_rank(2),
            list(tf.TensorShape([1, 2])),
        )
    )
)

print(
    tf.DeviceSpec(device_type="GPU", device_index=0).to_string(),
    tf.DeviceSpec.from_string("/job:a/task:1/cpu:0"),
    repr(tf.DeviceSpec(job="x")),
    tf.DeviceSpec(device_type="CPU", device_index=3).device_index,
    tf.config.list_physical_devices(),
    tf.config.list_physical_devices("GPU"),
    tf.config.list_logical_devices(),
)

v = tf.Variable([1.0, 2.0], name="v")
print(
    v,
    repr(v),
    v.name,
    v.dtype,
    v.shape,
    v.get_shape(),
    v.op,
    v.graph is tf.get_default_graph(),
    v.device,
    v.trainable,
    v.initializer.name,
    v.initial_value,
    v.value(),
    v.read_value(),
    v.eval,
    sep="\n",
) if False else print(
    v,
    repr(v),
    v.name,
    v.dtype,
    v.shape,
    v.op.name,
    v.op.type,
    v.initializer.name,
    v.initial_value,
    v.value(),
    v.read_value(),
    v.trainable,
    v._shared_name if hasattr(v, "_shared_name") else "",
    v.initialized_value(),
    "{}".format(v),
    v + 1,
    v[0],
    v * 2.0,
    v**2,
    -v,
    abs(v),
    v > 1,
    1 - v,
    2 / v,
    v @ v if False else "",
)

with tf.Session() as s:
    v.initializer.run()
    print(v.eval(), s.run(v.assign([3.0, 4.0])), s.run(v.assign_add([1.0, 1.0])), v.eval(s))
    v.load([9.0, 9.0], s)
    print(s.run(v))
    print(
        tf.is_variable_initialized(v).eval(),
        s.run(tf.scatter_update(v, [0], [5.0])),
        s.run(tf.assign_sub(v, [1.0, 1.0])),
        s.run(v[0].assign(7.0)),
        s.run(tf.scatter_add(v, [0, 1], [1.0, 2.0])),
    )

print(repr((v == v, v != v, hash(v) == hash(v), v in [v], {v: 1}[v])))

t = tf.constant(1.0)
print(repr((t == t, t in [t], {t: 1}[t], hash(t) is not None, tf.equal(t, t))))

with tf.GradientTape(persistent=True) as tape:
    x = tf.constant(3.0)
    tape.watch(x)
    y = x * x
    z = y * y
g1, g2 = (tape.gradient(y, x), tape.gradient(z, x))
print(g1, g2)
with tf.Session() as s:
    print(s.run([g1, g2]))

pr = tf.print("x is", x, "and", [1, 2])
print(pr.name, pr.type)
with tf.control_dependencies([pr]):
    y = tf.identity(x)
with tf.Session() as s:
    print(s.run(y))
    s.run(pr)

root = tf.train.Checkpoint(x=tf.Variable(1.0, name="cx"))
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    path = root.save("./ck", session=s) if False else root.save("./ck")
    print(path)
    st = root.restore(path)
    st.assert_consumed().run_restore_ops()
    print(s.run(root.x))
