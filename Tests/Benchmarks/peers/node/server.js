'use strict';
// The node peer: http module + node-sqlite3 (the Debian package's N-API binding, system SQLite),
// one process per core by cluster. node-sqlite3 runs each statement on libuv's thread pool.
const cluster = require('node:cluster');
const http = require('node:http');
const fs = require('node:fs');
const path = require('node:path');

const [dir, port] = process.argv.slice(2);
if (!port) throw new Error('usage: server.js DATADIR PORT');
const workers = Number(process.env.WORKERS);

if (workers > 1 && cluster.isPrimary) {
  for (let i = 0; i < workers; i++) cluster.fork();
  return;
}

const sqlite3 = require('sqlite3');
const READERS = 2;

// Both halves of the answer in one statement: one snapshot and one trip to the thread pool.
const INFO = `
  SELECT id AS a, NULL AS b, NULL AS c, NULL AS t FROM (SELECT id FROM orders WHERE email = ?1
    UNION SELECT id FROM orders WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1))
  UNION ALL
  SELECT visitor, type, description, time FROM activity
    WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)`;
const CLICK = "INSERT INTO activity(visitor, type, description, time) VALUES (?1, 'click', ?2, ?3)";
const FORGET = [
  'DELETE FROM activity WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)',
  `UPDATE orders SET email = NULL, customer = NULL, visitor = NULL
    WHERE email = ?1 OR visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)
    OR customer IN (SELECT id FROM customer WHERE email = ?1)`,
  'DELETE FROM visitor_link WHERE email = ?1',
  'DELETE FROM customer WHERE email = ?1',
];

const call = (object, method, ...args) => new Promise((resolve, reject) =>
  object[method](...args, (error, value) => error ? reject(error) : resolve(value)));

async function connect(file, mode) {
  const db = await new Promise((resolve, reject) => {
    const d = new sqlite3.Database(file, mode, error => error ? reject(error) : resolve(d));
  });
  db.configure('busyTimeout', 10000);
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'cache_size = -8192'])
    await call(db, 'get', 'PRAGMA ' + pragma);
  return db;
}
const prepare = (db, sql) => new Promise((resolve, reject) => {
  const s = db.prepare(sql, error => error ? reject(error) : resolve(s));
});

class Shop {
  constructor(entry) { this.privateKey = entry.private_key; this.turn = 0; this.last = Promise.resolve(); }

  async open(file) {
    this.readers = [];
    for (let i = 0; i < READERS; i++)
      this.readers.push(await prepare(await connect(file, sqlite3.OPEN_READWRITE), INFO));
    this.writer = await connect(file, sqlite3.OPEN_READWRITE);
    this.clicks = await prepare(this.writer, CLICK);
    this.forgets = [];
    for (const sql of FORGET) this.forgets.push(await prepare(this.writer, sql));
    this.begin = await prepare(this.writer, 'BEGIN IMMEDIATE');
    this.commit = await prepare(this.writer, 'COMMIT');
    this.rollback = await prepare(this.writer, 'ROLLBACK');
    const [sync, secure] = [await call(this.writer, 'get', 'PRAGMA synchronous'), await call(this.writer, 'get', 'PRAGMA secure_delete')];
    if (sync.synchronous !== 2 || secure.secure_delete !== 1) throw new Error('pragmas not in force');
    return this;
  }

  async info(email) {
    const rows = await call(this.readers[this.turn++ % READERS], 'all', email);
    const orders = [], activity = [];
    for (const { a, b, c, t } of rows) {
      if (b === null) orders.push(a);
      else activity.push({ visitor: a, type: b, description: c, time: t });
    }
    return { status: 'ok', orders, activity };
  }

  // The connection is shared by every request, so writes take turns: a click must not
  // land inside a forget's transaction.
  exclusive(work) {
    const done = this.last.then(work);
    this.last = done.catch(() => {});
    return done;
  }
  click(visitor, product) {
    return this.exclusive(() => call(this.clicks, 'run', visitor, 'product ' + product, Math.floor(Date.now() / 1000)));
  }
  forget(email) {
    return this.exclusive(async () => {
      await call(this.begin, 'run');
      try {
        for (const s of this.forgets) await call(s, 'run', email);
        await call(this.commit, 'run');
      } catch (error) { await call(this.rollback, 'run'); throw error; }
    });
  }
}

const shops = new Map();
const OK = '{"status":"ok"}';
const REFUSED = '{"status":"error","message":"wrong key"}';
const BAD = '{"status":"error","message":"missing parameter"}';

function reply(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

async function handle(request, response) {
  const mark = request.url.indexOf('?');
  const route = mark < 0 ? request.url : request.url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : request.url.slice(mark + 1));
  const shop = shops.get(query.get('key'));
  if (route === '/v2/log/click') {
    if (!shop) return reply(response, 401, REFUSED);
    const product = query.get('product'), visitor = query.get('visitor');
    if (!product || !visitor) return reply(response, 400, BAD);
    await shop.click(visitor, product);
    return reply(response, 200, OK);
  }
  if (route !== '/v2/privacy/info' && route !== '/v2/privacy/forget')
    return reply(response, 404, '{"status":"error","message":"not found"}');
  if (!shop || shop.privateKey !== query.get('private_key')) return reply(response, 401, REFUSED);
  const email = query.get('email');
  if (!email) return reply(response, 400, BAD);
  if (route === '/v2/privacy/info') return reply(response, 200, JSON.stringify(await shop.info(email)));
  await shop.forget(email);
  reply(response, 200, OK);
}

(async () => {
  for (const entry of JSON.parse(fs.readFileSync(path.join(dir, 'shops.json'), 'utf8')))
    shops.set(entry.key, await new Shop(entry).open(path.join(dir, entry.file)));
  http.createServer((request, response) => {
    request.resume();
    handle(request, response).catch(error => {
      console.error(error);
      reply(response, 500, '{"status":"error","message":"internal"}');
    });
  }).listen(Number(port), '127.0.0.1');
})();
