-- Requests about random shops and subjects, named as bench/records.py names them.
-- Environment: SHOPS, SUBJECTS, SEED, HOST; ZIPF=1 (shop s is asked for 1/(s+1) as often as the
-- first); FIRST (how many subjects were forgotten before: a forget never meets one twice).
local shops = tonumber(os.getenv("SHOPS"))
local subjects = tonumber(os.getenv("SUBJECTS"))
local forgotten = tonumber(os.getenv("FIRST"))
local format, random, floor = string.format, math.random, math.floor
local tail = " HTTP/1.1\r\nHost: " .. os.getenv("HOST") .. "\r\n\r\n"
math.randomseed(tonumber(os.getenv("SEED")))

local keys, privates = {}, {}
for s = 0, shops - 1 do
  keys[s] = format("shop%d-key", s)
  privates[s] = format("key=shop%d-key&private_key=shop%d-private&email=", s, s)
end

local function evenly() return random(0, shops - 1) end

-- below[s] is the probability of a shop up to s.
local below, sum = {}, 0
for s = 0, shops - 1 do
  sum = sum + 1 / (s + 1)
  below[s] = sum
end
local function by_zipf()
  local roll, low, high = random() * sum, 0, shops - 1
  while low < high do
    local middle = floor((low + high) / 2)
    if below[middle] < roll then low = middle + 1 else high = middle end
  end
  return low
end
local shop = os.getenv("ZIPF") == "1" and by_zipf or evenly

local function email(n) return format("u%08x.%d%%40mail.example", n * 2246822519 % 4294967296, n) end
local function visitor(s, n, k)
  local v = n * 2 + k
  return format("%08x%08x%02x", v * 2654435761 % 4294967296, v, s % 256)
end

function info_request()
  return "GET /v2/privacy/info?" .. privates[shop()] .. email(random(0, subjects - 1)) .. tail
end

function click_request()
  local s = shop()
  return "GET /v2/log/click?key=" .. keys[s] .. "&product=p" .. random(0, 4999) .. "&visitor="
    .. visitor(s, random(0, subjects - 1), random(0, 1)) .. tail
end

function forget_request()
  local turn = floor(forgotten / shops)
  local s, n = forgotten % shops, turn * 7919 % subjects
  forgotten = forgotten + 1
  return "GET /v2/privacy/forget?" .. privates[s] .. email(n) .. tail
end

-- One line for a machine at the end: times are in microseconds.
function done(summary, latency)
  local e = summary.errors
  io.write(format("RESULT %d %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency.max,
    e.connect + e.read + e.write + e.timeout, e.status))
end
