-- One step on the copy of one stream: StreamStore's rules, atomic, by this server's clock.
--
-- KEYS     head: a text "1;owner;epoch;node;first;next;from;position;step;ended;bytes;keys;added;seen;until;listeners",
--          times in microseconds, of a clock that never goes back. Of the entries from first to next two lists: marks
--          "kind position;bytes", and frames. And a list of the items' keys.
-- ARGV     append, node, epoch, kept, what the channels of nodes begin with, what to publish, owner, number, from, step, most
--          entries, bytes and keys, how many entries are new; then of these the marks, the frames, and, unless there are
--          none, the keys, "" where there is none;
--          claim, node, epoch, kept, what the channels of nodes begin with, what to publish;
--          read, node, number, bytes, listen; or
--          remove, epoch.
-- Returns  nothing if there is no copy. Of append the copy: owner, epoch, node, first, next, from, position, step, ended, taken
--          or "". Of claim the copy and the keys. Of read the copy, the number of the first entry, marks, and frames. Of
--          remove "".

local HEAD, MARKS, FRAMES, ITEMS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local LARGEST_STEP, BEFORE_NEW, PUSHED, FEW = 2147483647, 14, 1000, 16
local ITEM, SWITCHOVER, END = 'I', 'S', 'E'

local now, added

local function is_key(text)
  local kind = string.sub(text, 1, 1)
  return kind == 'L' or kind == 'U' and #text % 2 == 1
end

local function read_mark(mark)
  local kind, position, bytes = string.match(mark, '^([ISVE])(%d+);(%d+)$')
  check(kind)
  return kind, count(position), count(bytes)
end

local function read_listeners(text)
  local listeners = {}
  for _, entry in ipairs(split(text, ',')) do
    local of = split(entry, ':')
    check(#of == 3)
    local listener = { taken = count(of[2]), over = count(of[3]) }
    if listener.over > now then
      listeners[id(of[1])] = listener
    end
  end
  return listeners
end

local function load()
  local text = ask('GET', HEAD)
  if not text then
    return nil
  end
  local fields = split(text, ';')
  check(#fields == 16 and fields[1] == '1')
  now, added = steady(count(fields[13], LARGEST_KEPT), count(fields[14], LARGEST_KEPT))
  local copy = {
    owner = id(fields[2]), epoch = count(fields[3]), node = id(fields[4]), first = count(fields[5]), next = count(fields[6]),
    from = count(fields[7]), position = count(fields[8]), step = count(fields[9], LARGEST_STEP),
    ended = count(fields[10], 1) == 1, bytes = count(fields[11]), keys = count(fields[12]),
    over = count(fields[15]), listeners = read_listeners(fields[16]) }
  -- What the server has evicted is not in all of them.
  local entries = copy.next - copy.first
  check(ask('LLEN', MARKS) == entries and ask('LLEN', FRAMES) == entries and ask('LLEN', ITEMS) == copy.keys)
  if copy.over > now then
    return copy
  end
end

local function write(copy)
  local listeners = {}
  for node, listener in pairs(copy.listeners) do
    listeners[#listeners + 1] = node .. ':' .. whole(listener.taken) .. ':' .. whole(listener.over)
  end
  redis.call('SET', HEAD, table.concat({
    '1', copy.owner, whole(copy.epoch), copy.node, whole(copy.first), whole(copy.next), whole(copy.from),
    whole(copy.position), whole(copy.step), copy.ended and '1' or '0', whole(copy.bytes), whole(copy.keys), whole(added),
    whole(now), whole(copy.over), table.concat(listeners, ',') }, ';'), 'PX', whole(math.ceil((copy.over - now) / 1000)))
end

local function expire_lists(copy)
  local millis = whole(math.ceil((copy.over - now) / 1000))
  redis.call('PEXPIRE', MARKS, millis)
  redis.call('PEXPIRE', FRAMES, millis)
  redis.call('PEXPIRE', ITEMS, millis)
end

-- A hint: who may not publish can still take the step.
local function tell(copy, channels, what)
  for node in pairs(copy.listeners) do
    redis.pcall('PUBLISH', channels .. node, what)
  end
end

local function fields(copy)
  local taken
  for _, listener in pairs(copy.listeners) do
    taken = math.max(taken or 0, listener.taken)
  end
  return {
    copy.owner, whole(copy.epoch), copy.node, whole(copy.first), whole(copy.next), whole(copy.from), whole(copy.position),
    whole(copy.step), copy.ended and '1' or '0', taken and whole(taken) or '' }
end

-- Appending: all is decided before anything is written, so that a server that is full refuses the whole.

local function begin(part, listeners)
  return {
    owner = part.owner, epoch = part.epoch, node = part.node, first = part.number, next = part.number, from = part.from,
    position = part.from, step = part.step, ended = false, bytes = 0, keys = 0, listeners = listeners }
end

-- Of entry 0 on: those that are stored, in growing pieces, then those of the part.
local function mark_reader(plan)
  local piece, piece_from, size = {}, 0, math.max(1, plan.last - plan.known)
  return function(at)
    if at >= plan.stored then
      return ARGV[BEFORE_NEW + plan.known + at - plan.stored + 1]
    end
    if not piece[at - piece_from + 1] then
      piece, piece_from, size = ask('LRANGE', MARKS, at, at + size - 1), at, 2 * size
    end
    return piece[at - piece_from + 1]
  end
end

local function add(plan, part)
  local copy = plan.copy
  plan.known = copy.next - part.number
  plan.last = math.max(plan.known, 0)
  for at = plan.known + 1, part.size do
    local kind, position, bytes = read_mark(ARGV[BEFORE_NEW + at])
    local key = ARGV[BEFORE_NEW + 2 * part.size + at]
    plan.last, copy.next, copy.bytes, copy.position = at, copy.next + 1, copy.bytes + bytes, position
    if kind == ITEM and key and key ~= '' then
      plan.keys[#plan.keys + 1] = key
    elseif kind == SWITCHOVER then
      copy.step = math.min(copy.step + 1, LARGEST_STEP)
    elseif kind == END then
      copy.ended = true
      return
    end
  end
end

local function drop(plan, part)
  local copy, mark_at = plan.copy, mark_reader(plan)
  local fewest = copy.ended and 1 or 0
  while copy.next - copy.first > fewest
    and (copy.next - copy.first > part.most_entries or copy.bytes > part.most_bytes) do
    local kind, position, bytes = read_mark(mark_at(plan.dropped))
    copy.first, copy.bytes, plan.dropped = copy.first + 1, copy.bytes - bytes, plan.dropped + 1
    copy.from = math.max(copy.from, kind == ITEM and position or position + 1)
  end
end

-- Of a copy, or of nothing.
local function planned(part, found)
  local is_new = not found or found.epoch < part.epoch
  local copy = is_new and begin(part, found and found.listeners or {}) or found
  local plan = {
    copy = copy, is_new = is_new, next = copy.next, dropped = 0, stored = is_new and 0 or copy.next - copy.first, keys = {} }
  if part.number > copy.next then
    plan.dropped = plan.stored
    copy.first, copy.next, copy.bytes = part.number, part.number, 0
    copy.from, copy.position, copy.step = part.from, part.from, part.step
  end
  add(plan, part)
  drop(plan, part)
  copy.over = now + part.kept
  return plan
end

local function push(list, values, from, to)
  for at = from, to, PUSHED do
    redis.call('RPUSH', list, unpack(values, at, math.min(at + PUSHED - 1, to)))
  end
end

local function carry_out(plan, part)
  local copy = plan.copy
  local keys_before = copy.keys
  copy.keys = math.min(keys_before + #plan.keys, part.most_keys)
  write(copy)
  if plan.is_new then
    redis.call('UNLINK', MARKS, FRAMES, ITEMS)
  end
  local gone = math.min(plan.dropped, plan.stored)
  if gone > 0 then
    redis.call('LTRIM', MARKS, gone, -1)
    redis.call('LTRIM', FRAMES, gone, -1)
  end
  local first = plan.known + 1 + plan.dropped - gone
  push(MARKS, ARGV, BEFORE_NEW + first, BEFORE_NEW + plan.last)
  push(FRAMES, ARGV, BEFORE_NEW + part.size + first, BEFORE_NEW + part.size + plan.last)
  push(ITEMS, plan.keys, 1, #plan.keys)
  local over = keys_before + #plan.keys - copy.keys
  if over > 0 then
    redis.call('LTRIM', ITEMS, over, -1)
  end
  expire_lists(copy)
end

local function append()
  local part = {
    node = ARGV[2], epoch = tonumber(ARGV[3]), kept = tonumber(ARGV[4]), owner = ARGV[7], number = tonumber(ARGV[8]),
    from = tonumber(ARGV[9]), step = tonumber(ARGV[10]), most_entries = tonumber(ARGV[11]),
    most_bytes = tonumber(ARGV[12]), most_keys = tonumber(ARGV[13]), size = tonumber(ARGV[14]) }
  local found = readable(load)
  if found and (found.ended or found.epoch > part.epoch or found.epoch == part.epoch and found.node ~= part.node) then
    return fields(found)
  end
  if not found then
    now, added = steady(0, 0)
  end
  local plan = readable(function() return planned(part, found) end) or planned(part, nil)
  carry_out(plan, part)
  if plan.is_new or plan.copy.next > plan.next then
    tell(plan.copy, ARGV[5], ARGV[6])
  end
  return fields(plan.copy)
end

local function claim()
  local node, epoch, kept = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
  local copy = load()
  if not copy then
    return nil
  end
  local is_free = copy.epoch == epoch and not copy.ended
  local keys = {}
  if is_free or copy.epoch == epoch + 1 and copy.node == node then
    keys = ask('LRANGE', ITEMS, 0, -1)
    for _, key in ipairs(keys) do
      check(is_key(key))
    end
  end
  if is_free then
    copy.epoch, copy.node, copy.over = epoch + 1, node, now + kept
    write(copy)
    expire_lists(copy)
    tell(copy, ARGV[5], ARGV[6])
  end
  return { fields(copy), keys }
end

-- Marks in growing pieces, until they have more bytes than are wanted; then as many frames.
local function page(copy, number, most)
  local at, marks, left, sizes = number - copy.first, {}, most, {}
  local size, is_full = FEW, most == 0
  while not is_full and at + #marks < copy.next - copy.first do
    local piece = ask('LRANGE', MARKS, at + #marks, at + #marks + size - 1)
    check(#piece > 0)
    for _, mark in ipairs(piece) do
      local _, _, bytes = read_mark(mark)
      is_full = #marks > 0 and bytes > left
      if is_full then
        break
      end
      marks[#marks + 1], sizes[#sizes + 1], left = mark, bytes, left - bytes
    end
    size = 2 * size
  end
  local frames = #marks > 0 and ask('LRANGE', FRAMES, at, at + #marks - 1) or {}
  for index, frame in ipairs(frames) do
    check(#frame == sizes[index])
  end
  return { fields(copy), whole(number), marks, frames }
end

local function read()
  local node, number, most, listen = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
  local copy = load()
  if not copy then
    return nil
  end
  local was_listening = copy.listeners[node]
  copy.listeners[node] = listen > 0 and { taken = number, over = now + listen } or nil
  local answer = page(copy, math.max(number, copy.first), most)
  -- Also when the clock was set back: nobody is to see that for longer.
  if listen > 0 or was_listening or added > 0 then
    write(copy)
  end
  return answer
end

local function remove()
  local copy = load()
  if copy and copy.epoch == tonumber(ARGV[2]) then
    redis.call('UNLINK', HEAD, MARKS, FRAMES, ITEMS)
  end
  return ''
end

local step = ARGV[1]
if step == 'append' then
  return append()
elseif step == 'claim' then
  return readable(claim)
elseif step == 'read' then
  return readable(read)
end
return readable(remove) or ''
