"""What TensorFlow 1 calls the arguments of the functions that both worlds share, and in which order it takes them.

Only the words differ, so only the words are here: a table of old signatures, in which `dimension>axis` is an
old name of the argument `axis`.

    tf1.reduce_sum(x, reduction_indices=1, keep_dims=True)   # is   reduce_sum(x, axis=1, keepdims=True)
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

_TABLE: Final = """
reduce_sum reduce_mean reduce_max reduce_min reduce_prod reduce_all reduce_any reduce_logsumexp:
    input_tensor axis keepdims name reduction_indices>axis keep_dims>keepdims
count_nonzero: input_tensor>input axis keepdims dtype name reduction_indices>axis keep_dims>keepdims input
reduce_join: inputs axis keep_dims>keepdims separator name reduction_indices>axis keepdims
argmax argmin: input axis name dimension>axis output_type
norm: tensor ord axis keepdims name keep_dims>keepdims
squeeze: input axis name squeeze_dims>axis
expand_dims: input axis name dim>axis
zeros_like ones_like: tensor>input dtype name optimize
shape size: input name out_type
transpose: a perm name conjugate
pad: tensor paddings mode name constant_values
reverse_sequence: input seq_lengths seq_axis batch_axis name seq_dim>seq_axis batch_dim>batch_axis
boolean_mask: tensor mask name axis
gather: params indices validate_indices name axis batch_dims
gather_nd: params indices name batch_dims
convert_to_tensor: value dtype name preferred_dtype>dtype_hint dtype_hint
confusion_matrix: labels predictions num_classes dtype name weights
bincount: arr weights minlength maxlength dtype
length: input name unit
substr: input pos len name unit
to_number string_to_number: string_tensor>input out_type name input
to_hash_bucket string_to_hash_bucket: string_tensor>input num_buckets name input
softmax log_softmax: logits axis name dim>axis
crelu: features name axis
moments: x axes shift name keep_dims>keepdims keepdims
weighted_moments: x axes frequency_weights name keep_dims>keepdims keepdims
sufficient_statistics: x axes shift keep_dims>keepdims name keepdims
l2_normalize: x axis epsilon name dim>axis
softmax_cross_entropy_with_logits_v2: labels logits axis name dim>axis
weighted_cross_entropy_with_logits: labels logits pos_weight name targets>labels
assert_scalar: tensor name message
in_top_k: predictions targets k name
tuple: tensors name control_inputs
poisson random_poisson: lam shape dtype seed name
"""


def _rows() -> dict[str, list[tuple[str, str]]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for row in _TABLE.replace("\n    ", " ").strip().splitlines():
        names, _, words = row.partition(":")
        parameters = [tuple(word.split(">")) if ">" in word else (word, word) for word in words.split()]
        rows.update(dict.fromkeys(names.split(), parameters))  # type: ignore[arg-type]
    return rows


_SIGNATURES: Final = _rows()


def old_signature(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]] | None:
    """Return what makes a function take its arguments as TensorFlow 1 does; None where nothing differs."""
    last = name.rpartition(".")[2]
    parameters = _SIGNATURES.get(last)
    return None if parameters is None else lambda function: _translating(last, dict(parameters), function)


def _translating(name: str, new: dict[str, str], function: Callable[..., Any]) -> Callable[..., Any]:
    order = list(new)

    @wraps(function)
    def call(world: Any, *arguments: Any, **keywords: Any) -> Any:
        if len(arguments) > len(order):
            raise TypeError(f"Too many arguments were given. Expected {len(order)} but got {len(arguments)}.")
        given: dict[str, Any] = {}
        for old, value in [*zip(order, arguments, strict=False), *keywords.items()]:
            word = new.get(old, old)
            if value is None and word in given:
                continue
            if given.get(word) is not None:
                alias = next(one for one in order if one != word and new[one] == word)
                raise ValueError(f"Cannot specify both '{alias}' and '{word}'.")
            given[word] = value
        given.pop("optimize", None)
        return function(world, **given)

    return call
