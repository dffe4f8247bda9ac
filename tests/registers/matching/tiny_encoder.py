"""Tiny sentence encoders: each character of a short list lies on one of two axes, every other on none."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
# 冷藏 and 保鲜 mean the same to this model, 轴承 something else.
COLD, ENGINE = "保鲜冷藏", "轴承"
BOTH = ("input_ids", "attention_mask")


def write_vocabulary(folder: Path) -> None:
    """This function will write a WordPiece vocabulary, as vocab.txt."""
    (folder / "vocab.txt").write_text("\n".join([*MARKS, *COLD, *ENGINE]), encoding="utf-8")


def write_model(
    folder: Path,
    inputs: Sequence[str] = BOTH,
    states: tuple[str, str] = ("batch", "tokens"),
    scale: float = 1.0,
    engine: float | None = None,
    words: int = len(MARKS) + len(COLD) + len(ENGINE),
) -> None:
    """This function will write a model that looks up each token: model.onnx. `states`: what its output is laid out by."""
    table = np.zeros((words, 2), np.float32)
    table[len(MARKS) :, 0] = scale
    table[len(MARKS) + len(COLD) :] = [0.0, scale if engine is None else engine]
    ids, *rest = inputs
    nodes = [helper.make_node("Gather", ["table", ids], ["looked_up"])]
    nodes += [helper.make_node("Cast", [name], [f"{name}_used"], to=TensorProto.FLOAT) for name in rest]
    if len(states) == 1:
        nodes.append(helper.make_node("ReduceMean", ["looked_up"], ["states"], axes=[1], keepdims=0))
    else:
        nodes.append(helper.make_node("Identity", ["looked_up"], ["states"]))
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, [*states, 2])],
        [numpy_helper.from_array(table, "table")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    (folder / "model.onnx").write_bytes(made.SerializeToString())
    assert onnx.load(folder / "model.onnx").graph.name == "tiny"


def tiny(folder: Path) -> Path:
    """This function will write both files into a folder of its own."""
    folder.mkdir()
    write_vocabulary(folder)
    write_model(folder)
    return folder
