"""What a symbolic tensor refuses in a trace: numpy, bool without AutoGraph, iteration, len, int, hash; shape and dtype it knows."""


def attempt(label, body):
    try:
        print(label, tf.function(body, autograph=False)(tf.constant([1.0, 2.0])))
    except Exception as error:
        text = [line.strip() for line in str(error).splitlines() if line.strip()]
        print(label, type(error).__name__, [t for t in text if "Error" in t or t is text[0]][-1][:130])


attempt("numpy", lambda x: x.numpy())
attempt("bool", lambda x: 1 if x[0] > 0 else 0)
attempt("iterate", lambda x: [y for y in x])
attempt("len", lambda x: len(x))
attempt("int", lambda x: int(x[0]))
attempt("float", lambda x: float(x[0]))
attempt("hash", lambda x: hash(x))
attempt("numpy function", lambda x: __import__("numpy").sin(x))
attempt("range", lambda x: list(range(x[0])))
attempt("and", lambda x: x[0] > 0 and x[1] > 0)
attempt("attributes", lambda x: (x.shape[0], x.dtype.size, x.shape.rank, x.name.endswith(":0")) and x)
attempt("ref", lambda x: {x.ref(): 1}[x.ref()])
attempt("equality", lambda x: x == x)
attempt("assign item", lambda x: x.__setitem__(0, 1.0))
