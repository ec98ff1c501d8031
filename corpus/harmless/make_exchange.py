"""Formats without code: ONNX, skops, GGUF, safetensors and HDF5, each written by its own library."""

import importlib

import numpy as np
from shelf import Shelf

RANDOM = np.random.RandomState(0)
X = RANDOM.rand(24, 4)
Y = np.arange(24) % 2


def library(name):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"{name} is left out: {error}")
        return None


def estimators():
    from sklearn import compose, ensemble, linear_model, naive_bayes, neighbors, neural_network, pipeline, preprocessing, svm, tree

    return {
        "logistic": pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression()),
        "forest": ensemble.RandomForestClassifier(2, max_depth=2, random_state=0),
        "tree": tree.DecisionTreeRegressor(max_depth=2),
        "svm": svm.SVC(),
        "neighbors": neighbors.KNeighborsClassifier(),
        "network": neural_network.MLPClassifier((3,), max_iter=5),
        "boosting": ensemble.HistGradientBoostingClassifier(max_iter=2),
        "gradient": ensemble.GradientBoostingRegressor(n_estimators=2),
        "bayes": naive_bayes.GaussianNB(),
        "columns": pipeline.make_pipeline(compose.ColumnTransformer([("s", preprocessing.StandardScaler(), [0, 1])]), linear_model.Ridge()),
        "function": pipeline.make_pipeline(preprocessing.FunctionTransformer(np.sqrt), linear_model.Ridge()),
    }


skops = library("skops")
if skops:
    import skops.io

    shelf = Shelf("skops", skops.__version__)
    for name, model in estimators().items():
        shelf.attempt(f"{name}.skops", lambda: skops.io.dumps(model.fit(X, Y)))
    shelf.attempt("values.skops", lambda: skops.io.dumps({"a": [1, 2.0, "x", None], "b": X, "c": (1,), "d": {1, 2}, "n": np.float64(1)}))
    shelf.close()

skl2onnx = library("skl2onnx")
if skl2onnx:
    shelf = Shelf("skl2onnx", skl2onnx.__version__)
    for name, model in estimators().items():
        if name != "function":
            shelf.attempt(f"{name}.onnx", lambda: skl2onnx.to_onnx(model.fit(X, Y), X[:1].astype("f4")).SerializeToString())
    shelf.close()

onnx = library("onnx")
if onnx:
    from onnx import TensorProto, helper, numpy_helper

    shelf = Shelf("onnx", onnx.__version__)
    weights = numpy_helper.from_array(RANDOM.rand(4, 2).astype("f4"), "w")
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 4])]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", 2])]
    plain = helper.make_model(helper.make_graph([helper.make_node("MatMul", ["x", "w"], ["y"])], "g", inputs, outputs, [weights]), producer_name="corpus")
    shelf.attempt("matmul.onnx", plain.SerializeToString)
    condition = helper.make_tensor_value_info("c", TensorProto.BOOL, [])
    branch = helper.make_graph([helper.make_node("Identity", ["w"], ["z"])], "then", [], [helper.make_tensor_value_info("z", TensorProto.FLOAT, [4, 2])])
    choice = helper.make_model(helper.make_graph([helper.make_node("If", ["c"], ["y"], then_branch=branch, else_branch=branch)], "g", [condition], [helper.make_tensor_value_info("y", TensorProto.FLOAT, [4, 2])], [weights]))
    shelf.attempt("if.onnx", choice.SerializeToString)
    types = [numpy_helper.from_array(np.ones(3, kind), kind) for kind in ("f2", "f8", "i1", "i4", "i8", "u1", "bool")]
    shelf.attempt("types.onnx", lambda: helper.make_model(helper.make_graph([helper.make_node("MatMul", ["x", "w"], ["y"])], "g", inputs, outputs, [weights, *types])).SerializeToString())

    def external():
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory() as folder:
            onnx.save_model(plain, f"{folder}/external.onnx", save_as_external_data=True, location="external.data", size_threshold=0)
            shelf.put("external/external.data", Path(f"{folder}/external.data").read_bytes(), part_of="external.onnx")
            return Path(f"{folder}/external.onnx").read_bytes()

    shelf.attempt("external/external.onnx", external)
    shelf.close()

gguf = library("gguf")
if gguf:
    shelf = Shelf("gguf", importlib.metadata.version("gguf"))

    def write(path, template):
        writer = gguf.GGUFWriter(path, "llama")
        writer.add_block_count(1)
        writer.add_context_length(64)
        writer.add_name("tiny")
        writer.add_tokenizer_model("llama")
        writer.add_token_list(["<s>", "</s>", "a"])
        writer.add_token_scores([0.0, 0.0, -1.0])
        if template:
            writer.add_chat_template("{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}")
        writer.add_tensor("token_embd.weight", RANDOM.rand(3, 32).astype("f4"))
        writer.add_tensor("output.weight", RANDOM.rand(3, 32).astype("f2"))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()

    shelf.stored("tiny.gguf", lambda path: write(path, False))
    shelf.stored("tiny-template.gguf", lambda path: write(path, True))
    shelf.close()

safetensors = library("safetensors")
if safetensors:
    import safetensors.numpy

    shelf = Shelf("safetensors-numpy", safetensors.__version__)
    shelf.attempt("arrays.safetensors", lambda: safetensors.numpy.save({"a": X, "b": Y, "c": np.zeros((0, 2), "f4"), "d": np.float16([1])}))
    shelf.attempt("metadata.safetensors", lambda: safetensors.numpy.save({"a": X}, {"license": "mit", "author": "somebody"}))
    shelf.close()

h5py = library("h5py")
if h5py:
    shelf = Shelf("h5py", h5py.__version__)

    def fill(path, **options):
        with h5py.File(path, "w", **options) as file:
            file.attrs["title"] = "numbers"
            file.attrs["names"] = np.array([b"a", b"bb"])
            group = file.create_group("layers/dense")
            group.create_dataset("kernel", data=X)
            group.create_dataset("bias", data=np.zeros(3), compression="gzip")
            group.create_dataset("chunked", data=np.arange(40).reshape(8, 5), chunks=(4, 5), shuffle=True)
            group.create_dataset("text", data=["one", "two"], dtype=h5py.string_dtype())
            group["alias"] = group["kernel"]

    shelf.stored("plain.h5", fill)
    shelf.stored("latest.hdf5", lambda path: fill(path, libver="latest"))
    shelf.close()
