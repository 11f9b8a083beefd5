-- One step on what all nodes of a namespace hear: StreamStore's rules, atomic, by this server's clock.
--
-- KEYS     head: a text "1;posts;added;seen;until", of how many posts there ever were and times in microseconds, of a clock
--          that never goes back; nodes, a sorted set by when they are over; and the last posts, a list of texts that begin
--          with 16 digits of when they are.
-- ARGV     beat, node, live, after; or
--          post, text, kept, channel, what to publish.
-- Returns  ""; of beat: the ids of nodes that lived before it, the number of the last post, and posts.

local HEAD, NODES, POSTS = KEYS[1], KEYS[2], KEYS[3]
local DAY, LONGEST, MOST_POSTS, SOME = 86400000000, 3153600000000000, 10000, 64

local posts, now, added, over, first, live

local function read()
  local text = ask('GET', HEAD)
  if not text then
    return nil
  end
  local fields = split(text, ';')
  check(#fields == 5 and fields[1] == '1')
  posts = count(fields[2], LARGEST_KEPT)
  now, added = steady(count(fields[3], LARGEST_KEPT), count(fields[4], LARGEST_KEPT))
  over = count(fields[5])
  first = posts - ask('LLEN', POSTS) + 1
  check(first >= 1)
  live = ask('ZRANGEBYSCORE', NODES, '(' .. whole(now), whole(now + LONGEST))
  return true
end

local is_there = readable(read)
if not is_there then
  posts, over, first, live = 0, 0, 1, {}
  now, added = steady(0, 0)
end

-- So long that a number is never given again while somebody may still know it.
local function write(lasts)
  over = math.max(over, now + lasts)
  redis.call('SET', HEAD, table.concat({ '1', whole(posts), whole(added), whole(now), whole(over) }, ';'), 'PX',
    whole(math.ceil((over - now + DAY) / 1000)))
  if not is_there then
    redis.call('UNLINK', NODES, POSTS)
  end
end

local function expire(key)
  redis.call('PEXPIRE', key, whole(math.ceil((over - now + DAY) / 1000)))
end

local function over_of(post)
  local digits = string.match(post, '^%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d')
  return digits and tonumber(digits) or 0
end

local function heard_after(number)
  local texts = {}
  for _, post in ipairs(ask('LRANGE', POSTS, math.max(number + 1 - first, 0), -1)) do
    if over_of(post) > now then
      texts[#texts + 1] = string.sub(post, 17)
    end
  end
  return texts
end

local function beat(node, lasts, after)
  write(lasts)
  redis.call('ZADD', NODES, whole(now + lasts), node)
  redis.call('ZREMRANGEBYSCORE', NODES, '-inf', whole(now))
  expire(NODES)
  expire(POSTS)
  if after > posts then
    after = 0
  end
  return { live, whole(posts), after >= 0 and after < posts and heard_after(after) or {} }
end

local function drop_first(number)
  if number > 0 then
    redis.call('LTRIM', POSTS, number, -1)
  end
end

local function drop_over()
  local number
  repeat
    number = 0
    for index, post in ipairs(ask('LRANGE', POSTS, 0, SOME - 1)) do
      if over_of(post) > now then
        break
      end
      number = index
    end
    drop_first(number)
  until number < SOME
end

local function post(text, kept, channel, told)
  posts = posts + 1
  write(kept)
  drop_over()
  drop_first(redis.call('RPUSH', POSTS, string.format('%016.0f', now + kept) .. text) - MOST_POSTS)
  expire(POSTS)
  expire(NODES)
  redis.pcall('PUBLISH', channel, told)
end

if ARGV[1] == 'beat' then
  return beat(ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]))
end
post(ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5])
return ''
