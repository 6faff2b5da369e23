"""The `*` operator multiplies booleans as numbers and gives booleans; `tf.multiply` refuses them."""
import operator
def err(n, f):
    try: print(n, f())
    except Exception as e: print(n, type(e).__name__, "|", str(e).split("\n")[0].rpartition("}} ")[2][:230])
t=tf.constant
b=t([True,False])
for n,f in enumerate([lambda: b*2., lambda: 3*b, lambda: b*b, lambda: b*t([2,3]), lambda: [1,0]*b, lambda: b*'a', lambda: t([1,2])*b, lambda: tf.multiply(b,b), lambda: tf.reverse(t(1.),[0]), lambda: tf.convert_to_tensor(t([1.]).shape)]):
    err(n,f)
