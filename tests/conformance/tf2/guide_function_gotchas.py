"""A page on what goes wrong with functions: globals changed later, lists of layers, variables per call, iterators, and the ways out."""


@tf.function
def buggy_add():
    return 1 + foo


@tf.function
def recommended_add(foo):
    return 1 + foo


foo = 1
print("Buggy:", buggy_add())
print("Correct:", recommended_add(foo))
print("Updating the value of `foo` to 100!")
foo = 100
print("Buggy:", buggy_add())
print("Correct:", recommended_add(foo))


class SimpleModel(tf.Module):
    def __init__(self):
        self.bias, self.weight = 0.0, 2.0


@tf.function
def evaluate(model, x):
    return model.weight * x + model.bias


simple_model, x = SimpleModel(), tf.constant(10.0)
print(evaluate(simple_model, x))
print("Adding bias!")
simple_model.bias += 5.0
print(evaluate(simple_model, x))


class BetterModel:
    def __init__(self):
        self.bias, self.weight = tf.Variable(0.0), tf.Variable(2.0)


better_model = BetterModel()
print(evaluate(better_model, x))
print("Adding bias!")
better_model.bias.assign_add(5.0)
print(evaluate(better_model, x))


@tf.function
def f(x):
    v = tf.Variable(1.0)
    return v


try:
    f(1.0)
except ValueError as e:
    print("ValueError:", "tf.function only supports singleton tf.Variables created on the first call" in str(e))
opt1, opt2 = tf.keras.optimizers.SGD(learning_rate=1e-2), tf.keras.optimizers.SGD(learning_rate=1e-3)


@tf.function
def train_step(w, x, y, optimizer):
    with tf.GradientTape() as tape:
        L = tf.reduce_sum(tf.square(w * x - y))
    gradients = tape.gradient(L, [w])
    optimizer.apply_gradients(zip(gradients, [w]))


w, x, y = tf.Variable(2.0), tf.constant([-1.0]), tf.constant([2.0])
opt1.build([w])
opt2.build([w])
train_step(w, x, y, opt1)
print(round(w.numpy().item(), 3))
train_step(w, x, y, opt2)
print(round(w.numpy().item(), 3))
steps = []


@tf.function
def python_side_effects(it):
    for value in it:
        steps.append(value)
    return tf.constant(len(steps))


print(python_side_effects([1, 2, 3]).numpy(), python_side_effects([1, 2, 3]).numpy(), steps)
