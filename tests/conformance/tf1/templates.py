"""A template's scope is made without operations' names being used up; each call opens a name scope."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


def f(x):
    return x * tf.get_variable("k", [], initializer=tf.ones_initializer())


F = tf.make_template("tm", f, create_scope_now_=True)
print(F.variable_scope.name, F.variable_scope.original_name_scope, F.variable_scope_name)
print([F(tf.ones([2])).name for _ in range(2)])
G = tf.make_template("tm", f)
print([G(tf.ones([2])).name for _ in range(2)], G.variable_scope.name, G.variable_scope.original_name_scope)
U = tf.make_template("z", f, unique_name_="uu")
print([U(tf.ones([2])).name for _ in range(2)], [v.name for v in tf.global_variables()])
with tf.variable_scope("o"):
    H = tf.make_template("tm", f, create_scope_now_=True)
    print(H(tf.ones([2])).name, H.variable_scope.name, H.variable_scope.original_name_scope)
print(H(tf.ones([2])).name, [v.name for v in H.variables])
