"""State dictionaries, whole modules, optimizers and checkpoints in every container that torch writes."""

import collections
import io
import pickle

import numpy as np
import torch
from shelf import Shelf
from torch import nn

torch.manual_seed(0)


def net():
    return nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.BatchNorm1d(3), nn.Dropout(0.1), nn.Linear(3, 2))


def trained(kind, **options):
    model = net()
    optimizer = kind(model.parameters(), lr=0.01, **options)
    for _ in range(2):
        optimizer.zero_grad()
        loss = model(torch.rand(5, 4)).sum()
        loss.backward()
        optimizer.step()
    return model, optimizer


MODEL, ADAM = trained(torch.optim.Adam)
SHARED = torch.arange(6.0)
TENSORS = {
    "float32": torch.rand(2, 3),
    "bfloat16": torch.rand(3).bfloat16(),
    "half": torch.rand(3).half(),
    "int64": torch.arange(4),
    "uint8": torch.arange(4, dtype=torch.uint8),
    "bool": torch.tensor([True, False]),
    "complex": torch.tensor([1 + 2j]),
    "views": [SHARED, SHARED[1:3], SHARED.view(2, 3).t()],
    "sparse": torch.eye(3).to_sparse(),
    "sparse-csr": torch.eye(3).to_sparse_csr(),
    "quantized": torch.quantize_per_tensor(torch.rand(3), 0.1, 0, torch.qint8),
    "quantized-channel": torch.quantize_per_channel(torch.rand(2, 2), torch.tensor([0.1, 0.2]), torch.tensor([0, 0]), 0, torch.quint8),
    "parameter": nn.Parameter(torch.rand(2)),
    "requires-grad": torch.rand(2, requires_grad=True),
    "meta": torch.empty(2, device="meta"),
    "empty": torch.empty(0, 3),
    "float8": torch.rand(2).to(getattr(torch, "float8_e4m3fn", torch.half)),
    "conjugate": torch.tensor([1 + 2j]).conj(),
}
LAYERS = {
    "conv": nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.MaxPool2d(2), nn.Flatten(), nn.LazyLinear(2)),
    "recurrent": nn.ModuleDict({"lstm": nn.LSTM(3, 2), "gru": nn.GRU(3, 2, bidirectional=True), "cell": nn.RNNCell(2, 2)}),
    "transformer": nn.TransformerEncoderLayer(8, 2, 16),
    "attention": nn.MultiheadAttention(4, 2),
    "embedding": nn.ModuleList([nn.Embedding(5, 2), nn.EmbeddingBag(5, 2), nn.LayerNorm(3), nn.GroupNorm(1, 2), nn.InstanceNorm1d(2)]),
    "activations": nn.Sequential(*(getattr(nn, name)() for name in ("ReLU", "GELU", "SiLU", "Tanh", "Sigmoid", "LeakyReLU", "ELU", "Softmax", "Hardswish", "Mish", "Softplus", "PReLU", "Identity"))),
    "losses": nn.ModuleList([nn.CrossEntropyLoss(torch.ones(2)), nn.MSELoss(), nn.BCEWithLogitsLoss(), nn.L1Loss(), nn.SmoothL1Loss()]),
    "parameters": nn.ParameterList([nn.Parameter(torch.ones(2))]),
    "upsample": nn.Sequential(nn.ConvTranspose2d(1, 1, 2), nn.Upsample(scale_factor=2), nn.AdaptiveAvgPool2d(1), nn.PixelShuffle(1), nn.ZeroPad2d(1), nn.Unflatten(1, (1, 1))),
    "weight-norm": nn.utils.weight_norm(nn.Linear(2, 2)),
    "spectral-norm": nn.utils.spectral_norm(nn.Linear(2, 2)),
    "parametrized": None,
}
OPTIMIZERS = ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "NAdam", "RAdam", "Adamax", "ASGD")

shelf = Shelf("torch", torch.__version__.split("+")[0])
ENDINGS = ("pt", "pth", "bin", "ckpt")


def both(name, value, number):
    ending = ENDINGS[number % len(ENDINGS)]
    shelf.buffered(f"{name}.{ending}", lambda file: torch.save(value, file), 2)
    shelf.buffered(f"{name}.legacy.{ending}", lambda file: torch.save(value, file, _use_new_zipfile_serialization=False), 2)


for number, (name, value) in enumerate(TENSORS.items()):
    both(f"tensor-{name}", value, number)
    shelf.pickled(f"tensor-{name}", value, shelf.protocols(number, 1)[0])
both("state", MODEL.state_dict(), 0)
both("module", MODEL, 1)
both(
    "checkpoint",
    {
        "epoch": 3,
        "model": MODEL.state_dict(),
        "optimizer": ADAM.state_dict(),
        "scheduler": torch.optim.lr_scheduler.StepLR(ADAM, 2).state_dict(),
        "loss": np.float64(0.5),
        "random": {"torch": torch.get_rng_state(), "numpy": np.random.get_state()},
        "arguments": __import__("argparse").Namespace(lr=0.1),
        "classes": collections.OrderedDict(a=1),
        "device": torch.device("cpu"),
        "size": torch.Size([1, 2]),
        "dtype": torch.float32,
    },
    3,
)
shelf.buffered("state.p4.pt", lambda file: torch.save(MODEL.state_dict(), file, pickle_protocol=4), 4)
shelf.buffered("checkpoint.p5.pt", lambda file: torch.save({"m": MODEL, "o": ADAM}, file, pickle_protocol=5), 5)
for number, name in enumerate(OPTIMIZERS):
    model, optimizer = trained(getattr(torch.optim, name))
    shelf.buffered(f"optimizer-{name.lower()}.pt", lambda file: torch.save(optimizer.state_dict(), file), 2)
    shelf.buffered(f"optimizer-{name.lower()}-whole.pth", lambda file: torch.save(optimizer, file), 2)
for number, (name, module) in enumerate(LAYERS.items()):
    if name == "parametrized":
        module = nn.utils.parametrizations.weight_norm(nn.Linear(2, 2))
        shelf.buffered(f"layers-{name}.pt", lambda file: torch.save(module.state_dict(), file), 2)
        continue
    if name == "conv":
        module(torch.rand(1, 1, 8, 8))
    both(f"layers-{name}", module, number)
    shelf.pickled(f"layers-{name}", module, shelf.protocols(number, 2)[0])


def scripted(path, module, example):
    torch.jit.save(torch.jit.trace(module.eval(), example) if example is not None else torch.jit.script(module.eval()), path)


shelf.stored("script-traced.pt", lambda path: scripted(path, net(), torch.rand(2, 4)))
shelf.stored("script-scripted.pt", lambda path: scripted(path, net(), None))
shelf.stored("script-conv.ts.pt", lambda path: scripted(path, nn.Sequential(nn.Conv2d(1, 1, 3), nn.ReLU(), nn.MaxPool2d(2)), torch.rand(1, 1, 8, 8)))
shelf.stored("script-lstm.pt", lambda path: scripted(path, nn.LSTM(2, 2), torch.rand(1, 1, 2)))
shelf.stored("script-mobile.ptl", lambda path: torch.jit.script(net().eval())._save_for_lite_interpreter(path))
if hasattr(torch, "export"):
    shelf.stored("exported.pt2", lambda path: torch.export.save(torch.export.export(net().eval(), (torch.rand(2, 4),)), path))
    shelf.stored("exported-conv.pt2", lambda path: torch.export.save(torch.export.export(nn.Conv2d(1, 1, 3).eval(), (torch.rand(1, 1, 8, 8),)), path))

try:
    quantized = torch.ao.quantization.quantize_dynamic(net().eval(), {nn.Linear}, dtype=torch.qint8)
    both("quantized-dynamic-state", quantized.state_dict(), 0)
    both("quantized-dynamic", quantized, 1)
    shelf.stored("script-quantized.pt", lambda path: torch.jit.save(torch.jit.script(quantized), path))
except Exception as error:
    shelf.failures.append(f"quantized-dynamic: {error}")
data = torch.utils.data.TensorDataset(torch.rand(3, 2), torch.arange(3))
both("dataset", data, 0)
both("subset", torch.utils.data.Subset(data, [0, 2]), 1)
both("distribution", [torch.distributions.Normal(torch.zeros(2), torch.ones(2)), torch.distributions.Categorical(torch.ones(3))], 2)
averaged = torch.optim.swa_utils.AveragedModel(net())
both("averaged-state", averaged.state_dict(), 3)
shelf.close()

try:
    import safetensors
    import safetensors.torch
except ImportError:
    raise SystemExit
shelf = Shelf("safetensors", safetensors.__version__)
for name, tensors in {
    "state": MODEL.state_dict(),
    "types": {name: tensor for name, tensor in TENSORS.items() if name in ("float32", "bfloat16", "half", "int64", "uint8", "bool", "float8")},
    "none": {},
}.items():
    shelf.attempt(f"{name}.safetensors", lambda: safetensors.torch.save(tensors, {"format": "pt"}))
shelf.close()
