"""v[i] = x is a TypeError, while v[i].assign(x) writes that part of the variable in place."""
v = tf.Variable([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
try:
    v[0] = [0.0, 0.0, 0.0]
except TypeError as error:
    print(type(error).__name__ + ":", error)
v[0].assign([7.0, 8.0, 9.0])
print(v.numpy().tolist())
v[:, 1:].assign([[0.0, 1.0], [2.0, 3.0]])
print(v.numpy().tolist())
v[1, 0].assign(-1.0)
print(v.numpy().tolist())
result = v[::-1, 0].assign([10.0, 20.0])
print(v.numpy().tolist(), type(result).__name__, result.shape)
try:
    v[0].assign([1.0, 2.0])
except Exception as error:
    print(type(error).__name__, v.numpy().tolist())
