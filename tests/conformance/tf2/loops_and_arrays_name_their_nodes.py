"""A loop counts after its body, an array's nodes lie in a scope each, its size is what it was given; rows go anywhere."""


@tf.function
def counts(n):
    for i in tf.range(n):
        print("range", i + 1, i + 2)
    return n


@tf.function
def rows(x):
    for row in x:
        print("rows", row + 1)
    return x


@tf.function
def arrays(n):
    array = tf.TensorArray(tf.int32, n)
    for i in tf.range(n):
        array = array.write(i, i)
        print(array.flow.name, array.size().name)
    array = array.unstack([1, 2, 3])
    print(array.flow.name, array.size().name, array.read(0).name, array.read(1).name, array.stack().name)
    print(array.gather([0, 1]).name)
    print(tf.TensorArray(tf.int32, 2).split([1, 2, 3], [1, 2]).flow.name)
    named = tf.TensorArray(tf.int32, 2, name="mine")
    print(named.write(0, 2, name="wr").stack(name="st").name, named.read(0, name="rd").name)
    print(named.unstack([1, 2], name="un").flow.name)
    print(tf.map_fn(lambda e: e * 2, tf.range(3)).name)
    return array.size() + 1


@tf.function(input_signature=[tf.TensorSpec([None], tf.int32), tf.TensorSpec([None], tf.float32)])
def scattered(places, values):
    return tf.TensorArray(tf.float32, 4).scatter(places, values).stack()


counts(tf.constant(2))
rows(tf.constant([2]))
print(arrays(tf.constant(3)).numpy())
x = tf.constant([5.0, 7.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = scattered([2, 0], x * 3) * [1.0, 2.0, 3.0, 4.0]
print(y.numpy(), tape.gradient(y, x).numpy())


@tf.function
def reads_outside():
    return tf.TensorArray(tf.float32, size=2).read(5)


try:
    reads_outside()
except tf.errors.InvalidArgumentError as error:
    print("{{node TensorArrayV2Read/TensorListGetItem}}" in str(error))

array = tf.TensorArray(tf.float32, 4)
print(array.scatter([1, 3], [5.0, 6.0]).stack().numpy(), array.scatter([0], [1.0, 2.0]).stack().numpy())
for places, values in (([0, 9], [1.0, 2.0]), ([0, 1], [1, 2])):
    try:
        array.scatter(places, values)
    except (tf.errors.OutOfRangeError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__, str(error).strip())
