"""The drivers of outside tools, and what the tools complain of."""

import json
import subprocess
from pathlib import Path

from conftest import SHARED, TOOLS, need

DRIVERS = SHARED / "clients" / "drivers"


def need_clients() -> None:
    """Skips or fails the test where the outside tools are not installed."""
    need("clients", (TOOLS / "venv").is_dir() and DRIVERS.is_dir(), "the outside clients are not installed")


def complaints(commands: list[list[str]]) -> list[str]:
    """What the outside tools have to say against the files."""
    program = [str(TOOLS / "venv" / "bin" / "python"), str(Path(__file__).with_name("driven.py"))]
    done = subprocess.run(program, input=json.dumps(commands), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(said.strip().splitlines()[-1]) for said in json.loads(done.stdout)]
    return [
        f"{Path(command[0]).name} {command[1]}: {answer['problems'][:3]}"
        for command, answer in zip(commands, answers, strict=True)
        if not answer["ok"]
    ]
