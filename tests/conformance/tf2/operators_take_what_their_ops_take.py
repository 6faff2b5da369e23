"""A Python operator takes and refuses the same dtypes as the op behind it, of tensors and of variables."""

import operator as o

KINDS = ("bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float16", "float32", "float64", "complex64", "string")
BINARY = (o.add, o.sub, o.mul, o.truediv, o.floordiv, o.mod, o.pow, o.and_, o.or_, o.xor, o.lt, o.le, o.gt, o.ge, o.eq, o.ne)


def say(compute, *operands):
    try:
        found = compute(*operands)
        return found.dtype.name, [complex(round(one.real, 3), round(one.imag, 3)) if isinstance(one, complex) else one
                                  for one in found.numpy().tolist()]
    except Exception as error:
        return type(error).__name__


for kind in KINDS:
    values = {"bool": [True, False], "string": ["a", "b"]}.get(kind, [2, 3])
    x, v = tf.constant(values, kind), tf.Variable(tf.constant(values, kind))
    for compute in BINARY:
        print(kind, compute.__name__, say(compute, x, x), say(compute, v, x) == say(compute, x, v) == say(compute, x, x))
    for compute in (o.neg, o.invert, abs):
        print(kind, compute.__name__, say(compute, x), say(compute, v) == say(compute, x))
