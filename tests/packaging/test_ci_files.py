"""The ready files for CI: each is what its schema says, and its script is run in a plain shell."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "examples" / "broken"
SCHEMAS = {
    "action.yml": ["--builtin-schema", "vendor.github-actions"],
    "ci/github.yml": ["--builtin-schema", "vendor.github-workflows"],
    "ci/gitlab.yml": ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
}

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "options"), SCHEMAS.items(), ids=SCHEMAS.keys())
def test_it_is_what_its_schema_says(name: str, options: list[str]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", *options, str(ROOT / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dockerfile_is_what_a_linter_expects() -> None:
    linter = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}")
    if linter is None:
        pytest.skip("hadolint is not installed (make judges)")
    command = [linter, str(ROOT / "Dockerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a folder of budgets, one of which is wrong; budgetlint is installed."""
    shutil.copytree(BROKEN, tmp_path / "budgets")
    for place in (tmp_path / "bin", tmp_path / "temp" / "budgetlint" / "bin"):
        place.mkdir(parents=True)
        command = place / "budgetlint"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m budgetlint "$@"\n')
        command.chmod(0o755)
    return tmp_path


def run(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A script as a runner runs it: bash -e, in the root of the repository."""
    environ = dict(os.environ)
    environ["PATH"] = f"{folder / 'bin'}{os.pathsep}{environ['PATH']}"
    environ["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env={**environ, "LC_ALL": "C.UTF-8", **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def without_installing(commands: list[str]) -> str:
    """The commands of a script that install nothing."""
    return "\n".join(c for c in commands if not re.search(r"pip install|apt-get|-m venv", c))


def test_the_action_annotates_summarises_and_fails(project: Path) -> None:
    step = loaded("action.yml")["runs"]["steps"][-1]
    files = {name: project / "temp" / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    variables = {
        "PATHS": "budgets",
        "ARGS": "--fail-on warning",
        "WORDS": "en",
        "SARIF": "budgetlint.sarif",
        "RUNNER_TEMP": str(project / "temp"),
        **{name: str(path) for name, path in files.items()},
    }
    done = run(step["run"], project, **variables)
    assert done.returncode == 1, done.stderr
    assert "::error file=budgets/transposed-digits.json,line=107" in done.stdout
    assert files["GITHUB_OUTPUT"].read_text() == "exit-code=1\n"
    assert files["GITHUB_STEP_SUMMARY"].read_text().startswith("# Budget check")
    assert json.loads((project / "budgetlint.sarif").read_text())["version"] == "2.1.0"


def test_the_action_knows_its_inputs() -> None:
    action = loaded("action.yml")
    used = re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text(encoding="utf-8"))
    assert set(used) == set(action["inputs"])


def _gitlab() -> list[str]:
    job: Mapping[str, Any] = loaded("ci/gitlab.yml")["budgets"]
    assert job["artifacts"]["reports"].keys() == {"codequality", "junit"}
    return [*job["before_script"], *job["script"]]


def _gitee() -> list[str]:
    (stage,) = loaded("ci/gitee-go.yml")["stages"]
    (step,) = stage["steps"]
    commands: list[str] = step["commands"]
    return commands


def _jenkins() -> list[str]:
    text = (ROOT / "ci" / "Jenkinsfile").read_text(encoding="utf-8")
    (script,) = re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL)
    return [line.replace(".budgetlint/bin/", "") for line in script.splitlines()]


SCRIPTS = {
    "gitlab": (_gitlab, "budgetlint.xml"),
    "gitee": (_gitee, "report/budgetlint.xml"),
    "jenkins": (_jenkins, "budgetlint.xml"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_writes_its_reports_and_fails(name: str, project: Path) -> None:
    commands, junit = SCRIPTS[name]
    done = run(without_installing(commands()), project, BUDGETS="budgets")
    assert done.returncode == 1, done.stderr
    parsed = JUnitXml.fromstring((project / junit).read_bytes())
    assert len(list(parsed)) == len(list(BROKEN.iterdir()))
    assert (project / junit).parent.joinpath("findings.xlsx").stat().st_size > 0
    if name == "gitlab":
        assert json.loads((project / "gl-code-quality-report.json").read_text())


def test_every_script_installs_every_format() -> None:
    for commands, _ in SCRIPTS.values():
        (install,) = [c for c in commands() if "pip install" in c]
        assert '"budgetlint[all] @ git+https://' in install
    assert '/src[all]"' in (ROOT / "Dockerfile").read_text()
