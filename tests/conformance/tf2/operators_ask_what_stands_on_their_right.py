"""What is no tensor says itself what it gives on the right of one, where the operator's op takes no such value."""
import operator


class Money:
    def __radd__(self, other):
        return f"{type(other).__name__} and money"

    def __rmul__(self, other):
        return NotImplemented

    def __rtruediv__(self, other):
        raise TypeError("passed over")

    def __repr__(self):
        return "Money()"


def show(function, *values):
    try:
        print(function.__name__, function(*values))
    except (TypeError, ValueError, AttributeError, tf.errors.InvalidArgumentError) as error:
        print(function.__name__, type(error).__name__, error)


for left in (tf.constant(2), tf.Variable(2), tf.constant(2.0)):
    for right in ("ab", b"ab", [1, "a"], (1, "a"), {"a": 1}, Money()):
        show(operator.mul, left, right)
    show(operator.add, left, "ab")
    show(operator.add, left, Money())
    show(operator.truediv, left, Money())
    show(operator.mod, left, "ab")
    show(operator.or_, left, "ab")
show(operator.mul, tf.constant([2, 3]), [1, 2])
show(operator.mul, "ab", tf.constant(2))
print(tf.function(lambda x: (x + Money()))(tf.constant(2)).numpy())
