"""gc.get_referrers names the very container that keeps a variable alive, and no other object."""
import gc


def holders():
    inside = [tf.Variable(1.0)]
    found = [r for r in gc.get_referrers(inside[0]) if r is not locals()]
    return len(found), found[0] is inside


class Plain:
    pass


print(holders())
holder = {"k": tf.Variable(2.0)}
found = gc.get_referrers(holder["k"])
print(len(found), found[0] is holder)
