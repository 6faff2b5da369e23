"""The forms in which a call of single_ops.py is made: in a trace, with lengths unknown, or for its gradients.

Each takes a function of tensors and the tensors for it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any


def forms(tf: Any) -> dict[str, Callable[..., Any]]:
    """Return the forms by name, made with one implementation."""

    def traced(function: Any, *tensors: Any) -> Any:
        """Call it in a trace."""
        return tf.function(function, autograph=False)(*tensors)

    def unknown(function: Any, *tensors: Any) -> Any:
        """Call it in a trace that knows dtypes only."""
        signature = [tf.TensorSpec(None, tensor.dtype) for tensor in tensors]
        return tf.function(function, autograph=False, input_signature=signature)(*tensors)

    def known(function: Any, *tensors: Any) -> Any:
        """Return what a trace knows of the result, where it knows the first length of no tensor."""
        specs = [tf.TensorSpec([None, *one.shape[1:]] if one.shape.rank else [], one.dtype) for one in tensors]
        concrete = tf.function(function, autograph=False).get_concrete_function(*specs)
        return tf.nest.map_structure(repr, concrete.structured_outputs)

    def gradient(function: Any, *tensors: Any) -> Any:
        """Return the value, and the gradients of it."""
        with tf.GradientTape() as tape:
            tape.watch([one for one in tensors if one.dtype.is_floating or one.dtype.is_complex])
            value = function(*tensors)
        return value, tape.gradient(value, list(tensors))

    def second(function: Any, *tensors: Any) -> Any:
        """Return the gradients of the squares of the gradients."""

        def squares(*inner: Any) -> Any:
            found = [tf.convert_to_tensor(one) for one in gradient(function, *inner)[1] if one is not None]
            return [one * one for one in found]

        return gradient(squares, *tensors)[1]

    def traced_gradient(function: Any, *tensors: Any) -> Any:
        """Return the gradients as a trace finds them."""
        return traced(lambda *inner: gradient(function, *inner)[1], *tensors)

    def drawn(tensor: Any) -> Any:
        """Return what is known of a random tensor, whatever its values are."""
        return SimpleNamespace(dtype=tensor.dtype, shape=tensor.shape, numpy=list)

    all_forms = (traced, unknown, known, gradient, second, traced_gradient, drawn)
    return {form.__name__: form for form in all_forms}
