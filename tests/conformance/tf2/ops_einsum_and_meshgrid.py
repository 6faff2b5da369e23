"""einsum sums over the letters that the result leaves out; meshgrid gives coordinate matrices in xy or ij order."""
a, b = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0, 0.0], [0.0, 2.0]])
for equation, operands in (("ij,jk->ik", (a, b)), ("ij->ji", (a,)), ("ii->i", (a,)), ("ij->", (a,)), ("ij,ij->i", (a, b)),
                           ("i,j->ij", (a[0], b[1])), ("...ij,jk", (a, b)), ("ij,kj", (a, b)), ("ii", (a,))):
    print(equation, tf.einsum(equation, *operands).numpy().tolist())
x, y = tf.meshgrid([1, 2, 3], [10, 20])
print(x, y)
print([t.shape for t in tf.meshgrid(tf.range(2), tf.range(3), indexing="ij")])
try:
    tf.einsum("ij,jk->ik", a, tf.ones([3, 2]))
except Exception as error:
    print(type(error).__name__, str(error).splitlines()[0].split("}} ")[-1][:120])
