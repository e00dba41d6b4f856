/// Whether other machines reach the server past the proxy, in clear text.
///
/// It asks at each address of this machine that is not its own alone. What a firewall lets through
/// from outside cannot be seen from here.
struct ExposureCheck: Check {
    static let name = "exposure"
    private static let seconds = 1

    func findings(in deployment: Deployment) -> [Finding] {
        guard deployment.server != nil, let settings = try? ServiceSettings(deployment.values)
        else {
            return [ok("there is no server that could be reached")]
        }
        let reached = NetworkAddress.ofThisMachine().filter { address in
            let place = ServiceAddress(host: address.text, port: settings.port)
            return ServiceProbe(of: place).isAnswered(seconds: Self.seconds)
        }
        return [finding(reached, isContained: Deployment.isContained)]
    }

    func finding(_ reached: [NetworkAddress], isContained: Bool) -> Finding {
        if let address = reached.first(where: { !$0.isPrivate }) {
            return problem(
                "plain HTTP is answered at the public address \(address.text): listen on 127.0.0.1,"
                    + " or on the proxy's network only")
        }
        guard let address = reached.first else {
            return ok("no other machine reaches it by an address of this one")
        }
        return isContained
            ? ok("the container's network reaches it at \(address.text): publish no port of it")
            : warning(
                "plain HTTP is answered at \(address.text): see that only the proxy reaches it")
    }
}
