-- One step on one circuit: CircuitStore's rules, atomic, by this server's clock.
--
-- KEYS[1]  the circuit: a text "1;generation;state;until;successes;window;nodes;gone;leases", times in
--          microseconds.
-- ARGV     step, channel, name to publish, milliseconds to keep, then the rules (volume, failures, delay, successes,
--          lease, quorum, nodeTimeout) and the report (node, generation, state, remaining, shows, tripped, outcomes,
--          latest, reset), two arguments of the step, and the tokens of the probes.
-- Returns  generation, state, remaining, token or "", and of each live node its id and what it shows.

local MOST_GONE = 64
local STATES = { CLOSED = true, OPEN = true, HALF_OPEN = true }

local step, channel, name, keep = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local volume, failures, delay, needed = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local lease, quorum, node_timeout = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])
local node_id, known, known_state, known_remaining = ARGV[12], tonumber(ARGV[13]), ARGV[14], tonumber(ARGV[15])
local shows, tripped, outcomes, latest, reset = ARGV[16], ARGV[17] == '1', tonumber(ARGV[18]), ARGV[19], ARGV[20] == '1'
local first_argument, second_argument, first_probe = ARGV[21], ARGV[22], 23

local now = micros()

local generation, state, open_until, successes
local window, oldest, newest
local failed, failed_of, failed_nodes
local nodes, gone, leases

local function add(outcome)
  newest = newest + 1
  window[newest] = outcome
  if outcome ~= '+' then
    failed = failed + 1
    failed_of[outcome] = (failed_of[outcome] or 0) + 1
    failed_nodes = failed_nodes + (failed_of[outcome] == 1 and 1 or 0)
  end
end

local function trim()
  while newest - oldest + 1 > volume do
    local gone = window[oldest]
    oldest = oldest + 1
    if gone ~= '+' then
      failed = failed - 1
      failed_of[gone] = failed_of[gone] - 1
      failed_nodes = failed_nodes - (failed_of[gone] == 0 and 1 or 0)
    end
  end
end

local function read()
  local text = ask('GET', KEYS[1])
  if not text then
    return true
  end
  local fields = split(text, ';')
  check(#fields == 9 and fields[1] == '1' and STATES[fields[3]])
  generation, state = count(fields[2], LARGEST_KEPT), fields[3]
  open_until, successes = count(fields[4]), count(fields[5], 2147483647)
  for _, outcome in ipairs(split(fields[6], ',')) do
    add(outcome == '+' and outcome or id(outcome))
  end
  for _, entry in ipairs(split(fields[7], ',')) do
    local of = split(entry, ':')
    check(#of == 5 and STATES[of[3]])
    nodes[id(of[1])] = { at = count(of[2]), shows = of[3], told = count(of[4]), tripped = count(of[5], 1) == 1 }
  end
  for _, entry in ipairs(split(fields[8], ',')) do
    local of = split(entry, ':')
    check(#of == 2)
    gone[#gone + 1] = { id = id(of[1]), told = count(of[2]) }
  end
  for _, entry in ipairs(split(fields[9], ',')) do
    local of = split(entry, ':')
    check(#of == 3)
    leases[id(of[1])] = { given = count(of[2]), renewed = count(of[3]) }
  end
  return true
end

local function nothing()
  generation, state, open_until, successes = 0, 'CLOSED', 0, 0
  window, oldest, newest = {}, 1, 0
  failed, failed_of, failed_nodes = 0, {}, 0
  nodes, gone, leases = {}, {}, {}
end

nothing()
if not readable(read) then
  nothing()
end
local before = generation

-- The rules.

local function live()
  local number = 0
  for _ in pairs(nodes) do
    number = number + 1
  end
  return number
end

local function enough()
  if quorum > 0 then
    return quorum
  end
  return live() > 2 and 2 or 1
end

local function enter(next_state, of)
  state, generation = next_state, of
  open_until, successes = 0, 0
  window, oldest, newest = {}, 1, 0
  failed, failed_of, failed_nodes = 0, {}, 0
  gone, leases = {}, {}
  for _, node in pairs(nodes) do
    node.told, node.tripped = 0, false
  end
end

local function open()
  enter('OPEN', generation + 1)
  open_until = now + delay
end

local function close_if_enough()
  if state == 'HALF_OPEN' and successes >= needed then
    enter('CLOSED', generation + 1)
  end
end

-- Not what they have told: the same report may come again.
local function forget_nodes()
  local over = {}
  for node, seen in pairs(nodes) do
    seen.at = math.min(seen.at, now)
    if now - seen.at >= node_timeout then
      over[#over + 1] = node
    end
  end
  table.sort(over)
  for _, node in ipairs(over) do
    if nodes[node].told > 0 then
      gone[#gone + 1] = { id = node, told = nodes[node].told }
    end
    nodes[node] = nil
  end
  while #gone > MOST_GONE do
    table.remove(gone, 1)
  end
end

local function back()
  for at, node in ipairs(gone) do
    if node.id == node_id then
      return table.remove(gone, at)
    end
  end
  return { told = 0 }
end

-- The clock may have been set back: nothing is later than now, or further away than it can be.
local function forget()
  open_until = math.min(open_until, now + delay)
  forget_nodes()
  for token, held in pairs(leases) do
    held.given, held.renewed = math.min(held.given, now), math.min(held.renewed, now)
    if now - held.renewed >= lease then
      leases[token] = nil
    end
  end
end

local function restore()
  if known_state == 'HALF_OPEN' then
    enter('OPEN', known + 1)
    open_until = now
  else
    enter(known_state, known)
    open_until = now + math.min(known_remaining, delay)
  end
end

local function trips()
  local number = 0
  for _, node in pairs(nodes) do
    number = number + (node.tripped and 1 or 0)
  end
  return number >= enough()
end

local function take_outcomes(node)
  local unknown = math.max(0, math.min(outcomes - node.told, #latest))
  node.told = math.max(node.told, outcomes)
  local opens, quorum_now = trips(), enough()
  for at = #latest - unknown + 1, #latest do
    if opens then
      break
    end
    add(string.sub(latest, at, at) == 'F' and node_id or '+')
    trim()
    opens = newest - oldest + 1 == volume and failed >= failures and failed_nodes >= quorum_now
  end
  if opens then
    open()
  end
end

local function take_report()
  forget()
  local node = nodes[node_id] or { told = back().told, tripped = false }
  nodes[node_id] = node
  node.at, node.shows = now, shows
  if known > generation and known <= LARGEST_KEPT then
    restore()
  end
  -- The rules may ask for fewer than they did when the last probe was settled.
  close_if_enough()
  if known ~= generation then
    return
  end
  if reset then
    enter('CLOSED', generation + 1)
    return
  end
  node.tripped = tripped
  if state == 'CLOSED' then
    take_outcomes(node)
  end
  for at = first_probe, #ARGV do
    local held = leases[ARGV[at]]
    if held then
      held.renewed = now
    end
  end
end

local function give_lease(number)
  if state == 'OPEN' and now >= open_until then
    enter('HALF_OPEN', generation + 1)
  end
  if state ~= 'HALF_OPEN' then
    return ''
  end
  local token, taken, own = whole(generation) .. '.' .. node_id .. '.' .. number, 0, false
  for held_token, held in pairs(leases) do
    local has_place = now - held.given < lease
    taken = taken + (has_place and 1 or 0)
    own = own or has_place and held_token == token
  end
  if own then
    return token
  end
  if taken >= needed - successes then
    return ''
  end
  leases[token] = { given = now, renewed = now }
  return token
end

local function settle(token, verdict)
  if not leases[token] then
    return
  end
  leases[token] = nil
  if verdict == 'FAILED' then
    open()
  elseif verdict == 'SUCCEEDED' then
    successes = successes + 1
    close_if_enough()
  end
end

take_report()
local token = ''
if step == 'lease' then
  token = give_lease(first_argument)
elseif step == 'settle' then
  settle(first_argument, second_argument)
end

-- Writing.

local node_texts, gone_texts, lease_texts, answer = {}, {}, {}, {}
answer[1], answer[2], answer[4] = whole(generation), state, token
answer[3] = whole(state == 'OPEN' and math.max(0, open_until - now) or 0)
for node, seen in pairs(nodes) do
  node_texts[#node_texts + 1] = table.concat(
    { node, whole(seen.at), seen.shows, whole(seen.told), seen.tripped and '1' or '0' }, ':')
  answer[#answer + 1] = node
  answer[#answer + 1] = seen.shows
end
for at, node in ipairs(gone) do
  gone_texts[at] = node.id .. ':' .. whole(node.told)
end
for held_token, held in pairs(leases) do
  lease_texts[#lease_texts + 1] = table.concat({ held_token, whole(held.given), whole(held.renewed) }, ':')
end
redis.call('SET', KEYS[1], table.concat({
  '1', whole(generation), state, whole(open_until), whole(successes), table.concat(window, ',', oldest, newest),
  table.concat(node_texts, ','), table.concat(gone_texts, ','), table.concat(lease_texts, ',') }, ';'), 'PX', keep)
if generation ~= before then
  -- A hint: who may not publish can still take the step.
  redis.pcall('PUBLISH', channel, name)
end
return answer
