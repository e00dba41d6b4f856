-- Of a hundred, 90 are info, 9 click and 1 forget.
dofile(os.getenv("LOAD") .. "/common.lua")
request = function()
  local roll = math.random(1, 100)
  if roll <= 90 then return info_request() end
  if roll <= 99 then return click_request() end
  return forget_request()
end
