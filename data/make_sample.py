"""Write the invented county: ``python data/make_sample.py [--into FOLDER]``.

Students are drawn with a fixed seed and counted into the layouts in which the state
publishes such figures, so that schools, districts, groups and years agree with each other.
The same bytes come out each time. No figure describes a real student, school or district.
"""

import argparse
from pathlib import Path

from academic_files import write_academic
from dashboard_files import write_dashboard
from dataquest_files import write_dataquest
from invented_county import DISTRICTS, EXTRACT_DISTRICT, YEARS, school_year
from invented_scores import draw_scores
from invented_students import draw_students
from student_extract import write_extract, write_mapping

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=HERE / "sample", metavar="FOLDER")
    folder = parser.parse_args().into
    folder.mkdir(parents=True, exist_ok=True)
    by_year = {year: draw_students(DISTRICTS, year) for year in YEARS}
    for year, students in by_year.items():
        write_dataquest(students, year, folder)
    scored = {year: its.join(draw_scores(its, year)) for year, its in by_year.items()}
    for year in YEARS[1:]:
        write_dashboard(by_year[year], by_year[year - 1], year, folder)
        write_academic(scored[year], scored[year - 1], year, folder)
    write_extract(by_year[YEARS[-1]], EXTRACT_DISTRICT, folder)
    name = DISTRICTS.loc[EXTRACT_DISTRICT, "name"]
    write_mapping(EXTRACT_DISTRICT, name, school_year(YEARS[-1]), folder)


if __name__ == "__main__":
    main()
