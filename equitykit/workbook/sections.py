"""All sections of all workbooks, by id."""

from equitykit.workbook import (
    brief,
    data,
    data_assistance,
    data_inequality,
    data_mapping,
    data_pictures,
    data_reconcile,
    home,
    stages,
    today,
)

SECTIONS = home.SECTIONS | data.SECTIONS | brief.SECTIONS | today.SECTIONS | stages.sections()
SECTIONS |= data_mapping.SECTIONS
SECTIONS |= data_assistance.SECTIONS | data_pictures.SECTIONS | data_reconcile.SECTIONS
SECTIONS |= data_inequality.SECTIONS
