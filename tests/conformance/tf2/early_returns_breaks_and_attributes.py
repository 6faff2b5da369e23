"""Returns, breaks, continues and attributes in converted code mean what they mean in Python."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

class State:
    total = 0.0


@tf.function
def early(x):
    if x > 10.0:
        return 3.0, x
    if x > 5.0:
        x = x * 2.0
        if x > 15.0:
            return 2.0, x
    return 1.0, x


@tf.function
def find(values, wanted):
    place = -1
    for i in tf.range(tf.size(values)):
        if values[i] == wanted:
            place = i
            break
    else:
        place = -2
    return place


@tf.function
def odd(values):
    total = 0
    for v in values:
        if v % 2 == 0:
            continue
        if v > 7:
            return total
        total += v
    return total


@tf.function
def attributes(state, x):
    if x > 0.0:
        state.total = x
    else:
        state.total = -x
    for _ in tf.range(2):
        state.total += 1.0
    return state.total


@tf.function
def items(x):
    d = {"a": x, "b": x * 2.0}
    while d["a"] < 10.0:
        d["a"] += d["b"]
    d["c"] = d["a"] if d["a"] > 12.0 else d["b"]
    return d


@tf.function
def nested(n):
    found = tf.TensorArray(tf.int32, 0, dynamic_size=True)
    for i in tf.range(n):
        for j in tf.range(i):
            if j > 1:
                break
            found = found.write(found.size(), i * 10 + j)
    return found.stack()


print([first(lambda: early(tf.constant(v))[1].numpy()) for v in (1.0, 6.0, 9.0, 20.0)])
print([first(lambda: find(tf.constant([3, 1, 4]), wanted).numpy()) for wanted in (4, 9)])
print(first(lambda: odd(tf.constant([1, 2, 3, 9, 5])).numpy()), first(lambda: odd(tf.constant([1, 3])).numpy()), first(lambda: odd([1, 2, 9, 1])))
state = State()
print(attributes(state, tf.constant(-3.0)).numpy(), type(state.total).__name__)
print({k: float(v) for k, v in items(tf.constant(3.0)).items()}, nested(tf.constant(4)).numpy().tolist())


@tf.function
def no_return(x):
    if x > 0:
        return x


@tf.function
def only_raise(x):
    if x > 0:
        raise ValueError("positive")
    return x


@tf.function
def ternary(x):
    y = x if x > 0 else -x
    return y


@tf.function
def unpack(pairs):
    total = 0
    for a, b in pairs:
        total += a * b
    for i, (a, b) in enumerate(zip([1, 2], [3, 4])):
        total += i * a * b
    return total


print(first(lambda: no_return(tf.constant(1))), first(lambda: only_raise(tf.constant(1))))
print([int(ternary(tf.constant(v))) for v in (4, -2, -9)])
print(first(lambda: unpack(tf.constant([[1, 2], [3, 4]])).numpy()), unpack([(1, 2), (3, 4)]).numpy())
