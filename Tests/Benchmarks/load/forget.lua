dofile(os.getenv("LOAD") .. "/common.lua")
request = forget_request
