# SPDX-License-Identifier: Apache-2.0
"""A gateway with mounted FastAPI applications, which its own description omits."""
from fastapi import FastAPI

app = FastAPI(title="Gateway")
docman = FastAPI(title="Document manager")
chunks = FastAPI(title="Chunks", openapi_url="/hidden/description")


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/gateway/services")
def services():
    return {"services": [{"name": "docman", "prefix": "/docman"}, {"name": "chunks", "path": "/api/v1/chunks"}]}


@docman.post("/sessions", status_code=201)
def create_session():
    return {"session_id": "1"}


@docman.get("/session/{session_id}")
def read_session(session_id: int):
    return {"session_id": session_id}


@chunks.get("/")
def list_chunks(limit: int = 10):
    return []


app.mount("/docman", docman)
app.mount("/api/v1/chunks", chunks)
