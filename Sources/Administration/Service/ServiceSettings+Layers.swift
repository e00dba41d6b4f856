internal import Glibc
internal import HTTPServer
internal import PrivacyAPI

/// What the settings mean to the layers below.
extension ServiceSettings {
    /// For the server.
    var server: ServerConfiguration {
        var limits = Limits()
        limits.connections = callers.connections
        limits.connectionsPerAddress = callers.connectionsPerAddress
        limits.fit(openFiles: Int(sysconf(Int32(_SC_OPEN_MAX))))
        return ServerConfiguration(
            listen: [.tcp(host: host, port: port)], reactors: threads, limits: limits,
            trustedProxies: callers.trustedProxies,
            unlimitedAddresses: callers.unlimitedAddresses)
    }

    /// For the API of a service that listens at `url`.
    func api(
        url: String, onAnswer: (@Sendable (RequestRecord) -> Void)?
    ) -> APIConfiguration {
        var configuration = APIConfiguration(baseURL: baseURL ?? url, clock: SystemClock.seconds)
        configuration.limits = CallLimits(
            perAddress: callers.ratePerAddress.map(RateLimit.init),
            perKey: callers.ratePerKey.map(RateLimit.init),
            unlimitedAddresses: callers.unlimitedAddresses)
        configuration.securityContact = securityContact
        configuration.onAnswer = onAnswer
        configuration.toldStatus = log.leastStatus
        return configuration
    }
}
