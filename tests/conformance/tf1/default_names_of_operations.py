"""Without a name each function takes its own, as old pages show it in print."""

x = tf.placeholder(tf.float32, [2, 2])
i = tf.placeholder(tf.int32, [2])
tensors = [x, tf.abs(x), tf.add(x, x), x + x, x - x, x * x, x / x, x // x, x % x, x ** 2.0, -x, abs(x), x > x, x @ x, tf.matmul(x, x), tf.square(x), tf.sqrt(x), tf.exp(x), tf.log(x), tf.reduce_sum(x),
           tf.reduce_mean(x), tf.reduce_max(x), tf.argmax(x, 0), tf.cast(x, tf.int32), tf.to_float(i), tf.reshape(x, [4]), tf.transpose(x), tf.concat([x, x], 0), tf.stack([x, x]), tf.unstack(x)[0],
           tf.split(x, 2)[0], tf.expand_dims(x, 0), tf.squeeze(x), tf.tile(x, [1, 1]), tf.pad(x, [[0, 0], [0, 0]]), tf.gather(x, i), tf.one_hot(i, 2), tf.where(x > x, x, x), tf.zeros([1]), tf.ones([1]), tf.fill([1], 2),
           tf.range(3), tf.shape(x), tf.rank(x), tf.size(x), tf.identity(x), tf.stop_gradient(x), tf.nn.relu(x), tf.nn.softmax(x), tf.nn.sigmoid(x), tf.nn.tanh(x), tf.maximum(x, x), tf.equal(x, x), tf.logical_not(x > x),
           tf.zeros_like(x), tf.ones_like(x), tf.clip_by_value(x, 0.0, 1.0), tf.add_n([x, x]), tf.random_normal([1]), tf.random_uniform([1]), tf.truncated_normal([1]), tf.constant(1), tf.Variable(1), tf.nn.l2_loss(x),
           tf.nn.bias_add(x, [1.0, 1.0]), tf.cumsum(x), tf.negative(x), tf.subtract(x, x), tf.divide(x, x), tf.div(x, x), tf.pow(x, x), x[0], tf.nn.embedding_lookup(x, i), tf.nn.l2_normalize(x, 0),
           tf.squared_difference(x, x), tf.nn.log_softmax(x), tf.slice(x, [0, 0], [1, 1]), tf.diag(i), tf.reduce_all(x > x), tf.sign(x), tf.round(x), tf.nn.xw_plus_b(x, x, [1.0, 1.0])]
for t in tensors:
    print(t.name, end=" ")
print()
print(tf.group(x).name, tf.no_op().name, tf.global_variables_initializer().name, tf.assign(tf.Variable(1.0, name="v"), 2.0).name)
