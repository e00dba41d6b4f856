/// Whether the settings say that keys and personal data cross the network by TLS alone.
struct AddressCheck: Check {
    static let name = "address"

    func findings(in deployment: Deployment) -> [Finding] {
        [finding(of: deployment.values)]
    }

    func finding(of values: SettingValues) -> Finding {
        let settings: ServiceSettings
        let isBehindTLS: Bool
        do throws(AdministrationError) {
            settings = try ServiceSettings(values)
            isBehindTLS = try values.flag(.isBehindTLS)
        } catch {
            return problem(error.message)
        }
        guard let url = settings.baseURL else {
            return isBehindTLS
                ? warning(
                    "--base-url is not set: links in answers lead to where oblio listens, not to the"
                        + " proxy")
                : ok("it listens on this machine alone")
        }
        if url.hasPrefix("https://") { return ok("shops reach it by \(url)") }
        return isBehindTLS
            ? problem("base_url is \(url), though TLS is in front: it must begin with https://")
            : warning("base_url is \(url): from other machines only https:// is safe")
    }
}
