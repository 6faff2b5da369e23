"""In a trace a variable keeps its rules: no numpy(), no bool, += refused; assign returns a symbolic tensor-like."""
v = tf.Variable(1.0)


def attempt(label, body):
    try:
        print(label, tf.function(body)())
    except Exception as error:
        text = [line.strip() for line in str(error).splitlines() if line.strip()]
        print(label, type(error).__name__, text[-1][:110] if text else "")


def augmented():
    global v
    v += 1.0


attempt("numpy", lambda: v.numpy())
attempt("float", lambda: float(v))
attempt("augmented", augmented)
attempt("shape", lambda: v.assign([1.0, 2.0]))
attempt("fine", lambda: v.assign_add(1.0))
print(type(v).__name__)
