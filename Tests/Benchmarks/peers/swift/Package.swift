// swift-tools-version:6.2
import PackageDescription

let package = Package(
    name: "peers",
    platforms: [.macOS(.v14)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        .target(name: "Store", dependencies: [.product(name: "GRDB", package: "GRDB.swift")]),
        .executableTarget(
            name: "hummingbird-grdb",
            dependencies: [
                "Store", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Sources/HummingbirdPeer"),
        .executableTarget(
            name: "flyingfox-grdb",
            dependencies: ["Store", .product(name: "FlyingFox", package: "FlyingFox")],
            path: "Sources/FlyingFoxPeer"),
    ]
)
