"""The Python peer: FastAPI on uvicorn (uvloop, httptools), stdlib sqlite3.

Reads are short and from the page cache, so they run on the event loop over one read
connection a shop; writes wait for the disk, so each shop has one writer thread.
DATADIR is taken from the environment, since uvicorn starts the workers.
"""
import asyncio, json, os, sqlite3, time
from concurrent.futures import ThreadPoolExecutor

import orjson
from fastapi import FastAPI, Response

ORDERS = ("SELECT id FROM orders WHERE email = ?1 "
          "UNION SELECT id FROM orders WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)")
ACTIVITY = ("SELECT visitor, type, description, time FROM activity "
            "WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)")
CLICK = "INSERT INTO activity(visitor, type, description, time) VALUES (?1, 'click', ?2, ?3)"
FORGET = ("DELETE FROM activity WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)",
          "UPDATE orders SET email = NULL, customer = NULL, visitor = NULL "
          "WHERE email = ?1 OR visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1) "
          "OR customer IN (SELECT id FROM customer WHERE email = ?1)",
          "DELETE FROM visitor_link WHERE email = ?1",
          "DELETE FROM customer WHERE email = ?1")


def connect(path):
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    assert db.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA cache_size = -8192")
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert db.execute("PRAGMA secure_delete").fetchone() == (1,)
    return db


class Shop:
    def __init__(self, directory, entry):
        path = os.path.join(directory, entry["file"])
        self.private_key = entry["private_key"]
        self.reader = connect(path)
        self.writer = connect(path)
        self.thread = ThreadPoolExecutor(1)

    def info(self, email):
        run = self.reader.execute
        run("BEGIN")
        try:
            orders = [row[0] for row in run(ORDERS, (email,))]
            activity = [{"visitor": v, "type": t, "description": d, "time": at}
                        for v, t, d, at in run(ACTIVITY, (email,))]
        finally:
            run("COMMIT")
        return {"status": "ok", "orders": orders, "activity": activity}

    def click(self, visitor, product):
        self.writer.execute(CLICK, (visitor, "product " + product, int(time.time())))

    def forget(self, email):
        run = self.writer.execute
        run("BEGIN IMMEDIATE")
        try:
            for sql in FORGET:
                run(sql, (email,))
            run("COMMIT")
        except BaseException:
            run("ROLLBACK")
            raise

    def write(self, function, *arguments):
        return asyncio.get_running_loop().run_in_executor(self.thread, function, *arguments)


directory = os.environ["DATADIR"]
with open(os.path.join(directory, "shops.json")) as file:
    shops = {entry["key"]: Shop(directory, entry) for entry in json.load(file)}

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
JSON = "application/json; charset=utf-8"
OK = b'{"status":"ok"}'


def refused():
    return Response(b'{"status":"error","message":"wrong key"}', 401, media_type=JSON)


def bad():
    return Response(b'{"status":"error","message":"missing parameter"}', 400, media_type=JSON)


def private_shop(key, private_key):
    shop = shops.get(key)
    return shop if shop is not None and shop.private_key == private_key else None


@app.get("/v2/privacy/info")
async def info(key: str = "", private_key: str = "", email: str = ""):
    shop = private_shop(key, private_key)
    if shop is None:
        return refused()
    if not email:
        return bad()
    return Response(orjson.dumps(shop.info(email)), media_type=JSON)


@app.get("/v2/privacy/forget")
async def forget(key: str = "", private_key: str = "", email: str = ""):
    shop = private_shop(key, private_key)
    if shop is None:
        return refused()
    if not email:
        return bad()
    await shop.write(shop.forget, email)
    return Response(OK, media_type=JSON)


@app.api_route("/v2/log/click", methods=["GET", "POST"])
async def click(key: str = "", product: str = "", visitor: str = ""):
    shop = shops.get(key)
    if shop is None:
        return refused()
    if not product or not visitor:
        return bad()
    await shop.write(shop.click, visitor, product)
    return Response(OK, media_type=JSON)
