"""How much one upload may hold, all its files together. Flanders whole is some 20,000 memberships."""

MAX_ROWS = 200_000
MAX_WALKED = 5_000_000  # rows passed, empty ones at the end as well: half a second for each million
MAX_CELLS = 2_000_000
MAX_COLUMNS = 1_000
MAX_SHEETS = 20
MAX_HEADER_ROW = 30
MAX_MERGED = 1_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
SMALL_UNPACKED = 10 * 1024 * 1024
MAX_RATIO = 150
MAX_PART = 30 * 1024 * 1024  # the strings or styles of a workbook, which are loaded whole
MAX_PART_TAGS = 1_000_000
MAX_TAGS = 3_000_000  # of XML: five microseconds and 300 bytes each, at worst all at once
