/// Checks a deployment: the machine, the data folder, and the service when it runs.
public enum Doctor {
    private static let machineChecks: [any Check] = [
        LibraryCheck(), KernelCheck(), ClockCheck(), OpenFilesCheck(), MemoryCheck(),
        AddressCheck(), CallersCheck(), ExposureCheck(),
    ]

    private static let folderChecks: [any Check] = [
        FilesCheck(), FileSystemCheck(), SpaceCheck(), SyncCheck(), ShopsCheck(), BackupsCheck(),
        LeftoversCheck(), ServerCheck(),
    ]

    /// Looks at everything; changes nothing.
    ///
    /// - Parameter values: The settings that the service is started with, its data folder among
    ///   them.
    public static func examine(
        _ values: SettingValues
    ) async throws(AdministrationError) -> DoctorReport {
        let deployment = Deployment(
            folder: try values.dataFolder(), values: values, now: SystemClock.seconds())
        var findings: [Finding] = []
        for check in machineChecks { findings += await check.findings(in: deployment) }
        let folder = FolderCheck().findings(in: deployment)
        findings += folder
        guard deployment.isFolderReadable else { return DoctorReport(findings: findings) }
        for check in folderChecks { findings += await check.findings(in: deployment) }
        return DoctorReport(findings: findings)
    }
}
