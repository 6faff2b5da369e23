"""A module tracks what is assigned to it: variables in lists, maps, tuples and modules inside, in an order of names."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

import collections

Pair = collections.namedtuple("Pair", "left right")


class Inner(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(1.0, name="w")
        self.frozen = tf.Variable(2.0, trainable=False, name="frozen")


class Outer(tf.Module):
    def __init__(self):
        super().__init__(name="outer")
        with self.name_scope:
            self.b = tf.Variable(3.0, name="b")
        self.a = Inner("first")
        self.many = [Inner(), {"x": Inner("third")}]
        self.pair = Pair(tf.Variable(5.0, name="left"), Inner("in_pair"))
        self.default = collections.defaultdict(list)
        self.default["k"].append(tf.Variable(6.0, name="in_default"))
        self.ordered = collections.OrderedDict(z=tf.Variable(7.0, name="z"), y=tf.Variable(8.0, name="y"))
        self.plain = 3


m = Outer()
print([v.name for v in m.variables], len(m.trainable_variables), len(m.non_trainable_variables))
print([s.name for s in m.submodules], m.name, m.name_scope.name)
m.many.append(Inner("late"))
m.many[1]["y"] = tf.Variable(9.0, name="in_dict")
print(len(m.variables), [s.name for s in m.submodules])
m.a = None
print(len(m.variables), m.many[0].w.numpy(), first(lambda: m.nothing))
del m.b
print(len(m.variables), "b" in vars(m))


class Shared(tf.Module):
    def __init__(self):
        super().__init__()
        self.one = Inner()
        self.two = self.one
        self.loop = self


s = Shared()
print(len(s.variables), [x.name for x in s.submodules], s.name)
holder = tf.train.Checkpoint()
holder.items = [1, tf.Variable(2.0)]
holder.map = {"a": 1}
print(type(holder.items).__name__, holder.items == [1, holder.items[1]], len(holder.items), holder.items[0], list(holder.map.items()))
holder.items += [3]
holder.items.extend([4, 5])
holder.items.insert(0, 0)
print(len(holder.items), holder.items[0], first(lambda: holder.items.pop()), holder.map | {"b": 2}, {**holder.map})
print(isinstance(holder.items, list), isinstance(holder.map, dict), holder.items[1:3], first(lambda: holder.map.pop("a")))


class Decorated(tf.Module):
    @tf.Module.with_name_scope
    def __call__(self, x):
        if not hasattr(self, "w"):
            self.w = tf.Variable(tf.ones([2]), name="w")
        return x * self.w


d = Decorated(name="named")
d(1.0)
print(d.w.name, Decorated().name, first(lambda: Decorated(name="not valid")))
