"""Markets too large for JSON: the arguments of `Instance.build` as arrays of an .npz file, and results."""

import io
import tokenize
import zipfile
import zlib
from dataclasses import astuple, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE
from matching.engine.certificate import Breach
from matching.engine.certification import certify
from matching.engine.explanation_columns import Explanation, explanation_arrays
from matching.engine.faults import InstanceFaults
from matching.engine.files_faults import sentences_of
from matching.engine.files_json import Unreadable
from matching.engine.files_json import quoted as q
from matching.engine.files_pairs import Pairs, solved, wished
from matching.engine.instance import Instance
from matching.engine.market import Groups, Options, Reserves
from matching.engine.result import Bars, Guarantees, Mechanism, Result, Welfare

Arrays = dict[str, npt.NDArray[Any]]

REQUIRED = ("wishes", "priority", "seats", "lottery")
OPTIONAL = ("eligible", "fixed", "opens_with", "together", "student_ids", "opening_ids", "group_ids")
GROUPS = tuple(f"groups_{field.name}" for field in fields(Groups))
RESERVES = tuple(f"reserves_{field.name}" for field in fields(Reserves))
WORDS = ("ties", "unranked")
PAIRS = ("pairs_student", "pairs_opening", "pairs_value")
SETS = ("openings", "groups", "reserves")
BAR = tuple(field.name for field in fields(Bars))
BARS = tuple(f"{name}_{field}" for name in SETS for field in BAR)
GUARANTEES = tuple(field.name for field in fields(Guarantees))
RESULT = ("match", "wish", "closed", *BARS, "mechanism", "guarantees", "instance_digest", "digest")
WELFARE = tuple(f"welfare_{field.name}" for field in fields(Welfare))
EXPLANATION = tuple(f"explanation_{field.name}" for field in fields(Explanation))

MOST_BYTES = 2**33
"""Unpacked. As many students as there can be, ten wishes each, and all that is said of them, take half."""
BROKEN = (
    ValueError,
    OSError,
    EOFError,
    KeyError,
    MemoryError,
    RuntimeError,  # a password, or a way to compress that nobody knows here
    SyntaxError,  # in the heading of an array
    tokenize.TokenError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_arrays(data: bytes, *, required: tuple[str, ...], known: tuple[str, ...]) -> Arrays:
    """The arrays in an .npz file. Raises `Unreadable` with every fault; nothing in it is ever run."""
    try:
        arrays = _unpacked(data)
    except Unreadable:
        raise
    except BROKEN as error:
        raise Unreadable([f"The file is no .npz of plain arrays: {type(error).__name__}."]) from error
    faults = [f"There is no array {name}." for name in required if name not in arrays]
    faults += [f"Nobody knows the array {q(name)}." for name in arrays if name not in (*required, *known)]
    if faults:
        raise Unreadable(faults)
    return arrays


def _unpacked(data: bytes) -> Arrays:
    """Every array, if together they are not more than `MOST_BYTES`: zip never gives more than it says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > MOST_BYTES:
        raise Unreadable([f"The file unpacks to {size} bytes; {MOST_BYTES} may be."])
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    if strange := [name for name, array in arrays.items() if not _is_array(array)]:
        raise Unreadable(f"{q(name)} is no array of numbers or texts." for name in strange)
    return arrays


def _is_array(member: object) -> bool:
    """Whether it is one at all, and of something: of nothing there can be any number."""
    return isinstance(member, np.ndarray) and (member.itemsize > 0 or member.size == 0)


class ArrayFile:
    """An instance as arrays; sentences name ids where there are some, else numbers from 0."""

    def __init__(self, data: bytes) -> None:
        known = (*OPTIONAL, *GROUPS, *RESERVES, *WORDS, *PAIRS)
        self.arrays = read_arrays(data, required=REQUIRED, known=known)
        faults = [fault for names in (GROUPS, RESERVES, PAIRS) for fault in _incomplete(self.arrays, names)]
        if faults:
            raise Unreadable(faults)
        self.instance = _instance(self.arrays)

    def solved(self, mechanism: str, objective: str | None) -> bytes:
        """The result: match and bars, digests, and the columns of the explanation."""
        result = solved(self.instance, mechanism, objective or self._usual_objective(), self._pairs)
        arrays: dict[str, Any] = {**_arrays_of(result), **_explained(self.instance, result)}
        written = io.BytesIO()
        np.savez_compressed(written, **arrays)
        return written.getvalue()

    def disagreements(self, result: bytes) -> list[str]:
        """What a certificate finds, and which columns of the explanation are not these."""
        arrays = read_arrays(result, required=RESULT, known=(*WELFARE, *EXPLANATION))
        if faults := _incomplete(arrays, WELFARE):
            raise Unreadable(faults)
        given = _result(arrays)
        certificate = certify(self.instance, given)
        wrong = [_breach(breach, self.instance) for breach in certificate.breaches]
        if wrong:
            return wrong
        columns = _explained(self.instance, given)
        others = [name for name, column in columns.items() if not _same(column, arrays.get(name))]
        return [f"{name} is not what follows from the match." for name in others]

    def _usual_objective(self) -> str:
        return "fit" if PAIRS[0] in self.arrays else "rank"

    def _pairs(self, objective: str) -> Pairs:
        if PAIRS[0] in self.arrays:
            student, opening, value = (self.arrays[name] for name in PAIRS)
            return student, opening, value
        if objective == "fit":
            raise Unreadable([f"The objective fit needs the arrays {', '.join(PAIRS)}."])
        return wished(self.instance)


def _incomplete(arrays: Arrays, names: tuple[str, ...]) -> list[str]:
    missing = [name for name in names if name not in arrays]
    some = len(missing) < len(names)
    return [f"There is no array {name}." for name in missing] if some else []


def _instance(arrays: Arrays) -> Instance:
    given: dict[str, Any] = {name: arrays[name] for name in (*REQUIRED, *OPTIONAL) if name in arrays}
    given |= {name: _texts(arrays[name]) for name in given if name.endswith("_ids")}
    if GROUPS[0] in arrays:
        given["groups"] = Groups(**{field.name: arrays[f"groups_{field.name}"] for field in fields(Groups)})
    if RESERVES[0] in arrays:
        of_reserves = {field.name: arrays[f"reserves_{field.name}"] for field in fields(Reserves)}
        given["reserves"] = Reserves(**of_reserves)
    words: dict[str, Any] = {name: str(arrays[name]) for name in WORDS if name in arrays}
    try:
        return Instance.build(**given, options=Options(**words))
    except InstanceFaults as error:
        raise Unreadable(sentences_of(error, given.get("group_ids"))) from error


def _texts(array: npt.NDArray[Any]) -> tuple[Any, ...]:
    return tuple(array.tolist()) if array.ndim == 1 else ()


def _arrays_of(result: Result) -> dict[str, Any]:
    arrays: dict[str, Any] = {name: getattr(result, name) for name in RESULT if name not in BARS}
    arrays["guarantees"] = np.array(astuple(result.guarantees))
    for name in SETS:
        arrays |= {f"{name}_{field}": column for field, column in vars(getattr(result, name)).items()}
    if result.welfare is not None:
        arrays |= {f"welfare_{name}": column for name, column in vars(result.welfare).items()}
    return arrays


def _result(arrays: Arrays) -> Result:
    """Whatever the arrays are: a certificate says what is wrong with their shapes."""
    try:
        columns: dict[str, Any] = {name: arrays[name] for name in ("match", "wish", "closed")}
        bars: dict[str, Any] = {name: Bars(**{f: arrays[f"{name}_{f}"] for f in BAR}) for name in SETS}
        guarantees = Guarantees(**dict(zip(GUARANTEES, map(bool, arrays["guarantees"]), strict=True)))
        return Result(
            **columns,
            **bars,
            mechanism=Mechanism(str(arrays["mechanism"])),
            guarantees=guarantees,
            instance_digest=str(arrays["instance_digest"]),
            digest=str(arrays["digest"]),
            welfare=_welfare(arrays),
        )
    except (TypeError, ValueError) as error:
        raise Unreadable(["The mechanism or its guarantees are none that anybody knows."]) from error


def _welfare(arrays: Arrays) -> Welfare | None:
    if WELFARE[0] not in arrays:
        return None
    columns: dict[str, Any] = {field.name: arrays[f"welfare_{field.name}"] for field in fields(Welfare)}
    return Welfare(**columns | {"objective": str(columns["objective"]), "prices": tuple(columns["prices"])})


def _explained(instance: Instance, result: Result) -> Arrays:
    columns = vars(explanation_arrays(instance, result))
    return {f"explanation_{name}": column for name, column in columns.items()}


def _same(right: npt.NDArray[Any], given: npt.NDArray[Any] | None) -> bool:
    return given is not None and right.dtype == given.dtype and np.array_equal(right, given)


def _breach(breach: Breach, instance: Instance) -> str:
    named: list[tuple[str, int, tuple[str, ...] | None]] = [
        ("student", breach.student, instance.student_ids),
        ("slot", breach.opening, instance.opening_ids),
        ("other", breach.other, instance.student_ids),
        ("group", breach.group, instance.group_ids),
        ("reserve", breach.reserve, None),
    ]
    found = [
        f"{field} {q(ids[number]) if ids else f'number {number}'}"
        for field, number, ids in named
        if number != NONE
    ]
    return f"{breach.check}: {', '.join(found)}." if found else f"{breach.check}."
