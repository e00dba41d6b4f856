// swift-tools-version: 6.2
import PackageDescription

/// One list for every target, tests too.
let settings: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

/// The layers, lowest first: a target knows only what stands above it in this list.
let package = Package(
    name: "oblio",
    products: [
        .executable(name: "oblio", targets: ["oblio"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "Addresses", swiftSettings: settings),
        .target(name: "SQLite", dependencies: ["CLinux", "CSQLite"], swiftSettings: settings),
        .target(name: "JSON", swiftSettings: settings),
        .target(
            name: "HTTPServer", dependencies: ["Addresses", "CLinux", "CZlib", httpTypes],
            swiftSettings: settings),
        .target(
            name: "Privacy", dependencies: ["Addresses", "JSON", crypto], swiftSettings: settings),
        .target(
            name: "PrivacySQLite",
            dependencies: [
                "Addresses", "Privacy", "SQLite", "JSON", "CLinux", "CZlib", crypto,
            ],
            swiftSettings: settings),
        .target(
            name: "PrivacyAPI",
            dependencies: ["Addresses", "Privacy", "HTTPServer", "JSON", httpTypes],
            resources: [.embedInCode("openapi.json")], swiftSettings: settings),
        .target(
            name: "Administration",
            dependencies: [
                "Addresses", "Privacy", "PrivacySQLite", "PrivacyAPI", "HTTPServer", "JSON",
                "CLinux", httpTypes,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "oblio",
            dependencies: [
                "Administration", "Privacy", "PrivacySQLite", "PrivacyAPI", "HTTPServer", "JSON",
                "CLinux", arguments, logging,
            ],
            swiftSettings: settings,
            // The toolchain's own; the system's warns of what Foundation has and nobody calls.
            linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
        .testTarget(
            name: "AddressesTests", dependencies: ["Addresses"], swiftSettings: settings),
        // Answers with what it saw of a request: for the tests from outside.
        .executableTarget(
            name: "EchoServer", dependencies: ["HTTPServer", httpTypes], path: "Tests/EchoServer",
            swiftSettings: settings),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite"], swiftSettings: settings),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: settings),
        .testTarget(
            name: "HTTPServerTests",
            dependencies: ["Addresses", "HTTPServer", "CLinux", "CZlib", httpTypes],
            swiftSettings: settings),
        .testTarget(
            name: "PrivacyTests", dependencies: ["Privacy", "JSON"], swiftSettings: settings),
        .testTarget(
            name: "PrivacySQLiteTests",
            dependencies: ["PrivacySQLite", "Privacy", "SQLite", "JSON", crypto],
            swiftSettings: settings),
        .testTarget(
            name: "PrivacyAPITests",
            dependencies: [
                "Addresses", "PrivacyAPI", "Privacy", "PrivacySQLite", "HTTPServer", "JSON",
                crypto, httpTypes,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "AdministrationTests",
            dependencies: ["Addresses", "Administration", "Privacy", "PrivacySQLite", "JSON"],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzz targets (Docs/fuzzing.md) are built by scripts/build-address alone. The optimizer of Swift
// 6.3 crashes on tests under the address sanitizer; what they test is built as it ships.
if Context.environment["OBLIO_FUZZING"] != nil {
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Tests/Fuzzing/CFuzzer"),
        .executableTarget(
            name: "Fuzzing",
            dependencies: [
                "Administration", "PrivacyAPI", "PrivacySQLite", "Privacy", "HTTPServer", "JSON",
                "CFuzzer", crypto, httpTypes,
            ],
            path: "Tests/Fuzzing/Targets", swiftSettings: settings),
    ]
    for target in package.targets where target.type == .test {
        target.swiftSettings = settings + [.unsafeFlags(["-Onone"])]
    }
}
