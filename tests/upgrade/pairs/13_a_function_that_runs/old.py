"""A session handed to a function that runs it: the owner of the values is handed on in its place."""
import tensorflow as tf
x = tf.placeholder(tf.float32, shape=(), name="x")
w = tf.Variable(2.0, name="w")
y = w * x

def show(sess, value):
    print("y", sess.run(y, {x: value}))

def main(_=None):
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())
    show(sess, 1.0)
    show(sess, 3.0)
    sess.run(w.assign(5.0))
    show(sess, 3.0)

if __name__ == "__main__":
    main()
