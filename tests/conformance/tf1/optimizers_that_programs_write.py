"""An optimizer that a program writes steps on references and on resources by methods of their own, and keeps what it makes."""

def first(function):
    try:
        result = function()
        return getattr(result, "name", result)
    except Exception as error:
        return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"

class Mine(tf.train.Optimizer):
    def __init__(self, rate=0.1, name="Mine"):
        super().__init__(False, name)
        self._rate = rate

    def _create_slots(self, var_list):
        self._create_non_slot_variable(initial_value=0.9, name="power", colocate_with=min(var_list, key=lambda v: v.name))
        for v in var_list:
            self._zeros_slot(v, "m", self._name)
            self._get_or_make_slot(v, tf.ones([2]), "k", "kk")
            self._get_or_make_slot_with_initializer(v, tf.ones_initializer(), v.shape, v.dtype.base_dtype, "z", "zz")

    def _prepare(self):
        self._rate_tensor = tf.convert_to_tensor(self._call_if_callable(self._rate), name="rate")

    def _resource_apply_dense(self, grad, handle):
        print("dense", grad.name, handle.name)
        kept = self.get_slot(handle, "m")
        return tf.group(handle.assign_sub(self._rate_tensor * kept.assign(0.9 * kept + grad)))

    def _resource_apply_sparse(self, grad, handle, indices):
        print("sparse", grad.name, handle.name, indices.name)
        return handle.scatter_sub(tf.IndexedSlices(grad * self._rate_tensor, indices))

    def _apply_dense(self, grad, var):
        return tf.assign_sub(var, self._rate_tensor * grad).op

    def _finish(self, update_ops, name_scope):
        with tf.control_dependencies(update_ops):
            power = self._get_non_slot_variable("power", graph=tf.get_default_graph())
            lower = power.assign(power * 0.9)
        return tf.group(*update_ops + [lower], name=name_scope)

r = tf.get_variable("r", [2], initializer=tf.ones_initializer(), use_resource=True)
f = tf.get_variable("f", [2], initializer=tf.ones_initializer())
mine = Mine(lambda: 0.1)
step = mine.minimize(tf.reduce_sum(r * f))
print(step.name, [v.name for v in mine.variables()], mine.get_slot_names(), mine.get_slot(r, "k"), mine.get_slot(f, "z"))
rows = tf.gradients(tf.gather(r, [0, 0, 1]), r)
print(first(lambda: mine.apply_gradients(zip(rows, [r]))), first(lambda: mine.apply_gradients([(tf.IndexedSlices(tf.ones([1]), tf.constant([0])), f)])))
adam = tf.train.AdamOptimizer(0.1)
sparse = adam.apply_gradients(zip(rows, [r]))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(step)
    print([v.round(4).tolist() for v in sess.run([r, f, mine.get_slot(r, "m"), mine.get_slot(r, "k")])], sess.run(mine._get_non_slot_variable("power", tf.get_default_graph())))
    sess.run(sparse)
    print(sess.run(r).round(4).tolist())
plain = tf.train.GradientDescentOptimizer(0.1)
loss = tf.reduce_sum(f * f)
for bad in (lambda: plain.compute_gradients(loss, "a"), lambda: plain.apply_gradients([(tf.ones([2]), loss)]), lambda: plain.apply_gradients([(tf.ones([2], tf.float64), f)]),
            lambda: plain.compute_gradients(lambda: loss), lambda: type(plain.minimize(lambda: tf.reduce_sum(r * r))).__name__,
            lambda: tf.train.MomentumOptimizer([0.1, 0.2], 0.9, name="M").minimize(tf.identity(loss), var_list=[f]).name,
            lambda: tf.train.FtrlOptimizer(0.1, learning_rate_power=1.0), lambda: tf.train.FtrlOptimizer(0.1, l1_regularization_strength=-1.0), lambda: tf.train.FtrlOptimizer(0.1, initial_accumulator_value=-1.0)):
    print(str(first(bad)).split(" for '")[0])
print(tf.AggregationMethod.ADD_N, tf.AggregationMethod.DEFAULT, tf.AggregationMethod.EXPERIMENTAL_TREE, tf.AggregationMethod.EXPERIMENTAL_ACCUMULATE_N)
