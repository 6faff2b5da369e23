"""Threads that call one function the first time share its trace and its variable."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
import threading
made = []; traced = []
@tf.function
def f(x):
    traced.append(1)
    if not made: made.append(tf.Variable(0.))
    made[0].assign_add(x)
    return made[0].read_value()
start = threading.Barrier(4)
def work(): start.wait(); [f(tf.constant(1.)) for _ in range(5)]
threads = [threading.Thread(target=work) for _ in range(4)]
[th.start() for th in threads]; [th.join() for th in threads]
print(len(made), len(traced), f.experimental_get_tracing_count())
