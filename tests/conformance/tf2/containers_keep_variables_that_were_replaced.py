"""A list or dict that a module holds keeps each variable that was ever put in, even when another takes its place."""
import gc
import weakref

gc.disable()


def v(value=1.0):
    return tf.Variable(value)


def replaced(held):
    held["a"] = v(2.0)


def many_times(held):
    for step in range(3):
        held["a"] = v(step)


def popped_and_put(held):
    held.pop()
    held.append(v(2.0))


def cleared_and_put(held):
    held.clear()
    held.extend([v(2.0)])


def first_replaced(held):
    held[0] = v(2.0)


def updated(held):
    held.update(a=v(2.0))


CASES = [(replaced, "a", {"a": v()}), (many_times, "a", {"a": v()}), (updated, "a", {"a": v()}), (popped_and_put, 0, [v()]),
         (cleared_and_put, 0, [v()]), (first_replaced, 0, [v()]), (replaced, "a", {"a": tf.Module()})]
while CASES:
    change, key, given = CASES.pop(0)
    watch, module = weakref.ref(given[key]), tf.Module()
    module.held = given
    del given
    change(module.held)
    print(change.__name__, watch() is not None, len(module.variables), end=" ")
    module.held = module.held
    print("set again", watch() is not None, end=" ")
    module.held = None
    del module.held
    print("deleted", watch() is not None)
