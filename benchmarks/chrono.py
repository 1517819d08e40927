"""chrono-node, a peer in JavaScript, where node is present and `npm install --prefix benchmarks` has been run."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.readers import Found

_FOLDER = Path(__file__).parent
_PACKAGE = _FOLDER / "node_modules" / "chrono-node" / "package.json"


@dataclass(frozen=True)
class Chrono:
    """chrono-node in one of its modes, "strict" or "casual"."""

    mode: str

    @property
    def name(self) -> str:
        return f"chrono-node, {self.mode}"

    def version(self) -> str:
        return str(json.loads(_PACKAGE.read_text(encoding="utf-8"))["version"]) if _PACKAGE.exists() else ""

    def missing(self) -> str:
        if shutil.which("node") is None:
            return "node is not installed"
        return "" if _PACKAGE.exists() else "not installed"

    def read(self, texts: Sequence[str], reference: date) -> list[list[Found]]:
        found = self._run(texts, reference, least=0)["found"]
        return [[_found(span) for span in spans] for spans in found]

    def seconds(self, text: str, reference: date, least: float) -> float:
        return float(self._run([text], reference, least)["seconds"])

    def _run(self, texts: Sequence[str], reference: date, least: float) -> dict[str, Any]:
        """What chrono.mjs answers; time is measured in node, so neither its start nor the passing of text counts."""
        asked = {"mode": self.mode, "texts": list(texts), "reference": reference.isoformat(), "least": least}
        command = ["node", "--max-old-space-size=8192", str(_FOLDER / "chrono.mjs")]
        ran = subprocess.run(command, input=json.dumps(asked).encode(), stdout=subprocess.PIPE, check=True)
        answer: dict[str, Any] = json.loads(ran.stdout)
        return answer


def _found(span: dict[str, Any]) -> Found:
    first, last = date.fromisoformat(span["first"]), date.fromisoformat(span["last"])
    return Found(span["start"], span["stop"], first, last, span["days"])
