"""Our doors as an OpenAPI description, so that schemathesis knows where to knock (the real API has its own)."""

from typing import Any

from tests.hostile.doors import Door

KINDS: dict[str, dict[str, Any]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer"},
    "string": {"type": "string", "minLength": 1},
}


def description(doors: list[Door], fields: list[str], known: list[str]) -> dict[str, Any]:
    """Every door with its arguments, and for the unsafe ones a form and a JSON body of our field names."""
    paths: dict[str, dict[str, Any]] = {}
    for door in doors:
        address = door.path([f"{{{name}}}" for _, name in door.arguments])
        paths.setdefault(address, {})[door.method.lower()] = _operation(door, fields, known)
    return {"openapi": "3.0.3", "info": {"title": "doors", "version": "1"}, "paths": paths}


def _operation(door: Door, fields: list[str], known: list[str]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": _kind(kind, known)}
            for kind, name in door.arguments
        ],
        "responses": {"default": {"description": "an answer"}},
    }
    if door.method != "GET":
        body = {"schema": {"type": "object", "properties": {name: {"type": "string"} for name in fields}}}
        types = ("application/x-www-form-urlencoded", "application/json")
        operation["requestBody"] = {"content": dict.fromkeys(types, body)}
    return operation


def _kind(kind: str, known: list[str]) -> dict[str, Any]:
    schema: dict[str, Any] = dict(KINDS.get(kind, KINDS["string"]))
    return {**schema, "enum": known} if kind == "uuid" else schema
