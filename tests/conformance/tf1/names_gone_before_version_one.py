"""Names that were dropped before 1.0, and contrib, are AttributeErrors."""

for name in ("mul", "sub", "neg", "pack", "unpack", "select", "batch_matmul", "histogram_summary", "scalar_summary", "merge_all_summaries", "complex_abs", "contrib", "listdiff", "nothing_at_all"):
    try:
        getattr(tf, name)
        print(name, "is there")
    except AttributeError:
        print(name, "AttributeError")
for module, name in ((tf.train, "SummaryWriter"), (tf.nn, "seq2seq"), (tf.summary, "nothing"), (tf.losses, "nothing")):
    print(name, hasattr(module, name))
print(hasattr(tf, "initialize_all_variables"), hasattr(tf, "all_variables"), hasattr(tf, "arg_max"), hasattr(tf, "to_float"))
