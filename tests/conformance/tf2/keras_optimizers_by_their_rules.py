"""Each Keras optimizer owns the slots of its rule, tells its arguments, and is made again from what it tells."""


def attempt(label, function):
    try:
        print(label, "->", function())
    except Exception as error:
        print(label, "|", type(error).__name__, "|", str(error).splitlines()[0].partition(" [Op")[0])


def trained(optimizer, some_rows=False):
    weights = tf.Variable([1.0, 2.0], name="w")
    for _ in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum((tf.gather(weights, [0, 0]) if some_rows else weights) ** 2)
        optimizer.apply_gradients([(tape.gradient(loss, weights), weights)])
    return [round(value * 1e4) for value in weights.numpy().tolist()], [variable.path for variable in optimizer.variables]


optimizers = tf.keras.optimizers
for kind in (optimizers.Nadam, optimizers.Lamb, optimizers.Lion, optimizers.Ftrl):
    print(kind.__name__, trained(kind(0.1)), trained(kind(0.1), some_rows=True))
print(trained(optimizers.Ftrl(0.1, l1_regularization_strength=0.5, l2_regularization_strength=0.1, beta=0.1)))
print(optimizers.Nadam(weight_decay=0.1).get_config())
print(optimizers.Lion().get_config())
for optimizer in (optimizers.SGD(0.5), optimizers.Nadam(0.5, beta_1=0.8)):
    told = optimizers.serialize(optimizer)
    print(told["module"], told["class_name"], end=" ")
    made = optimizers.deserialize(told)
    print(type(made).__name__, made.learning_rate.numpy(), made.name)
schedule = optimizers.schedules.CosineDecayRestarts(0.1, 5)
print([round(float(schedule(step)), 4) for step in (0, 3, 9, 12)], schedule.get_config())


class Halved(optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        return 0.5


attempt("a schedule that tells nothing", lambda: Halved().get_config())
attempt("two ways to clip", lambda: optimizers.SGD(clipnorm=1.0, clipvalue=1.0))
print(optimizers.SGD().name, "(the one that failed has taken a name)")
attempt("a gradient of another shape", lambda: optimizers.Adam().apply([tf.ones([3])], [tf.Variable([1.0, 2.0])]))
