"""What is put into the middle of a tracked list, or taken out of a tracked dict past it, can be saved no more."""
import tempfile


def show(held, change):
    module = tf.Module()
    module.held = held
    try:
        change(module.held)
    except TypeError as error:
        print(error)
    print(len(module.held), [type(one).__name__ for one in module.held])
    try:
        path = tf.train.Checkpoint(module=module).save(tempfile.mkdtemp() + "/saved")
        print(sorted(name for name, _ in tf.train.list_variables(path)))
    except ValueError as error:
        print(error)


def variable():
    return tf.Variable(1.0)


show([variable()], lambda held: held.append(variable()))
show([variable()], lambda held: held.insert(len(held), variable()))
show([], lambda held: held.insert(0, variable()))
show([1.0], lambda held: held.insert(1, 2.0))
show([1.0], lambda held: held.insert(1, [2.0]))
for times in (3, 1, 0):
    show([variable()], lambda held: held.__imul__(times))
show([2, 1], lambda held: held.sort())
show([2, 1], lambda held: held.sort(reverse=True))
given = [variable()]
show(given, lambda held: given.append(variable()))
show({"a": variable(), "b": variable()}, lambda held: held.pop("a"))
show({"a": variable(), "b": variable()}, lambda held: held.clear())
show({"a": variable()}, lambda held: (held.pop("a"), held.__setitem__("a", variable())))
show({"a": variable()}, lambda held: (held.pop("a"), held.__setitem__("c", variable())))
show({"a": variable(), "b": 2}, lambda held: held.__delitem__("a"))
