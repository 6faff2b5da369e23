"""A file `checkpoint` that names no newest checkpoint is an error wherever it is looked at."""
import tempfile; d = tempfile.mkdtemp()
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", str(e).replace(d, "D"))
for text in ('all_model_checkpoint_paths: "a"\n', ""):
    with open(d + "/checkpoint", "w") as f: f.write(text)
    for look in (tf.train.get_checkpoint_state, tf.train.latest_checkpoint, tf.train.load_checkpoint,
                 lambda d: tf.train.CheckpointManager(tf.train.Checkpoint(), d, 3).checkpoints): err(lambda: look(d))
