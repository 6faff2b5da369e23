"""A list, a dict and a plain object each keep their variables alive, and taking the entry out frees the variable at once."""
import gc
import weakref

gc.disable()


class Plain:
    pass


variables = [tf.Variable(float(i)) for i in range(3)]
watches = [weakref.ref(v) for v in variables]


def alive():
    return [w() is not None for w in watches]


a_list, a_dict, plain = [variables[0]], {"k": variables[1]}, Plain()
plain.v = variables[2]
del variables
print("held:", alive())
a_list.pop()
print("after list.pop:", alive())
del a_dict["k"]
print("after del of the key:", alive())
plain.v = None
print("after attribute = None:", alive())
