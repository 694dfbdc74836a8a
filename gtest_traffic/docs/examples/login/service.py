# SPDX-License-Identifier: Apache-2.0
from itertools import count
from secrets import token_hex

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer
from pydantic import BaseModel

app = FastAPI()
tokens = set()
notes = {}
ids = count(1)


class Credentials(BaseModel):
    username: str
    password: str


class Note(BaseModel):
    text: str


async def logged_in(header=Depends(HTTPBearer())):
    if header.credentials not in tokens:
        raise HTTPException(401, "the token is not known")


@app.post("/login")
async def login(credentials: Credentials):
    if credentials.password != "correct-horse":
        raise HTTPException(401, "wrong user name or password")
    token = token_hex()
    tokens.add(token)
    return {"access_token": token, "token_type": "bearer"}


@app.post("/notes", status_code=201, dependencies=[Depends(logged_in)])
async def write(note: Note):
    number = next(ids)
    notes[number] = {"id": number, "text": note.text}
    return notes[number]


@app.get("/notes/{number}", dependencies=[Depends(logged_in)])
async def read(number: int):
    if number not in notes:
        raise HTTPException(404, "there is no such note")
    return notes[number]
