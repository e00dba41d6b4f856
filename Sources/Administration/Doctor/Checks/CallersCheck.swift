/// Whether limits see the callers, and not the proxy in front of them.
struct CallersCheck: Check {
    static let name = "callers"

    func findings(in deployment: Deployment) -> [Finding] {
        [finding(of: deployment.values)]
    }

    func finding(of values: SettingValues) -> Finding {
        guard let settings = try? ServiceSettings(values) else {
            return problem("the settings cannot be read")
        }
        let hasProxy = settings.baseURL?.hasPrefix("https://") ?? false
        guard hasProxy, settings.callers.trustedProxies.isEmpty else {
            return ok("limits count callers by their own addresses")
        }
        return warning(
            "--trusted-proxies is not set: limits take all callers for the proxy, and shops' lists of"
                + " addresses, too")
    }
}
