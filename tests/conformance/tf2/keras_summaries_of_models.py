"""summary() prints one layer after another, or what each is connected to where the calls branch or a layer is shared."""

K, L = tf.keras, tf.keras.layers
a, b = K.Input((2,), name="a"), K.Input((2,), name="b")
total = L.Add(name="total")([a, b])
joined = L.Dense(2, name="d")(L.Concatenate(name="a_rather_long_name_for_a_layer")([a, total]))
K.Model([a, b], [joined, total], name="two").summary()
shared = L.Dense(2, name="shared")
K.Model(a, shared(shared(a)), name="sharing").summary()
K.Model(a, L.Dense(1, name="last")(K.Sequential([L.Dense(3)], name="inner")(a)), name="nested").summary()
K.Model(a, L.Dense(2, name="x")(a * 2.0), name="operators").summary()
left, right = L.Dense(2, name="left")(a), L.Dense(2, name="right")(a)
K.Model(a, [left, right], name="fork").summary()
K.Model(a, [left, L.Dense(1, name="after")(left)], name="chain").summary()
K.Sequential([K.Input((2,)), L.Dense(2, name="a_very_long_name_for_a_dense_layer")], name="long").summary()
