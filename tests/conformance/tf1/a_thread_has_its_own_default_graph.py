"""A new thread starts with a default graph of its own, neither the main thread's nor that of its with block."""
import threading

seen = []

def work(graph=None):
    seen.append(tf.get_default_graph())
    tf.constant(1.0, name="made_in_thread")
    if graph is not None:
        with graph.as_default():
            tf.constant(2.0, name="handed_over")

def run(*args):
    thread = threading.Thread(target=work, args=args)
    thread.start()
    thread.join()

main = tf.get_default_graph()
run()
with tf.Graph().as_default() as g:
    run(g)
print("the main thread's:", [s is main for s in seen], "the block's:", [s is g for s in seen])
print("two threads, two graphs:", seen[0] is not seen[1])
print([op.name for op in main.get_operations()], [op.name for op in g.get_operations()])
print([op.name for op in seen[0].get_operations()])
