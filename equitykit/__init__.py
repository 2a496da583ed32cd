"""A Jupyter workbook series for equity-driven continuous improvement in school districts.

The parts, each importing only from those to its left::

    errors < content < measures < views < widgets < workbook < workbooks/*.ipynb
    at the edge: sources, storage, kernels, reports, serve, cli
"""
