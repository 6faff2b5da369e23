"""A Saver makes one folder, keeps as many files as it is told, and a collection comes back as the kind it went as."""
import tempfile, os; d = tempfile.mkdtemp()
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", str(e).replace(d, "D").split("\n")[0])
v = tf.Variable(1., name="v"); s = tf.Session(); s.run(v.initializer); sv = tf.train.Saver(max_to_keep=None)
err(lambda: sv.save(s, d + "/new/deep/m").replace(d, "D")); print(sorted(os.listdir(d)))
err(lambda: sv.save(s, d + "/other/m", write_meta_graph=False, write_state=False).replace(d, "D")); print(sorted(os.listdir(d + "/other")), sv.last_checkpoints, sv.as_saver_def().max_to_keep)
open(d + "/file", "w").close(); err(lambda: sv.save(s, d + "/file/m")); err(lambda: sv.save(s, "")); 
for k in (0, None, 1, 2, -1):
    with tf.Graph().as_default(), tf.Session() as s:
        v = tf.Variable(1., name="v"); s.run(v.initializer)
        def go():
            sv = tf.train.Saver(max_to_keep=k); [sv.save(s, f"{d}/k{k}/m", global_step=i, write_meta_graph=False) for i in range(4)]
            print(k, [os.path.basename(p) for p in sv.last_checkpoints], sorted(f for f in os.listdir(f"{d}/k{k}") if f.endswith("index")), [os.path.basename(p) for p in tf.train.get_checkpoint_state(f"{d}/k{k}").all_model_checkpoint_paths], sv.as_saver_def().max_to_keep)
        err(go)
with tf.Graph().as_default(), tf.Session() as s:
    r = tf.Variable(2., use_resource=True, name="r"); w = tf.Variable(3., name="w"); t = w * 2.; s.run(tf.global_variables_initializer())
    for key, value in (("mine", w), ("mine", r), ("tensors", t), ("ops", t.op), ("numbers", 3), ("numbers", 4), ("floats", 1.5), ("texts", "a"), ("texts", b"b"), ("objects", object()), ("mixed", w), ("mixed", 3)): tf.add_to_collection(key, value)
    m = tf.train.export_meta_graph(); print(sorted((k, c.WhichOneof("kind"), len(getattr(c, c.WhichOneof("kind")).value)) for k, c in m.collection_def.items()))
    p = tf.train.Saver().save(s, d + "/meta")
for scope in (None, "in"):
    with tf.Graph().as_default(), tf.Session() as s:
        sv = tf.train.import_meta_graph(p + ".meta", import_scope=scope); sv.restore(s, p)
        for key in ("mine", "tensors", "ops", "numbers", "floats", "texts", "objects", "variables", "trainable_variables"): err(lambda: [x if not hasattr(x, "name") else x.name for x in tf.get_collection(key)])
        print(s.run(tf.get_collection("tensors")))
