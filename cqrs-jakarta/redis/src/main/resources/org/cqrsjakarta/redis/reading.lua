-- What all scripts begin with: reading what was written. Whatever is not as it was written is an error, and counts as missing.

local LARGEST, LARGEST_KEPT, UNREADABLE = 9007199254740991, 4503599627370495, 'unreadable'

local function whole(number)
  return string.format('%.0f', number)
end

local function split(text, separator)
  local parts, from = {}, 1
  while text ~= '' do
    local at = string.find(text, separator, from, true)
    parts[#parts + 1] = string.sub(text, from, (at or 0) - 1)
    if not at then
      break
    end
    from = at + 1
  end
  return parts
end

local function check(holds)
  if not holds then
    error(UNREADABLE, 0)
  end
end

local function count(text, largest)
  check(text and #text <= 16 and string.find(text, '^%d+$'))
  local number = tonumber(text)
  check(number <= (largest or LARGEST))
  return number
end

local function id(text)
  check(text and #text <= 256 and string.find(text, '^[%w_.-]+$'))
  return text
end

local function micros()
  local clock = redis.call('TIME')
  return tonumber(clock[1]) * 1000000 + tonumber(clock[2])
end

-- Of a clock that never goes back: by what it was set back is added from then on. Returns its time, and what is added.
local function steady(added, seen)
  local time = micros()
  local now = math.max(time + added, seen)
  return now, now - time
end

-- What is of another type cannot be read, either.
local function ask(...)
  local answer = redis.pcall(...)
  if type(answer) == 'table' and answer.err then
    check(not string.find(answer.err, 'WRONGTYPE', 1, true))
    error(answer.err, 0)
  end
  return answer
end

-- What a part returns; nothing if it meets what cannot be read.
local function readable(part, argument)
  local is_read, answer = pcall(part, argument)
  if is_read then
    return answer
  end
  if answer ~= UNREADABLE then
    error(answer, 0)
  end
end
