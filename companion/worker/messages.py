"""Jobs as JSON: huey's own default is pickle, which runs what it reads."""

import json
from datetime import datetime
from typing import Any

from huey.registry import Message
from huey.serializer import Serializer

MOMENTS = ("eta", "expires_resolved")  # the fields of a message that huey fills with naive UTC moments


class JsonSerializer(Serializer):  # type: ignore[misc] # huey publishes no types
    """Writes a job as a JSON object; only plain values and the two moments survive, which is all we use."""

    def _serialize(self, message: Any) -> bytes:
        fields = message._asdict() if isinstance(message, Message) else {"value": message}
        for name in MOMENTS:
            if fields.get(name) is not None:
                fields[name] = fields[name].isoformat()
        return json.dumps(fields).encode()

    def _deserialize(self, sealed: bytes) -> Any:
        fields = json.loads(bytes(sealed))
        if "value" in fields:
            return fields["value"]
        for name in MOMENTS:
            if fields.get(name) is not None:
                fields[name] = datetime.fromisoformat(fields[name])
        return Message(**fields)
