"""A saver restores what its list names, and what the file lacks is said by its key."""
import gc, weakref, os, tempfile
import numpy as np
def say(label, f):
    try:
        value = f()
        print(label, '=', value)
    except Exception as e:
        lines = [l for l in str(e).split('\n') if l.strip()]
        first = lines[0].strip() if lines else ''
        if first.startswith('Graph execution error') or first.startswith('in user code'):
            first = getattr(getattr(e, 'op', None), 'name', None) or lines[-1].strip()
        print(label, '!', type(e).__name__, first[:180])
folder = tempfile.mkdtemp()
g = tf.Graph()
with g.as_default():
    a = tf.get_variable('enc/a', initializer=[1., 2.])
    b = tf.get_variable('enc/b', initializer=3.)
    step = tf.train.get_or_create_global_step()
    saver = tf.train.Saver(max_to_keep=2)
    with tf.Session() as s:
        s.run(tf.global_variables_initializer())
        for i in range(3):
            s.run(step.assign_add(1)); path = saver.save(s, os.path.join(folder, 'model'), global_step=step)
            print(os.path.basename(path), [os.path.basename(p) for p in saver.last_checkpoints])
print(sorted(os.listdir(folder)))
print(os.path.basename(tf.train.latest_checkpoint(folder)))
print(tf.train.list_variables(path))
state = tf.train.get_checkpoint_state(folder)
print([os.path.basename(p) for p in state.all_model_checkpoint_paths], os.path.basename(state.model_checkpoint_path))
with tf.Graph().as_default():
    a = tf.get_variable('enc/a', [2]); c = tf.get_variable('dec/c', [1])
    all_saver = tf.train.Saver()
    some = tf.train.Saver([a])
    renamed = tf.train.Saver({'enc/b': tf.get_variable('other', [])})
    with tf.Session() as s:
        say('all', lambda: all_saver.restore(s, path))
        try: all_saver.restore(s, path)
        except Exception as e: print('Key dec/c not found in checkpoint' in str(e), type(e).__name__)
        some.restore(s, path); print(s.run(a))
        say('uninit', lambda: s.run(c))
        renamed.restore(s, path); print(s.run('other:0'))
        print(s.run(tf.report_uninitialized_variables()))
        s.run(tf.variables_initializer([c])); print(s.run(tf.report_uninitialized_variables()))
        say('no file', lambda: all_saver.restore(s, os.path.join(folder, 'nothing')) if False else all_saver.restore(s, 'nothing'))
        say('none', lambda: some.restore(s, None))
        say('closed', lambda: None)
    say('session gone', lambda: some.restore(s, path))
with tf.Graph().as_default():
    say('no variables', lambda: tf.train.Saver())
    tf.constant(1.)
    say('empty list', lambda: tf.train.Saver([]))
    v = tf.get_variable('enc/a', [3])
    sv = tf.train.Saver()
    with tf.Session() as s:
        try: sv.restore(s, path)
        except Exception as e: print(type(e).__name__, 'lhs shape' in str(e) or 'expected' in str(e))
    say('twice', lambda: tf.train.Saver([v, v]))
    say('not variable', lambda: tf.train.Saver([tf.constant(1.)]))
    say('dict', lambda: tf.train.Saver({'x': v, 'y': v}) and 'fine')
    d = tf.train.Saver({'k': v}, name='mine')
    print(d.saver_def.save_tensor_name, d.saver_def.restore_op_name, d.saver_def.filename_tensor_name)
reader = tf.train.load_checkpoint(path)
print(sorted(reader.get_variable_to_shape_map().items()), reader.has_tensor('enc/a'), reader.has_tensor('zz'))
print(reader.get_tensor('enc/a'), reader.get_tensor('global_step'))
say('reader', lambda: reader.get_tensor('zz'))
say('load', lambda: tf.train.load_variable(path, 'enc/b'))
say('exists', lambda: (tf.train.checkpoint_exists(path), tf.train.checkpoint_exists('zz')))
say('latest none', lambda: tf.train.latest_checkpoint('/nonexistent'))
with tf.Graph().as_default():
    m = tf.train.import_meta_graph(path + '.meta')
    with tf.Session() as s:
        m.restore(s, path); print(s.run('enc/a:0'), s.run('global_step:0'), [v.name for v in tf.global_variables()], [v.name for v in tf.trainable_variables()])
