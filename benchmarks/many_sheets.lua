-- Asks for a thousand sheets in turn, so that no cache of one address is measured.
local number = 0
request = function()
  number = (number + 1) % 1000
  return wrk.format("GET", string.format("/services/BG-%05d/", number))
end
