"""A list set on a module reads back as another object that equals it and shares its elements both ways."""
m = tf.Module()
plain = [1, tf.Variable(2.0)]
m.items = plain
print("same object:", m.items is plain, "a list:", isinstance(m.items, list), type(m.items).__name__)
print("equal:", len(m.items) == len(plain), m.items[1] is plain[1])
m.items.append("from the module")
plain.append("from the outside")
print(len(m.items), len(plain), m.items[2:], plain[2:])
m.table, m.pair = {"k": 1}, (1, 2)
print(type(m.table).__name__, isinstance(m.table, dict), m.table["k"], m.table)
print(type(m.pair).__name__, isinstance(m.pair, tuple), m.pair == (1, 2), m.items[:1], m.items)
