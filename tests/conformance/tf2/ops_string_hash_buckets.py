"""to_hash_bucket_fast gives the same bucket for the same bytes, from 0 up to the number of buckets."""
words = tf.constant(["apple", "banana", "apple", "", "cherry"])
buckets = tf.strings.to_hash_bucket_fast(words, 10)
print(buckets.dtype, buckets.shape, bool(buckets[0] == buckets[2]))
print(bool(tf.reduce_all((buckets >= 0) & (buckets < 10))), tf.strings.to_hash_bucket_fast(["x", "y"], num_buckets=1).numpy().tolist())
