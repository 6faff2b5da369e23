"""A tape that is opened in a `tf.Graph` follows the variables of the graph, however they are read."""

old = tf.compat.v1


def last(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).strip().splitlines()[-1].strip()}"


with tf.Graph().as_default():
    made, got = tf.Variable(3.0, name="made"), old.get_variable("got", initializer=2.0)
    rows = tf.Variable([[1.0], [2.0], [3.0]], name="rows")
    fixed = tf.Variable(7.0, trainable=False, name="fixed")
    given = old.placeholder(tf.float32, [])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(given)
        product = given * got * fixed + made * made
        looked_up = tf.reduce_sum(tf.gather(rows, [0, 2, 2])) + tf.reduce_sum(tf.gather_nd(rows, [[1]]))
    print([variable.name for variable in tape.watched_variables()])
    gradients = tape.gradient(product, {"made": made, "got": got, "given": given})
    print(tape.gradient(product, fixed), tape.gradient(product, rows))
    whole = tf.convert_to_tensor(tape.gradient(looked_up, rows))
    print(last(lambda: tape.gradient(product, tf.keras.Sequential())))
    with old.Session() as session:
        session.run(old.global_variables_initializer())
        found = session.run(gradients, {given: 5.0})
        print({name: float(found[name]) for name in sorted(found)})
        print(session.run(whole).tolist())


@tf.function
def asked_for_a_model(model):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(tf.ones([1, 2])))
    return tape.gradient(loss, model)


model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
print(last(lambda: asked_for_a_model(model)))
