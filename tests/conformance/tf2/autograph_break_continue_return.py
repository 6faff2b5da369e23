"""break and continue work in loops over tensors inside a tf.function, and so does an early return outside of loops."""


@tf.function
def odd_sum(n):
    total = 0
    for i in tf.range(n):
        if i % 2 == 0:
            continue
        if i > 7:
            break
        total += i
    return total


@tf.function
def log2(n):
    steps = 0
    while tf.constant(True):
        if n <= 1:
            break
        n //= 2
        steps += 1
    return steps


@tf.function
def absolute(x):
    if x > 0:
        return x
    return -x


@tf.function
def sign(x):
    if x > 0:
        return 1
    elif x < 0:
        return -1
    else:
        return 0


print(odd_sum(tf.constant(5)), odd_sum(tf.constant(100)))
print(log2(tf.constant(1024)))
print(absolute(tf.constant(-3)).numpy(), absolute(tf.constant(4)).numpy())
print([sign(tf.constant(x)).numpy().item() for x in (-5, 0, 5)])
