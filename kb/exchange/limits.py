"""How much one file may hold. Flanders whole is some 20,000 memberships; these leave a wide margin."""

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_HEADER_ROW = 30
MAX_MERGED = 1_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 300 * 1024 * 1024
SMALL_UNPACKED = 10 * 1024 * 1024
MAX_RATIO = 150
