"""Names stand for tensors in feeds and fetches everywhere a session takes them."""

x = tf.placeholder(tf.float32, [], name="in/x")
y = tf.multiply(x, 2.0, name="out/y")
with tf.Session() as sess:
    print(sess.run("out/y:0", {"in/x:0": 3.0}), sess.run(["out/y:0", "out/y"], {"in/x:0": 3.0}), sess.run({"a": "out/y:0"}, {x: 1.0}))
    print(sess.run(y, feed_dict={"in/x:0": 4.0}), sess.run("out/y:0", {"out/y:0": 9.0}), y.eval({"in/x:0": 5.0}))
    for fetch, feed in (("out/y:1", None), ("nothing", None), ("out/z:0", None), ("out/y:0", {"in/x": 1.0}), ("out/y:0", {"in/z:0": 1.0}), ("out/y:0", {3: 1.0})):
        try:
            print(sess.run(fetch, feed))
        except (ValueError, TypeError, KeyError) as error:
            print(type(error).__name__ + ":", str(error).splitlines()[0])
