"""Workbooks rendered for one district or many, through Papermill."""
