"""== compares tensors elementwise, gives False for None and for shapes that do not broadcast, and makes tensors unhashable."""
a = tf.constant([1, 2, 3])
print(a == tf.constant([1, 0, 3]))
print(a != 2)
print("None:", a == None, a != None)  # noqa: E711
print("shapes:", a == tf.constant([1, 2]), a != tf.constant([1, 2]))
print("text:", tf.constant("a") == "a")
for label, use in (("hash", lambda: hash(a)), ("set", lambda: {a}), ("dict key", lambda: {a: 1})):
    try:
        use()
    except TypeError as error:
        print(label, type(error).__name__ + ":", error)
key = a.ref()
print("ref:", key == a.ref(), {key: 1}[a.ref()], key.deref() is a)
print("in a list:", any(a is x for x in [a]))
