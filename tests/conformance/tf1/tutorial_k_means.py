"""K-means with tf operations: assign points, then move the centres to the means of their points."""
import numpy as np

rng = np.random.RandomState(3)
points = np.vstack([rng.normal(c, 0.3, (10, 2)) for c in ((0, 0), (3, 3), (0, 4))]).astype("float32")
vectors = tf.constant(points)
centroids = tf.Variable(tf.slice(vectors, [0, 0], [3, -1]) + [[0.0, 0.0], [2.0, 2.0], [0.0, 3.0]])
expanded_vectors = tf.expand_dims(vectors, 0)
expanded_centroids = tf.expand_dims(centroids, 1)
assignments = tf.argmin(tf.reduce_sum(tf.square(tf.subtract(expanded_vectors, expanded_centroids)), 2), 0)
print(expanded_vectors.get_shape(), expanded_centroids.get_shape(), assignments)
means = tf.concat([tf.reduce_mean(tf.gather(vectors, tf.reshape(tf.where(tf.equal(assignments, c)), [1, -1])), reduction_indices=[1])
                   for c in range(3)], 0)
update_centroids = tf.assign(centroids, means)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        _, centroid_values, assignment_values = sess.run([update_centroids, centroids, assignments])
    print(np.round(sess.run(centroids).astype(float), 3).tolist())
    print(assignment_values.tolist())
