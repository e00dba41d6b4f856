import Testing

@testable import HTTPServer

struct AcceptEncodingTests {
    @Test(arguments: [
        ([], false), ([""], false), (["gzip"], true), (["GZIP"], true), (["x-gzip"], true),
        (["br, gzip;q=0.5"], true), (["br", "gzip"], true), (["gzip;q=0"], false),
        (["gzip; q=0.000"], false), (["gzip ; Q=0.001"], true), (["*"], true), (["*;q=0"], false),
        (["gzip;q=0, *"], false), (["*;q=0, gzip"], true), (["identity"], false),
        (["gzip;q=x"], false), (["gzipped"], false), (["deflate, br"], false),
        ([",, gzip ,"], true), (["gzip;;q=0"], false), (["gzip; q = 0 ; x=y"], false),
        ([";,;"], false),
    ])
    func `gzip is sent to those who take it`(values: [String], allows: Bool) {
        #expect(AcceptEncoding(values).allowsGzip == allows)
    }
}
