import HTTPServer

// Serves on a port of its own, says which, and ends when its standard input does.
let server = Server(
    configuration: ServerConfiguration(listen: [.tcp(host: "127.0.0.1", port: 0)]),
    responder: Echo())
for case .tcp(_, let port) in try server.start() {
    // `print` would keep it until its buffer is full.
    StandardOutput.write("\(port)\n")
}
while readLine() != nil {}
