"""A gradient of another shape than its variable is refused while the step is built; the slots are there already."""

import re

for name in ("GradientDescent", "Adam", "Adadelta", "Momentum", "Ftrl"):
    v = tf.Variable([1.0, 2.0], name="v")
    optimizer = getattr(tf.train, f"{name}Optimizer")(*((0.1, 0.9) if name == "Momentum" else (0.1,)))
    for gradient in (tf.constant([1.0, 2.0, 3.0]), tf.constant(1.0)):
        try:
            print(optimizer.apply_gradients([(gradient, v)]).name)
        except ValueError as error:
            print(re.sub(r" for '.*", "", str(error).splitlines()[0]))
    print(optimizer.get_slot_names(), sorted(slot.name for slot in optimizer.variables()))
    tf.reset_default_graph()
step = tf.train.AdagradOptimizer(0.1).minimize(tf.reduce_sum(tf.Variable([1.0], name="v")))
update = next(op for op in tf.get_default_graph().get_operations() if op.type == "ApplyAdagrad")
print([tensor.name for tensor in update.inputs][:2])
