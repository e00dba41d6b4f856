/// The contract for machines: `Docs/openapi.yaml` as JSON.
enum OpenAPIDocument {
    /// The document, as it is served.
    static let bytes = PackageResources.openapi_json
}
