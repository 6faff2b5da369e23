"""Keras numbers its automatic names by one global counter, the state it kept, which clear_session resets."""
tf.keras.backend.clear_session()
print([tf.keras.layers.Dense(1).name for _ in range(3)], tf.keras.Sequential().name, tf.keras.Sequential().name)
tf.keras.backend.clear_session()
print(tf.keras.layers.Dense(1).name, tf.keras.layers.Dense(1, name="given").name, tf.keras.layers.Dense(1).name)
