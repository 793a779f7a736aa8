"""An entry of the catalogue says which outside system owns it; what such systems wrote so far is found by their names.

A key that a system wrote and has not ended since is its own, also when people had the entry before. A receiver says
which administrator added it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

OWNED = """
UPDATE catalogue_measure SET system = (
  SELECT api_client.name FROM inbound_item JOIN api_client ON api_client.id = inbound_item.client_id
  WHERE inbound_item.kind = 'catalogue' AND inbound_item.identifier = catalogue_measure.key
    AND inbound_item.ended_at IS NULL AND api_client.ended_at IS NULL
  ORDER BY inbound_item.changed_at DESC LIMIT 1
)
"""


def upgrade() -> None:
    """Add the column and fill it."""
    op.add_column("catalogue_measure", sa.Column("system", sa.String(length=60), nullable=True))
    op.execute(OWNED)
    op.add_column("receiver", sa.Column("added_by", sa.Uuid(), nullable=True))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("receiver", "added_by")
    op.drop_column("catalogue_measure", "system")
