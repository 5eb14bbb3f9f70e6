"""The US Consolidated Screening List, in each form, one path from rows to entities."""
