"""The scope filter of get_collection is re.match at the start of the name; any filter drops objects without a name.

"net" also takes net2/w, and even an empty filter drops what has no name."""

for name in ("net/w", "net2/w", "other/net/w", "w"):
    tf.Variable(1.0, name=name)
names = lambda scope: [v.op.name for v in tf.get_collection("variables", scope)]
for scope in (None, "", "net", "net/", "other", ".*net", "w$", "w:0$", "nothing"):
    print(repr(scope), names(scope))
print([v.op.name for v in tf.global_variables("net/")], [v.op.name for v in tf.trainable_variables(scope="other")])
tf.add_to_collection("mixed", 5)
tf.add_to_collection("mixed", "net")
tf.add_to_collection("mixed", tf.constant(1, name="net/c"))
print(len(tf.get_collection("mixed")), len(tf.get_collection("mixed", "")), len(tf.get_collection("mixed", scope="net")))
