"""One notebook, run by Papermill in a process of its own: ``python -m equitykit.reports.runner``.

The first line of its input is the job as JSON, and the answer is written to the file that the
job names. The input stays open as long as the batch lives; when it closes, this process ends,
and the kernel, which watches this process, ends with it. So nothing is left running, however
the batch came to its end.
"""

import json
import os
import sys
import threading
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from equitykit.content.texts import Words
from equitykit.errors import EquitykitError
from equitykit.kernels.safe_client import SafeKernelManager
from equitykit.reports.digests import digest_of_file
from equitykit.reports.page import page_of, without_widgets
from equitykit.reports.pdf import write_pdf

START_SECONDS = 120


def run(job: dict) -> dict:
    """Run a job and write its files, each beside its place and then renamed.

    The HTML comes first and the notebook last: a notebook that names this job's digest and
    the HTML's own is the sign that everything before it is whole.
    """
    stem = Path(job["stem"])
    stem.parent.mkdir(parents=True, exist_ok=True)
    unfinished = stem.with_name(f".{stem.name}.unfinished.ipynb")
    failed = stem.with_name(f"{stem.name}.failed.ipynb")
    try:
        notebook = without_widgets(_execute(job, unfinished))
        warnings = _write_page(job, notebook, stem)
        notebook.metadata["equitykit"] = {
            "digest": job["digest"],
            "html": digest_of_file(stem.with_name(f"{stem.name}.html")),
            "warnings": warnings,
        }
        unfinished.write_text(nbformat.writes(notebook), encoding="utf-8")
        os.replace(unfinished, stem.with_name(f"{stem.name}.ipynb"))
        failed.unlink(missing_ok=True)
        return {"warnings": warnings, "error": None}
    except PapermillExecutionError as error:
        os.replace(unfinished, failed)
        return _failed("cell", cell=error.exec_count, kind=error.ename, said=_said(error))
    except CellTimeoutError:
        return _failed("timeout", seconds=job["timeout"])
    except DeadKernelError:
        return _failed("kernel_died")
    except EquitykitError as error:
        return _failed("refused", id=error.id, values=error.values)
    except OSError as error:
        return _failed("not_written", detail=error.strerror or type(error).__name__)
    except Exception as error:  # one notebook's trouble is a row of the table, never a stop
        return _failed("other", kind=type(error).__name__)
    finally:
        unfinished.unlink(missing_ok=True)


def _execute(job: dict, unfinished: Path) -> nbformat.NotebookNode:
    notebook = papermill.execute_notebook(
        _literal(job["notebook"]),
        _literal(unfinished),
        parameters=job["parameters"],
        kernel_name="python3",
        language="python",
        progress_bar=False,
        request_save_on_cell_execute=False,
        start_timeout=START_SECONDS,
        execution_timeout=job["timeout"],
        kernel_manager_class=SafeKernelManager,
        shutdown_kernel="immediate",
        cwd=str(Path(job["notebook"]).parent),
    )
    notebook.metadata.papermill.update(
        input_path=Path(job["notebook"]).name, output_path=f"{Path(job['stem']).name}.ipynb"
    )
    return notebook


def _write_page(job: dict, notebook, stem: Path) -> list:
    page = page_of(
        notebook,
        title=job["title"],
        words=Words(job["language"], job["terms"]),
        invented=job["invented"],
    )
    unfinished = stem.with_name(f".{stem.name}.html.unfinished")
    unfinished.write_text(page.html, encoding="utf-8")
    html = stem.with_name(f"{stem.name}.html")
    os.replace(unfinished, html)
    if job["browser"]:
        write_pdf(html, browser=job["browser"])
    return page.warnings


def _said(error: PapermillExecutionError) -> str:
    """The sentence of an error of ours; what other errors say may hold figures."""
    return error.evalue if error.ename == EquitykitError.__name__ else ""


def _failed(reason: str, **values) -> dict:
    return {"warnings": [], "error": {"reason": reason, **values}}


def _literal(path) -> str:
    """Papermill fills in braces in a path; in a folder's name they are just braces."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _end_with_the_batch() -> None:
    sys.stdin.read()
    os._exit(1)


def main() -> None:
    job = json.loads(sys.stdin.readline())
    os.environ["EQUITYKIT_STORE"] = job["store"]
    threading.Thread(target=_end_with_the_batch, daemon=True).start()
    answer = Path(job["answer"])
    unfinished = answer.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(run(job)), encoding="utf-8")
    os.replace(unfinished, answer)


if __name__ == "__main__":
    main()
