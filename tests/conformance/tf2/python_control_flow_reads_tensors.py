"""Python's if, while and for read eager tensors by value."""
n, steps = tf.constant(27), 0
while n != 1:
    n = n // 2 if n % 2 == 0 else n * 3 + 1
    steps += 1
print("steps:", steps, "n:", n.numpy())
for row in tf.constant([[1, 2], [3, 4]]):
    print(row)
if tf.constant(0.0):
    print("zero is true")
else:
    print("zero is false")
print([int(i) for i in tf.range(3)], max(tf.constant([3, 1, 2])).numpy())
print("as an index:", ["a", "b", "c"][tf.constant(1)], "as a range:", list(range(tf.constant(3))))
print(float(tf.constant(2.5)), int(tf.constant(7)), tf.constant(3).__index__())
