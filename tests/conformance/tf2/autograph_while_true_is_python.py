"""Surprising: in a tf.function while True with a break on a tensor is NotImplementedError, as the loop began as a Python loop."""


@tf.function
def log2(n):
    steps = 0
    while True:
        if n <= 1:
            break
        n //= 2
        steps += 1
    return steps


try:
    print(log2(tf.constant(1024)))
except NotImplementedError as error:
    print(type(error).__name__ + ":", str(error).splitlines()[0])
    print([line.strip()[:100] for line in str(error).splitlines() if "NotImplementedError:" in line])
print("a Python argument:", log2(1024).numpy())
