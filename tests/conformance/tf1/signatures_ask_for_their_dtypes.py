"""Signatures of classification and regression are made, and valid, only with text as input and the dtypes that each gives."""
S = tf.saved_model; U = S.signature_def_utils
x = tf.placeholder(tf.float32, [None], name="x"); t = tf.placeholder(tf.string, [None], name="t"); n = tf.placeholder(tf.int32, [None], name="n")
def err(f):
    try: s = f(); print(sorted(s.inputs), sorted(s.outputs), s.method_name, U.is_valid_signature(s))
    except ValueError as e: print("ValueError |", e)
for args in ((None, t, x), (t, None, None), (x, t, x), (t, x, x), (t, t, t), (t, t, n), (t, t, x), (t, None, x), (t, t, None)): err(lambda: U.classification_signature_def(*args))
for args in ((None, x), (t, None), (x, x), (t, t), (t, n), (t, x)): err(lambda: U.regression_signature_def(*args))
err(lambda: U.predict_signature_def({"a": x}, {"b": n})); err(lambda: U.predict_signature_def({}, {"b": n}))
def built(inputs, outputs, method): return U.build_signature_def({k: S.utils.build_tensor_info(v) for k, v in inputs.items()}, {k: S.utils.build_tensor_info(v) for k, v in outputs.items()}, "tensorflow/serving/" + method)
for method in ("classify", "regress", "predict", "other"):
    for inputs, outputs in (({"inputs": t}, {"outputs": x}), ({"inputs": x}, {"outputs": x}), ({"i": t}, {"outputs": x}), ({"inputs": t, "more": t}, {"outputs": x}), ({"inputs": t}, {"outputs": t}), ({"inputs": t}, {"classes": t}),
                            ({"inputs": t}, {"classes": t, "scores": x}), ({"inputs": t}, {"scores": n}), ({"inputs": t}, {"classes": t, "q": t}), ({}, {"outputs": x}), ({"inputs": t}, {})): print(method, U.is_valid_signature(built(inputs, outputs, method)), end=" ")
    print()
print(U.is_valid_signature(None))
