"""Ten stories, one for each municipal case of docs/cases.md, told on the demo's people at 390 px."""
