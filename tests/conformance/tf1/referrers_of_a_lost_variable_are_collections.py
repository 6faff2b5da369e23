"""gc.get_referrers of a lost variable names the collection lists; leaving the last one frees the object, not the op."""
import gc
import weakref

graph = tf.get_default_graph()
refs = [weakref.ref(tf.Variable(1.0, name="lost"))]
gc.collect()

def held_in():
    lists = [r for r in gc.get_referrers(refs[0]()) if isinstance(r, list)]
    return sorted(key for key in graph.get_all_collection_keys()
                  if any(r is tf.get_collection_ref(key) for r in lists))

print(held_in())
tf.get_collection_ref("trainable_variables").clear()
print(held_in())
tf.get_collection_ref("variables").clear()
gc.collect()
print("object alive:", refs[0]() is not None, "operation:", graph.get_operation_by_name("lost").name)
