"""Every door of `/api/v1`, on one blueprint."""

from companion.sync import api_batch_pages, api_fact_pages, api_item_pages, api_people_pages, api_token_pages
from companion.sync.api_door import api

DOORS = (api_token_pages, api_people_pages, api_item_pages, api_batch_pages, api_fact_pages)  # each adds its own

__all__ = ["DOORS", "api"]
