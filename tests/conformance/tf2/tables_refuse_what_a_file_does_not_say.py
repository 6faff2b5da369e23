"""A table made of a file is refused where columns, dtypes or the number of lines are not those of the file."""
import tempfile; d = tempfile.mkdtemp(); L = tf.lookup; I = L.TextFileIndex
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", str(e).split("}} ")[-1].split(" [Op")[0].replace(d, "D"))
made = 0
def table(key_dtype, key_index, value_dtype, value_index, **more):
    global made; made += 1; path = f"{d}/v{made}.txt"
    with open(path, "w") as f: f.write("x\ty\nz\tw\n")
    try:
        t = L.StaticHashTable(L.TextFileInitializer(path, key_dtype, key_index, value_dtype, value_index, **more), "" if value_dtype == tf.string else -1)
    except Exception as e: raise type(e)(None, None, str(e).replace(path, "F")) if isinstance(e, tf.errors.OpError) else e
    return [sorted(part.numpy().tolist()) for part in t.export()]
for args in ((tf.string, 0, tf.string, 2), (tf.string, 0, tf.int64, 1), (tf.int64, I.WHOLE_LINE, tf.int64, I.LINE_NUMBER), (tf.string, -3, tf.string, 1), (tf.string, 0, tf.string, -3),
             (tf.string, 0, tf.string, I.LINE_NUMBER), (tf.string, I.LINE_NUMBER, tf.string, 0), (tf.float32, I.WHOLE_LINE, tf.string, 0), (tf.string, 0, tf.float32, I.WHOLE_LINE), (tf.string, 0, tf.string, 1)): err(lambda: table(*args))
for size in (1, 2, 5, 0): err(lambda: table(tf.string, 0, tf.string, 1, vocab_size=size))
for buckets, values in ((0, tf.constant([0], tf.int64)), (2, tf.constant([0]))): err(lambda: L.StaticVocabularyTable(L.KeyValueTensorInitializer(["a"], values), buckets))
m = L.experimental.MutableHashTable(tf.string, tf.int64, -1); print(m.insert(["a"], [5]), m.remove(tf.constant(["a"])), m.size().numpy())
