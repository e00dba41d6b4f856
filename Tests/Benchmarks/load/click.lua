dofile(os.getenv("LOAD") .. "/common.lua")
request = click_request
