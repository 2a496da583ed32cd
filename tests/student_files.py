"""Student files for tests, in the shapes in which they are exported. No student in them is real.

No export of a student information system may lie in a repository. The shapes are made from the
column names that Aeries (`STU` fields and their report names) and PowerSchool (`Students` and
`S_CA_STU_X` fields) document, and from OneRoster's `demographics.csv`.
"""

from pathlib import Path

from equitykit.sources.column_mapping import ColumnMapping, read_mapping

AERIES = """
Student ID,Last Name,First Name,Birthdate,Gr,Sx,ETH,Race1,Race2,LangFlu,SpEd,Lunch Status,Homeless,School,Days Enr,Days Abs,Susp Days,Counselor
900001,Quetzalin,Ana,2010-04-05,9,F,Y,700,,L,,F,,Main High,170,20,0,Smithers
900002,Oakhurst,Bo,2010-04-06,9,M,N,201,700,E,Y,,,Main High,170,2,1,Smithers
900003,Vandermeer,Cy,2010-04-07,K,X,N,600,,F,,,Y,Main High,170,17,0,Smithers
900004,Tolliver,Di,2010-04-08,10,F,N,999,,E,,,,Oak,20,5,0,Jonas
"""

POWERSCHOOL = """
Student_Number\tLastFirst\tDOB\tGender\tGrade_Level\tSchoolID\tFedEthnicity\tWhite\tAsian\tBlack or African American\tEnglishLearner\tHomelessStatus\tMembership Days\tAbsences\tSuspended\tHome_Phone
77001\tPemberton, Al\t04/05/2010\tM\t11\t6900110\t0\t1\t1\t0\tfalse\tfalse\t180\t18\ttrue\t555-0101
77002\tRosalind, Be\t04/05/2011\tF\t0\t6900110\t1\t1\t0\t0\ttrue\tfalse\t180\t17.5\tfalse\t555-0102
77003\tEustace, Ci\t04/05/2012\tF\t-1\t6900094\t0\t0\t0\t1\tfalse\ttrue\t30\t10\tfalse\t555-0103
"""

NAMES = ("Quetzalin", "Oakhurst", "Vandermeer", "Tolliver", "Pemberton", "Rosalind", "Eustace",
         "Smithers", "900001", "900002", "77001", "555-0101", "2010-04-05")  # fmt: skip

SETTINGS = """
column,role,value,meaning,privacy,permission
,setting,period,2024-25,,
,setting,district,99600410000000,,
"""


def written(folder: Path, name: str, text: str, *, encoding: str = "utf-8") -> Path:
    """A file with this text; the blank lines around it are left out."""
    path = folder / name
    path.write_bytes((text.strip("\n") + "\n").encode(encoding))
    return path


def mapped(folder: Path, lines: str) -> ColumnMapping:
    """A mapping of these lines (``column,role,value,meaning``) for one year and district."""
    return read_mapping(written(folder, "mapping.csv", SETTINGS.strip("\n") + "\n" + lines.strip()))


def answered(mapping: ColumnMapping, folder: Path, **answers: str) -> ColumnMapping:
    """A proposal with its empty places filled in: settings, and meanings by their label."""
    lines = []
    for line in mapping.text.splitlines():
        column, role, value, meaning, *rest = line.split(",")
        if role == "setting" or (value and not meaning):
            meaning = answers.get(value.replace(" ", "_"), meaning)
        lines.append(",".join([column, role, value, meaning, *rest]))
    return read_mapping(written(folder, "answered.csv", "\n".join(lines)))
