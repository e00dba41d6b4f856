dofile(os.getenv("LOAD") .. "/common.lua")
request = info_request
