"""Under AutoGraph and, or, not, chained comparisons, the conditional expression, len, called helpers and lambdas work on tensors."""


@tf.function
def logic(a, b):
    return a and b, a or b, not a


@tf.function
def compare(x):
    small = x > 0 and x < 10
    return 1 if small else 0


@tf.function
def chained(x):
    if 0 < x < 10:
        x = -x
    return x


def helper(x):
    if x > 5:
        return x - 5
    else:
        return x


@tf.function
def calls(x):
    inner = lambda y: y if y > 0 else -y  # noqa: E731
    return helper(helper(x)), len(tf.zeros([3, 2])), inner(x)


@tf.function
def recursive(n):
    return 1 if n <= 1 else n * recursive.python_function(n - 1)


def attempt(label, use):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__)


attempt("logic", lambda: [t.numpy().item() for t in logic(tf.constant(True), tf.constant(False))])
attempt("compare", lambda: [compare(tf.constant(i)).numpy().item() for i in (-1, 5, 50)])
attempt("chained", lambda: [chained(tf.constant(i)).numpy().item() for i in (-1, 5, 50)])
attempt("calls", lambda: [t.numpy().item() for t in calls(tf.constant(12))])
attempt("recursive", lambda: recursive(5).numpy().item())
