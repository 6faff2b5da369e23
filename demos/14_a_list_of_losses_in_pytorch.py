"""Why does the memory of this training loop in PyTorch grow?"""

import gc
import weakref

from lifetimes.observe import why_alive

# %%
try:
    import torch
except ImportError:
    raise SystemExit("This demo looks at real PyTorch: pip install torch, then run it again.") from None

gc.disable()
model = torch.nn.Linear(1000, 1000)
history = []


def step():
    """One step as many scripts have it: the loss is kept to be plotted later, with all that made it."""
    batch = torch.randn(256, 1000)
    loss = model(batch).square().mean()
    loss.backward(retain_graph=True)
    history.append(loss)
    return weakref.ref(batch)


# %%
batch = step()
print("step() has returned; its batch was a local of it. Is the batch alive?", batch() is not None)
print("\n".join(str(why_alive(batch(), paths=1)).splitlines()[:-3]))

history[:] = [float(loss.detach()) for loss in history]
print("\nThe losses kept as numbers instead; is the batch alive?", batch() is not None)

print("What to notice: a loss is one number and a handle on the graph that made it, batch included.")
