"""A class derived from the optimizer of the old world takes its steps eagerly and in functions, by the hooks for resources."""

v1 = tf.compat.v1

class Heavy(v1.train.Optimizer):
    def __init__(self, rate, name="Heavy"):
        super().__init__(False, name)
        self._rate, self.told = rate, []
    def _create_slots(self, var_list):
        self._create_non_slot_variable(initial_value=1.0, name="decay", colocate_with=min(var_list, key=lambda v: v.name))
        for variable in var_list:
            self._zeros_slot(variable, "weight", self._name)
    def _decay(self):
        with tf.init_scope():
            graph = None if tf.executing_eagerly() else v1.get_default_graph()
        return self._get_non_slot_variable("decay", graph=graph)
    def _prepare(self):
        self._rate_now = tf.convert_to_tensor(self._call_if_callable(self._rate), name="rate")
    def _resource_apply_dense(self, grad, handle):
        self.told.append("dense")
        weight, decay = self.get_slot(handle, "weight"), self._decay()
        weight.assign(0.5 * weight + grad)
        return handle.assign_sub(decay * self._rate_now * weight)
    def _resource_apply_sparse(self, grad, handle, indices):
        self.told.append("sparse")
        return handle.scatter_sub(tf.IndexedSlices(self._rate_now * grad, indices))
    def _finish(self, update_ops, name_scope):
        decay = self._decay()
        return tf.group(*update_ops, decay.assign(decay * 0.5), name=name_scope)

for kind in (Heavy, v1.train.MomentumOptimizer):
    optimizer = kind(0.5) if kind is Heavy else kind(lambda: 0.5, 0.5)
    a, b = tf.Variable([1.0, 2.0], name="a"), tf.Variable(3.0, name="b", constraint=lambda v: tf.clip_by_value(v, -1.0, 1.0))
    rows = tf.Variable([[1.0], [2.0], [3.0]], name="rows")
    loss = lambda: tf.reduce_sum(a * a) + b * tf.reduce_sum(tf.gather(rows, [0, 2, 0]))
    print(optimizer.minimize(loss), a.numpy().tolist(), b.numpy(), rows.numpy().tolist())
    step = tf.function(lambda: [optimizer.minimize(loss, var_list=[a, b, rows]), 0][1])
    step(); step()
    print(a.numpy().tolist(), b.numpy(), rows.numpy().tolist(), optimizer.get_slot_names(), sorted(v.name for v in optimizer.variables()))
    print(getattr(optimizer, "told", None), isinstance(optimizer, v1.train.Optimizer), optimizer.get_name())
    counted = v1.train.get_or_create_global_step()
    optimizer.apply_gradients([(tf.ones([2]), a), (None, b)], global_step=counted)
    print(a.numpy().tolist(), counted.numpy())

class Bare(v1.train.Optimizer):
    pass

bare = Bare(True, "Bare")
for gradient in (tf.ones([3, 1]), tf.IndexedSlices(tf.ones([1, 1]), [0])):
    try:
        print(bare.apply_gradients([(gradient, rows)]))
    except NotImplementedError as error:
        print("NotImplementedError", error)
with tf.Graph().as_default():
    v = v1.get_variable("v", initializer=[1.0, 2.0])
    optimizer = Heavy(0.5)
    step = optimizer.minimize(v * v)
    with v1.Session() as session:
        session.run(v1.global_variables_initializer())
        session.run(step)
        print(step.name, [value.tolist() for value in session.run([v, *optimizer.variables()])], optimizer.told)
